// SPDX-License-Identifier: GPL-3.0-or-later
// A hypothesis of the matcher: curves with their difference, figures, weight fractions, cells, how far atoms moved,
// structures.

import { angles, float32 } from "../base/arrays.mjs";
import { colour, element } from "../base/dom.mjs";
import { csv, formula, number, percent, withUncertainty } from "../base/format.mjs";
import { className, isCrystalSystem } from "../base/symmetry.mjs";
import { bars } from "../chart/bars.mjs";
import { patternPanel } from "../chart/pattern.mjs";
import { picturePanel } from "../chart/picture.mjs";
import { structurePanel } from "../structure/stage.mjs";
import { panel } from "../widgets/panel.mjs";
import { facts, table } from "../widgets/table.mjs";

const CLASSES = 8;

/** Colours of the phases' rows, none of which is that of a curve. */
const PHASES = [2, 0, 3, 6, 5, 4];
const phaseColour = (n) => colour(PHASES[n % PHASES.length]);

/** All that a hypothesis shows. */
export function fitOf(answer, hypothesis, data) {
  const { phases } = hypothesis;
  const structures = phases.map((p) => p.structure && structurePanel(p.name || formula(p.formula), p.structure));
  const showPlane = (row, tick) =>
    structures.forEach((s, n) => s && s.showPlane(row && row.phase === n ? tick.hkl : null));
  return [
    fitPanel(answer, hypothesis, data, showPlane),
    element(
      "div",
      { class: "grid" },
      figures(hypothesis),
      phases.length > 1 ? fractions(phases) : null,
      ...phases.map(cellPanel),
      ...structures,
      ...phases.map(shiftPanel),
      ...classPanels(answer),
    ),
  ];
}

/** The curves of the first hypotheses are kept, if there are any. */
function noCurve({ hypotheses = [] }) {
  return hypotheses.some((h) => h.calculated32)
    ? "The curve of this hypothesis was not kept."
    : "The positions of peaks were compared, not their heights: there is no calculated curve.";
}

/** Measured and calculated curve, ticks of each phase, difference. */
export function fitPanel(answer, hypothesis, data, onreflection) {
  const { radiation, wavelengthAngstrom, intensity } = { ...data, ...withRays(answer) };
  const calculated = hypothesis.calculated32;
  const curves = [{ label: "measured", y: float32(answer.measured32), colour: "var(--ink)", kind: "dots" }];
  if (calculated) {
    curves.push({ label: "calculated", y: float32(calculated), colour: colour(1), width: 1.4 });
  }
  if (hypothesis.background32) {
    curves.push({ label: "background", y: float32(hypothesis.background32), colour: "var(--c7)", kind: "dash" });
  }
  const rows = hypothesis.phases.map((p, n) => ({
    name: rowName(p),
    colour: phaseColour(n),
    ticks: p.ticks || [],
    phase: n,
  }));
  const fit = patternPanel(`${answer.id}: measured against calculated`, {
    x: angles(answer.grid || data.grid),
    radiation,
    wavelengthAngstrom,
    intensity,
    curves,
    rows,
    difference: Boolean(calculated),
    height: 320,
    onreflection,
  });
  if (!calculated) {
    fit.append(element("p", { class: "hint" }, noCurve(answer)));
  }
  return fit;
}

function rowName(phase) {
  const share = phase.weightFraction == null ? "" : ` ${percent(phase.weightFraction)}`;
  return `${formula(phase.formula || phase.name)}${phase.symbol ? ` ${phase.symbol}` : ""}${share}`;
}

function figures(h) {
  return panel(
    "How well it fits",
    facts([
      ["Rwp", percent(h.rwp, 2)],
      ["Rexp", h.rexp == null ? null : percent(h.rexp, 2)],
      ["χ²", h.chi2 == null ? null : number(h.chi2, 2)],
      ["Probability", h.probability == null ? null : percent(h.probability)],
      ...h.phases.map((p) => [
        `R Bragg, ${formula(p.formula || p.name)}`,
        p.rBragg == null ? null : percent(p.rBragg, 2),
      ]),
      ["Remark", h.note],
      ...h.phases.map((p) => [`Remark on ${formula(p.formula || p.name)}`, p.note]),
    ]),
  );
}

function fractions(phases) {
  const list = phases.map((p, n) => ({
    name: `${formula(p.formula || p.name)}${p.doubtful ? " (doubtful)" : ""}`,
    value: p.weightFraction ?? 0,
    low: p.weightFractionSd ? Math.max(0, p.weightFraction - 1.96 * p.weightFractionSd) : null,
    high: p.weightFractionSd ? Math.min(1, p.weightFraction + 1.96 * p.weightFractionSd) : null,
    colour: phaseColour(n),
  }));
  return picturePanel(
    "Weight fractions",
    (width) => bars(width, list, { most: 1, title: "share by weight", format: (v) => percent(v) }),
    {
      hint: list.some((b) => b.high != null) ? "Lines: 95 % intervals from the refinement alone." : null,
      csv: () =>
        csv(
          ["phase", "fraction", "sd"],
          phases.map((p) => [p.name, p.weightFraction, p.weightFractionSd]),
        ),
    },
  );
}

const CELL = ["a / Å", "b / Å", "c / Å", "α / deg", "β / deg", "γ / deg"];

function cellPanel(phase) {
  const { cell, cellSd = [], cellBefore } = phase;
  if (!cell) {
    return null;
  }
  const rows = CELL.map((name, i) => [
    name,
    withUncertainty(cell[i], cellSd[i], i < 3 ? 4 : 2),
    ...(cellBefore ? [number(cellBefore[i], i < 3 ? 4 : 2)] : []),
  ]);
  const title = `Cell of ${formula(phase.formula || phase.name)}`;
  return panel(title, table(["", "refined", ...(cellBefore ? ["candidate"] : [])], rows), {
    csv: () =>
      csv(
        ["parameter", "value", "sd", "candidate"],
        CELL.map((n, i) => [n, cell[i], cellSd[i], cellBefore && cellBefore[i]]),
      ),
  });
}

function shiftPanel(phase) {
  const shifts = phase.shifts || [];
  if (!shifts.length) {
    return null;
  }
  const list = [...shifts]
    .sort((a, b) => b.shift - a.shift)
    .map((s) => ({
      name: s.site || s.el,
      value: s.shift,
      low: s.sd ? Math.max(0, s.shift - 1.96 * s.sd) : null,
      high: s.sd ? s.shift + 1.96 * s.sd : null,
      colour: colour(5),
    }));
  const title = `How far the atoms of ${formula(phase.formula || phase.name)} moved`;
  return picturePanel(title, (width) => bars(width, list, { title: "from the candidate's place / Å" }), {
    csv: () =>
      csv(
        ["site", "element", "shift_angstrom", "sd"],
        shifts.map((s) => [s.site, s.el, s.shift, s.sd]),
      ),
  });
}

/** What was asked for may be the crystal system itself. */
function classPanels({ posterior, systems }) {
  const asked = (posterior || []).every((c) => isCrystalSystem(c.class));
  return asked
    ? [probabilities("Crystal systems", systems || posterior)]
    : [probabilities("Space groups", posterior), probabilities("Crystal systems", systems)];
}

function probabilities(title, list) {
  if (!list || !list.length) {
    return null;
  }
  const shown = [...list].sort((a, b) => b.probability - a.probability).slice(0, CLASSES);
  const drawn = shown.map((c, i) => ({ name: className(c.class), value: c.probability, colour: colour(i ? 5 : 0) }));
  return picturePanel(
    title,
    (width) => bars(width, drawn, { most: 1, title: "probability", format: (v) => percent(v) }),
    {
      csv: () =>
        csv(
          ["class", "probability"],
          list.map((c) => [c.class, c.probability]),
        ),
    },
  );
}

/** A pattern's own radiation, where the rows differ. */
export function withRays({ radiation, wavelengthAngstrom }) {
  return wavelengthAngstrom ? { radiation, wavelengthAngstrom } : {};
}

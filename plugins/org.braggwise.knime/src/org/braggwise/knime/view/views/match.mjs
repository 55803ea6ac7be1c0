// SPDX-License-Identifier: GPL-3.0-or-later
// Measured against calculated: the verdict, the fit with its phases, the hypotheses, the cells, the structures.

import { angles, float32 } from "../base/arrays.mjs";
import { colour, element } from "../base/dom.mjs";
import { csv, formula, number, percent, withUncertainty } from "../base/format.mjs";
import { className } from "../base/symmetry.mjs";
import { bars } from "../chart/bars.mjs";
import { patternPanel } from "../chart/pattern.mjs";
import { picturePanel } from "../chart/picture.mjs";
import { structurePanel } from "../structure/stage.mjs";
import { groupChoice } from "../widgets/groups.mjs";
import { list } from "../widgets/list.mjs";
import { panel } from "../widgets/panel.mjs";
import { filterNote, split } from "../widgets/split.mjs";
import { cards, facts, table } from "../widgets/table.mjs";

const SIGNS = { solved: "✓", likely: "≈", "not solved": "?" };
const CLASSES = 8;

/** Colours of the phases' rows, none of which is that of a curve. */
const PHASES = [2, 0, 3, 6, 5, 4];
export const phaseColour = (n) => colour(PHASES[n % PHASES.length]);

/** The view of kind "match". */
export function matchView(host, data) {
  const answers = data.answers || [];
  if (!answers.length) {
    host.append(element("p", { class: "hint" }, "No pattern was matched."));
    return;
  }
  const verdicts = Object.keys(SIGNS).filter((v) => answers.some((a) => a.verdict === v));
  const out = element("div", {});
  let group = -1;
  const rows = list({
    name: "patterns",
    items: answers.map((a) => ({
      id: a.id,
      text: `${a.id} ${a.verdict} ${(a.hypotheses || []).map((h) => h.name).join(" ")}`,
    })),
    total: data.total,
    accepts: (i) => group < 0 || answers[i].verdict === verdicts[group],
    render: (i) => {
      const best = bestOf(answers[i]);
      return [
        badge(answers[i].verdict, true),
        element("span", { class: "name" }, answers[i].id),
        element("span", { class: "tag" }, best ? best.symbol || formula(best.phases[0].formula) : "–"),
      ];
    },
    onselect: (i) => out.replaceChildren(answerOf(answers[i], data)),
  });
  const choose = groupChoice(
    "Verdict",
    verdicts,
    (value) => {
      group = value;
      rows.update();
      if (rows.shown().length) {
        rows.choose(rows.shown()[0]);
      }
    },
    { sorted: false },
  );
  const count = (v) => answers.filter((a) => a.verdict === v).length;
  const counts = verdicts.map((v) => ({ name: v, value: count(v), detail: percent(count(v) / answers.length, 0) }));
  host.append(
    ...(answers.length > 1
      ? [cards(counts), filterNote(answers), element("div", { class: "bar" }, choose), split(rows.box, out)]
      : [out]),
  );
  rows.choose(0);
}

/** The fit that shows most: of the first pattern that is solved, else of the first that has one. */
export function matchPicture(data) {
  const fitted = (data.answers || []).filter((a) => (a.hypotheses || []).length);
  const answer = fitted.find((a) => a.verdict === "solved") || fitted[0];
  return answer ? fitPanel(answer, bestOf(answer), data, () => {}) : null;
}

const bestOf = (answer) => (answer.hypotheses || [])[answer.chosen || 0];

/** The verdict as a word on its colour, or its sign. */
export function badge(verdict, small = false) {
  const name = `verdict ${verdict.replace(" ", "-")}`;
  return element(
    "span",
    { class: small ? `${name} small` : name, title: verdict },
    small ? SIGNS[verdict] : verdict.toUpperCase(),
  );
}

function answerOf(answer, data) {
  const box = element("div", {});
  box.append(verdictPanel(answer));
  const hypotheses = answer.hypotheses || [];
  if (!hypotheses.length) {
    box.append(measuredOnly(answer, data));
    return box;
  }
  const fit = element("div", {});
  const show = (i) => fit.replaceChildren(...fitOf(answer, hypotheses[i], data));
  const ranked = hypothesisPanel(answer, show);
  box.append(fit);
  box.insertBefore(ranked, fit);
  show(answer.chosen || 0);
  return box;
}

function verdictPanel(answer) {
  const best = bestOf(answer);
  const { network, truth } = answer;
  const agreement = network && [
    "The network says ",
    element("b", {}, className(network.class)),
    network.probability == null ? "" : ` with ${percent(network.probability, 0)}`,
    ": ",
    network.agrees == null
      ? ""
      : element("span", { class: network.agrees ? "good" : "bad" }, network.agrees ? "agrees ✓" : "does not agree ✗"),
  ];
  return element(
    "section",
    { class: `panel answered ${answer.verdict.replace(" ", "-")}`, "aria-label": `Answer for ${answer.id}` },
    element("p", { class: "verdict-line" }, badge(answer.verdict), element("b", {}, answer.id)),
    best && element("p", { class: "answer" }, best.phases.map(phaseWords).join(" + ")),
    element("p", {}, answer.problem || answer.reason),
    agreement && element("p", {}, agreement),
    truth && element("p", {}, "Known: ", element("b", {}, className(truth))),
    answer.set && element("p", { class: "hint" }, `Set of classes: ${answer.set.map(className).join(", ")}`),
  );
}

function phaseWords(phase) {
  const share = phase.weightFraction == null ? "" : `, ${percent(phase.weightFraction)} by weight`;
  const group = phase.symbol ? ` in ${phase.symbol} (${phase.spaceGroup})` : "";
  return `${formula(phase.formula || phase.name)}${group}${share}${phase.doubtful ? " (doubtful)" : ""}`;
}

function hypothesisPanel(answer, show) {
  const { hypotheses, chosen = 0 } = answer;
  if (hypotheses.length < 2) {
    return element("div", {});
  }
  const items = hypotheses.map((h) => ({ id: h.name, text: `${h.name} ${h.symbol || ""} ${h.note || ""}` }));
  const finder = list({
    name: "hypotheses",
    items,
    filtered: false,
    render: (i) => {
      const h = hypotheses[i];
      return [
        element("span", { class: "sign" }, i === chosen ? "★" : String(i + 1)),
        element("span", { class: "name", title: h.note }, h.note ? `${h.name}: ${h.note}` : h.name),
        element("span", { class: "tag" }, h.symbol || ""),
        element("span", { class: "tag" }, h.probability == null ? "" : percent(h.probability)),
        element("span", { class: "tag" }, `Rwp ${percent(h.rwp)}`),
      ];
    },
    onselect: show,
    selected: chosen,
  });
  finder.box.classList.add("short");
  const save = () =>
    csv(
      ["rank", "hypothesis", "space_group", "probability", "rwp", "rexp", "chi2", "note"],
      hypotheses.map((h, i) => [i + 1, h.name, h.symbol, h.probability, h.rwp, h.rexp, h.chi2, h.note]),
    );
  return panel("Hypotheses", finder.box, { csv: save });
}

function fitOf(answer, hypothesis, data) {
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
      probabilities("Space groups", answer.posterior),
      probabilities("Crystal systems", answer.systems),
    ),
  ];
}

function fitPanel(answer, hypothesis, data, onreflection) {
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
    fit.append(element("p", { class: "hint" }, "The curve of this hypothesis was not kept."));
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
function withRays({ radiation, wavelengthAngstrom }) {
  return wavelengthAngstrom ? { radiation, wavelengthAngstrom } : {};
}

function measuredOnly(answer, data) {
  if (!answer.measured32) {
    return element("div", {});
  }
  const { radiation, wavelengthAngstrom, intensity } = { ...data, ...withRays(answer) };
  const curves = [{ label: "measured", y: float32(answer.measured32), colour: "var(--ink)" }];
  return patternPanel(answer.id, {
    x: angles(answer.grid || data.grid),
    radiation,
    wavelengthAngstrom,
    intensity,
    curves,
  });
}

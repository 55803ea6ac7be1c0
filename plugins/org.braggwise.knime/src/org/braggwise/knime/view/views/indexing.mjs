// SPDX-License-Identifier: GPL-3.0-or-later
// Cells of a pattern: its lines with the chosen cell's ticks, those that the cell leaves over, figures of merit,
// extinction symbols.

import { angles, float32 } from "../base/arrays.mjs";
import { colour, element } from "../base/dom.mjs";
import { csv, fixed, indices, number, percent, withUncertainty } from "../base/format.mjs";
import { bars } from "../chart/bars.mjs";
import { patternPanel } from "../chart/pattern.mjs";
import { picturePanel } from "../chart/picture.mjs";
import { spacing } from "../chart/scale.mjs";
import { list } from "../widgets/list.mjs";
import { panel } from "../widgets/panel.mjs";
import { filterNote, split } from "../widgets/split.mjs";
import { table } from "../widgets/table.mjs";

const EXTINCTIONS = 8;
/** Width of a line that is known by its angle only, in degrees, and the points it is drawn with. */
const STICK = 0.08;
const STICK_POINTS = 4000;

/** The view of kind "index". */
export function indexView(host, data) {
  const patterns = data.patterns || [];
  if (!patterns.length) {
    host.append(element("p", { class: "hint" }, "No pattern was indexed."));
    return;
  }
  const out = element("div", {});
  const rows = list({
    name: "patterns",
    items: patterns.map((p) => ({ id: p.id, text: `${p.id} ${(p.cells || []).map((c) => c.system).join(" ")}` })),
    total: data.total,
    render: (i) => {
      const best = (patterns[i].cells || [])[0];
      return [
        element("span", { class: "sign" }, best ? "✓" : "?"),
        element("span", { class: "name" }, patterns[i].id),
        element(
          "span",
          { class: "tag" },
          best ? `${best.bravais || ""} ${best.indexed ?? ""}/${patterns[i].lines.length}` : "no cell",
        ),
      ];
    },
    onselect: (i) => out.replaceChildren(...onePattern(patterns[i], data)),
  });
  host.append(filterNote(patterns), patterns.length > 1 ? split(rows.box, out) : out);
  rows.choose(0);
}

function onePattern(pattern, data) {
  const cells = pattern.cells || [];
  const fit = element("div", {});
  const show = (i) => fit.replaceChildren(...drawingsOf(pattern, cells[i], data));
  if (!cells.length) {
    fit.replaceChildren(
      element("p", { class: "warn" }, pattern.problem || "No cell explains these lines."),
      ...drawingsOf(pattern, null, data),
    );
    return [fit];
  }
  show(0);
  return [cellList(pattern, show), fit];
}

const lengths = (c) =>
  [0, 1, 2]
    .map((i) => withUncertainty(c.cell[i], (c.cellSd || [])[i], 3))
    .concat(
      [3, 4, 5]
        .filter((i) => Math.abs(c.cell[i] - 90) > 1e-6)
        .map((i) => `${"αβγ"[i - 3]} ${withUncertainty(c.cell[i], (c.cellSd || [])[i], 2)}`),
    )
    .join("  ");

function cellList(pattern, show) {
  const { cells, lines } = pattern;
  const finder = list({
    name: "cells",
    filtered: false,
    items: cells.map((c) => ({ id: "", text: `${c.system} ${c.bravais || ""} ${lengths(c)}` })),
    render: (i) => {
      const c = cells[i];
      const merits = [
        ["M20", c.m20],
        ["F20", c.f20],
        ["M", c.merit],
      ]
        .filter(([, v]) => v != null)
        .map(([n, v]) => `${n} ${number(v, 1)}`);
      return [
        element("span", { class: "sign" }, String(i + 1)),
        element("span", { class: "name" }, `${c.system}${c.bravais ? ` ${c.bravais}` : ""}: ${lengths(c)}`),
        element("span", { class: "tag" }, `${c.indexed ?? (c.indices || []).length} of ${lines.length} lines`),
        element("span", { class: "tag" }, merits.join("  ")),
      ];
    },
    onselect: show,
  });
  finder.box.classList.add("short");
  const columns = [
    "system",
    "bravais",
    "a",
    "b",
    "c",
    "alpha",
    "beta",
    "gamma",
    "volume",
    "m20",
    "f20",
    "merit",
    "indexed",
    "zero_shift_deg",
  ];
  const save = () =>
    csv(
      columns,
      cells.map((c) => [c.system, c.bravais, ...c.cell, c.volume, c.m20, c.f20, c.merit, c.indexed, c.zeroShiftDeg]),
    );
  return panel("Cells", finder.box, { csv: save });
}

function drawingsOf(pattern, cell, data) {
  const lines = pattern.lines || [];
  const found = new Map();
  ((cell && cell.indices) || []).forEach((q) => found.set(q.line, [...(found.get(q.line) || []), q]));
  const left = lines.map((l, i) => ({ ...l, i })).filter((l) => cell && !found.has(l.i));
  const flags = left.map((l) => ({ tt: l.tt, text: `line ${l.i + 1} is not indexed` }));
  const row = cell && {
    name: `${cell.system}${cell.bravais ? ` ${cell.bravais}` : ""}`,
    colour: colour(2),
    ticks: ticksOf(cell, lines),
  };
  const { radiation, wavelengthAngstrom, intensity } = data;
  const curve = pattern.pattern32 ? measured(pattern, data) : sticks(lines);
  const drawing = patternPanel(pattern.id, {
    ...curve,
    radiation,
    wavelengthAngstrom,
    intensity,
    rows: row ? [row] : [],
    flags,
    height: 280,
  });
  if (cell && flags.length) {
    drawing.append(
      element(
        "p",
        { class: "hint" },
        `Dashed lines with a question mark: ${flags.length} of ${lines.length} lines are not indexed.`,
      ),
    );
  }
  return [
    drawing,
    element("div", { class: "grid" }, cell ? extinctions(cell) : null, lineTable(lines, found, wavelengthAngstrom)),
  ];
}

function measured(pattern, data) {
  return {
    x: angles(pattern.grid || data.grid),
    curves: [{ label: "pattern", y: float32(pattern.pattern32), colour: "var(--ink)" }],
  };
}

/** Ticks with the intensities of the lines that they explain: the strongest are named first. */
function ticksOf(cell, lines) {
  const height = (hkl) => {
    const q = (cell.indices || []).find((k) => k.hkl === hkl);
    return q ? (lines[q.line].i ?? 50) : 0;
  };
  return (cell.ticks || (cell.indices || []).map((q) => ({ tt: lines[q.line].tt, hkl: q.hkl }))).map((t) => ({
    ...t,
    i: height(t.hkl),
  }));
}

/** A peak list as a curve of narrow lines. */
function sticks(lines) {
  const low = Math.min(...lines.map((l) => l.tt)) - 2;
  const high = Math.max(...lines.map((l) => l.tt)) + 2;
  const x = Float64Array.from({ length: STICK_POINTS }, (_, i) => low + ((high - low) * i) / (STICK_POINTS - 1));
  const y = x.map((tt) => lines.reduce((sum, l) => sum + (l.i ?? 100) * Math.exp(-(((tt - l.tt) / STICK) ** 2)), 0));
  return { x, curves: [{ label: "lines", y, colour: "var(--ink)" }] };
}

function extinctions(cell) {
  const all = cell.extinctions || [];
  if (!all.length) {
    return null;
  }
  const groups = (e) => (e.groups || []).map((g) => `${g.symbol} (${g.number})`).join(", ");
  const list = all
    .slice(0, EXTINCTIONS)
    .map((e, i) => ({ name: e.symbol, value: e.probability, colour: colour(i ? 5 : 0) }));
  const box = picturePanel(
    "Extinction symbols",
    (width) => bars(width, list, { most: 1, title: "probability", format: (v) => percent(v) }),
    {
      csv: () =>
        csv(
          ["symbol", "probability", "space_groups"],
          all.map((e) => [e.symbol, e.probability, groups(e)]),
        ),
    },
  );
  box.append(
    table(
      ["symbol", "space groups that it leaves"],
      all.slice(0, EXTINCTIONS).map((e) => [e.symbol, groups(e)]),
    ),
  );
  return box;
}

function lineTable(lines, found, wavelengthAngstrom) {
  const d = (l) => l.d ?? (wavelengthAngstrom ? spacing(l.tt, wavelengthAngstrom) : null);
  const hkl = (i) => (found.get(i) || []).map((q) => `(${indices(q.hkl)})`).join(" ");
  const off = (i) => {
    const deltas = (found.get(i) || []).map((q) => q.delta).filter((v) => v != null);
    return deltas.length ? fixed(deltas[0], 3) : "";
  };
  const rows = lines.map((l, i) => [
    String(i + 1),
    withUncertainty(l.tt, l.ttSd, 3),
    fixed(d(l), 4),
    l.i == null ? "" : fixed(l.i, 1),
    hkl(i) || "not indexed",
    off(i),
  ]);
  const head = ["line", "2θ / deg", "d / Å", "area", "indices", "observed − calculated"];
  return panel(
    "Lines",
    table(head, rows, (i) => ({ class: found.size && !found.has(i) ? "left-over" : null })),
    {
      csv: () =>
        csv(
          ["line", "two_theta_deg", "sd", "d_angstrom", "area", "hkl"],
          lines.map((l, i) => [i + 1, l.tt, l.ttSd, d(l), l.i, hkl(i)]),
        ),
    },
  );
}

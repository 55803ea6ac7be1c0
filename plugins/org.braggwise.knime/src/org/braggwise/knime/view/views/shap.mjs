// SPDX-License-Identifier: GPL-3.0-or-later
// Which angles made the decision: the pattern over its attributions, the sum that must come out, and the mean over
// each class.

import { angles, float32 } from "../base/arrays.mjs";
import { colour, element, heading } from "../base/dom.mjs";
import { csv, indices, number, percent } from "../base/format.mjs";
import { classOrder } from "../base/symmetry.mjs";
import { patternPanel } from "../chart/pattern.mjs";
import { plotGroup } from "../chart/plot.mjs";
import { groupChoice } from "../widgets/groups.mjs";
import { list } from "../widgets/list.mjs";
import { panel } from "../widgets/panel.mjs";
import { filterNote, split } from "../widgets/split.mjs";
import { table } from "../widgets/table.mjs";

/** The view of kind "shap". */
export function shapView(host, data) {
  const rows = data.rows || [];
  const curves = data.classCurves || [];
  if (!rows.length && !curves.length) {
    host.append(element("p", { class: "hint" }, "No pattern was explained."));
    return;
  }
  const { radiation, wavelengthAngstrom, intensity } = data;
  const how = { x: angles(data.grid), radiation, wavelengthAngstrom, intensity };
  const name = (i) => (i == null ? "–" : data.classes[i]);
  if (rows.length) {
    const out = element("div", {});
    const finder = list({
      name: "explanations",
      items: rows.map((r) => ({ id: r.id, text: `${r.id} ${name(r.class)}`, of: `class:${r.class}` })),
      total: data.total,
      render: (i) => [
        element("span", { class: "sign" }, rows[i].truth == null ? "·" : rows[i].truth === rows[i].class ? "✓" : "✗"),
        element("span", { class: "name" }, rows[i].id),
        element("span", { class: "tag" }, name(rows[i].class)),
      ],
      onselect: (i) => out.replaceChildren(...explanation(rows[i], { data, how, name })),
    });
    host.append(filterNote(rows), rows.length > 1 ? split(finder.box, out) : out);
    finder.choose(0);
  }
  if (curves.length) {
    host.append(classProfiles(curves, { data, how, name }));
  }
}

function explanation(r, { data, how, name }) {
  const values = float32(r.values32);
  const group = plotGroup();
  const sum = values.reduce((a, v) => a + v, 0);
  const unit = data.output || "output";
  const ticks = r.peaks && r.peaks.length ? [{ name: "reflections", colour: "var(--c2)", ticks: r.peaks }] : [];
  const attributions = [{ label: data.method || "SHAP", y: values, colour: colour(1) }];
  if (r.spread32) {
    attributions.push({
      label: "spread over the posterior",
      y: float32(r.spread32),
      colour: "var(--c7)",
      kind: "dash",
    });
  }
  const regions = regionTable(r.regions || [], () => panels);
  const lightRegion = (tt) => regions.light(tt);
  const panels = [
    patternPanel(`${r.id}: what speaks for ${name(r.class)}`, {
      ...how,
      curves: [{ label: "pattern", y: float32(r.pattern32), colour: "var(--ink)" }],
      strips: values,
      rows: ticks,
      height: 250,
      group,
      onpoint: lightRegion,
    }),
    element(
      "p",
      { class: "bar hint" },
      key("var(--for)", `speaks for ${name(r.class)}`),
      key("var(--against)", "speaks against it"),
      r.truth != null ? element("span", {}, `it is ${name(r.truth)}`) : null,
    ),
    patternPanel("Attribution", {
      ...how,
      intensity: `${data.method || "SHAP"} (${unit})`,
      curves: attributions,
      height: 150,
      group,
      switches: false,
      linear: true,
    }),
  ];
  const sums = [
    ["expected over the background", number(r.base, 4)],
    ["sum of the attributions", number(sum, 4)],
    ["together", number(r.base + sum, 4)],
    ["the network's output", number(r.output, 4)],
    ["difference", number(r.residual, 6)],
  ];
  return [
    ...panels,
    element(
      "div",
      { class: "grid" },
      (r.regions || []).length ? regions.panel : null,
      panel("Does it add up?", table(["", unit], sums)),
    ),
  ];
}

function key(fill, words) {
  return element("span", { class: "key" }, element("span", { class: "swatch", style: `background:${fill}` }), words);
}

/**
 * Regions as a table; a row under the pointer is marked in the charts, a place under the pointer of a chart in the
 * table.
 */
function regionTable(regions, charts) {
  const hkl = (q) => (q.hkl || []).map((t) => `(${indices(t)})`).join(" ") || "–";
  const absent = regions.some((q) => (q.absent || []).length);
  const rows = regions.map((q) => [
    `${q.from.toFixed(1)} to ${q.to.toFixed(1)}`,
    percent(q.share),
    hkl(q),
    ...(absent ? [(q.absent || []).join(", ") || "–"] : []),
  ]);
  const head = ["2θ / deg", "share of |SHAP|", "reflections", ...(absent ? ["no line here, but in"] : [])];
  const box = table(head, rows, (i) => ({
    "data-region": i,
    onpointerenter: () => mark(regions[i]),
    onpointerleave: () => mark(null),
  }));
  const mark = (region) =>
    charts()
      .filter((c) => c.chart)
      .forEach((c) => c.chart.highlight(region && region.from, region && region.to));
  return {
    box,
    panel: panel("Regions that counted most", box, {
      csv: () =>
        csv(
          ["from", "to", "share", "hkl"],
          regions.map((q) => [q.from, q.to, q.share, (q.hkl || []).join("; ")]),
        ),
    }),
    light: (tt) =>
      box.querySelectorAll("[data-region]").forEach((row) => {
        const { from, to } = regions[Number(row.dataset.region)];
        row.classList.toggle("lit", tt != null && tt >= from && tt <= to);
      }),
  };
}

function classProfiles(curves, { data, how, name }) {
  const names = curves.map((c) => String(name(c.class)));
  const box = element("div", {});
  const show = (i) => {
    const c = curves[i];
    const regions = regionTable(c.regions || [], () => [chart]);
    const chart = patternPanel(`${names[i]}: mean over ${c.count} ${c.count === 1 ? "pattern" : "patterns"}`, {
      ...how,
      intensity: `SHAP (${data.output || "output"})`,
      curves: [
        { label: "mean of |SHAP|", y: float32(c.meanAbs32), colour: colour(0) },
        { label: "mean of SHAP", y: float32(c.mean32), colour: colour(1) },
      ],
      height: 200,
      switches: false,
      linear: true,
      onpoint: regions.light,
    });
    box.replaceChildren(chart, (c.regions || []).length ? regions.box : "");
  };
  const first = classOrder(names)[0];
  const choose = groupChoice("Class", names, show, { all: false, is: (i) => `class:${curves[i].class}` });
  show(first);
  return element(
    "section",
    {},
    heading("What each class looks for", { class: "apart" }),
    element("div", { class: "bar" }, choose),
    box,
  );
}

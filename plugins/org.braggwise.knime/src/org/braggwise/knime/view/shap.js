// SPDX-License-Identifier: GPL-3.0-or-later
// Which angles made the decision: the pattern over its attributions, the sum that must come out, and the mean over each class.
BW.views.shap = function (host, d) {
  const rows = d.rows || [], curves = d.classCurves || [], x = BW.gridX(d.grid), name = i => i == null ? "–" : d.classes[i];
  if (!rows.length && !curves.length) { host.append(BW.h("p", {class: "hint"}, "No pattern was explained.")); return; }
  const out = BW.h("div", {}), unit = d.output || "output";
  const range = q => ({"data-is": "range:" + q.from, "data-from": q.from, "data-to": q.to});
  const onhover = angle => BW.lightRanges(host, angle);
  function region(r) { return r.from.toFixed(1) + "–" + r.to.toFixed(1); }
  function showRow(i) {
    const r = rows[i], pattern = BW.decode(r.pattern32), v = BW.decode(r.values32), spread = r.spread32 ? BW.decode(r.spread32) : null; let sum = 0; for (const q of v) { sum += q; }
    out.replaceChildren(
      BW.linePanel(r.id + ": evidence for " + name(r.class), {x, series: [{label: "pattern", y: pattern, colour: BW.style("--ink")}], strips: v, xLabel: "2θ / deg", yLabel: "intensity", height: 280, peaks: r.peaks, sync: "shap", onhover}),
      BW.h("p", {class: "hint"}, BW.h("span", {class: "swatch", style: "background:var(--c1)"}), "speaks for " + name(r.class) + "   ", BW.h("span", {class: "swatch", style: "background:var(--c0)"}), "speaks against it" + (r.truth != null ? "   ·   in truth " + name(r.truth) : "")),
      BW.linePanel("Attribution", {x, series: [{label: d.method || "SHAP", y: v, colour: BW.colour(1)}, ...(spread ? [{label: "± spread over the posterior", y: spread, colour: BW.colour(7), dash: [3, 3]}] : [])], xLabel: "2θ / deg", yLabel: d.method + " (" + unit + ")", height: 200, peaks: r.peaks, sync: "shap", onhover}),
      BW.h("div", {class: "grid"},
        BW.panel("Does it add up?", BW.table(["", unit], [["expected over the background", BW.fmt(r.base, 5)], ["sum of the attributions", BW.fmt(sum, 5)], ["together", BW.fmt(r.base + sum, 5)], ["model output", BW.fmt(r.output, 5)], ["residual", BW.fmt(r.residual, 6)], ...(d.background ? [["background", d.background]] : [])])),
        BW.panel("Regions that counted most", BW.table(["2θ / deg", "share of |SHAP|", "reflections"], (r.regions || []).map(q => [region(q), BW.percent(q.share), (q.hkl || []).map(t => "(" + t + ")").join(" ") || "–"]), i => range(r.regions[i])), {csv: () => BW.csv(["from", "to", "share", "hkl"], (r.regions || []).map(q => [q.from, q.to, q.share, (q.hkl || []).join("; ")]))})));
  }
  const perClass = BW.h("div", {});
  if (curves.length) {
    let k = 0; const box = BW.h("div", {});
    const showClass = i => { k = i; const c = curves[i]; box.replaceChildren(BW.linePanel("Class " + name(c.class) + ": mean over " + c.count + " patterns", {x, series: [{label: "mean |SHAP|", y: BW.decode(c.meanAbs32), colour: BW.colour(0)}, {label: "mean SHAP", y: BW.decode(c.mean32), colour: BW.colour(1)}], xLabel: "2θ / deg", yLabel: "SHAP (" + unit + ")", height: 230, sync: "shap", onhover}), (c.regions || []).length ? BW.table(["2θ / deg", "share of |SHAP|", "reflections"], c.regions.map(q => [region(q), BW.percent(q.share), (q.hkl || []).map(t => "(" + t + ")").join(" ") || "–"]), i => range(c.regions[i])) : ""); };
    perClass.append(BW.h("h2", {style: "margin:14px 0 4px"}, "What each class looks for"), BW.h("div", {class: "bar"}, BW.choice("Class", curves.map((c, i) => [i, name(c.class), "class:" + c.class]), 0, showClass)), box); showClass(0);
  }
  if (rows.length) {
    const list = BW.list(rows.map(r => ({text: r.id + " " + name(r.class), of: "class:" + r.class})), (_, i) => [BW.h("span", {}, rows[i].truth == null ? "·" : rows[i].truth === rows[i].class ? "✓" : "✗"), BW.h("span", {class: "name"}, rows[i].id), BW.h("span", {class: "tag"}, name(rows[i].class))], showRow);
    host.append(BW.h("div", {class: "split"}, list, out)); showRow(0);
  }
  host.append(perClass);
};

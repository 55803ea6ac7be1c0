// SPDX-License-Identifier: GPL-3.0-or-later
// Can the confidence be trusted: reliability, accuracy against rejection, entropies of right and wrong answers, classes.
BW.views.uncertainty = function (host, d) {
  host.append(BW.h("div", {class: "cards", style: "margin-bottom:12px"}, (d.metrics || []).map(m => BW.h("div", {class: "card", title: m.hint || ""}, BW.h("b", {}, BW.fmt(m.value, 4)), BW.h("span", {}, m.name)))));
  const grid = BW.h("div", {class: "grid"}); host.append(grid);
  const bins = (d.reliability || []).filter(b => b.count > 0);
  if (bins.length) { grid.append(BW.svgPanel("Reliability", () => BW.reliabilitySvg(bins), () => BW.csv(["from", "to", "confidence", "accuracy", "count"], bins.map(b => [b.from, b.to, b.confidence, b.accuracy, b.count])), "On the diagonal the stated confidence is the true hit rate; the dots' size is the number of patterns.")); }
  if ((d.rejection || []).length > 1) { grid.append(BW.linePanel("Accuracy when the least certain are set aside", {x: d.rejection.map(r => 100 * r.rejected), series: [{label: "accuracy", y: d.rejection.map(r => r.accuracy), width: 2}], xLabel: "set aside / %", yLabel: "accuracy of the rest", yRange: [Math.max(0, Math.min(...d.rejection.map(r => r.accuracy)) - 0.05), 1.01]})); }
  if (d.entropy && d.entropy.edges) { grid.append(BW.svgPanel("Entropy of right and wrong answers", () => BW.histogramSvg(d.entropy), () => BW.csv(["from", "to", "right", "wrong"], d.entropy.right.map((r, i) => [d.entropy.edges[i], d.entropy.edges[i + 1], r, d.entropy.wrong[i]])))); }
  if (d.confusion && d.confusion.length) { grid.append(BW.confusion(d.classes, d.confusion)); }
  if ((d.perClass || []).length) { host.append(BW.panel("Classes", BW.table(["class", "precision", "recall", "F1", "patterns", "coverage", "set size"], d.perClass.map(c => [c.class, BW.fmt(c.precision), BW.fmt(c.recall), BW.fmt(c.f1), c.support, BW.fmt(c.coverage), BW.fmt(c.setSize, 2)]), i => ({"data-is": "class:" + i})), {csv: () => BW.csv(["class", "precision", "recall", "f1", "support", "coverage", "setSize"], d.perClass.map(c => [c.class, c.precision, c.recall, c.f1, c.support, c.coverage, c.setSize]))})); }
};
BW.reliabilitySvg = function (bins) {
  const w = 560, h = 420, f = BW.frame(w, h, [0, 1], [0, 1], "confidence", "accuracy"), most = Math.max(...bins.map(b => b.count));
  let s = f.s + `<line x1="${f.X(0)}" y1="${f.Y(0)}" x2="${f.X(1)}" y2="${f.Y(1)}" stroke="${BW.style("--soft")}" stroke-dasharray="5 4"/>`;
  s += `<path d="${bins.map((b, i) => (i ? "L" : "M") + f.X(b.confidence) + " " + f.Y(b.accuracy)).join("")}" fill="none" stroke="${BW.colour(0)}" stroke-width="1.5"/>`;
  for (const b of bins) { s += `<circle cx="${f.X(b.confidence)}" cy="${f.Y(b.accuracy)}" r="${3 + 9 * Math.sqrt(b.count / most)}" fill="${BW.colour(0)}" fill-opacity=".55" stroke="${BW.colour(0)}"><title>${b.count} patterns: confidence ${BW.fmt(b.confidence)}, accuracy ${BW.fmt(b.accuracy)}</title></circle>`; }
  return s + "</svg>";
};
// Bars of a bin are stacked by class where the counts are known by class, so that a class can light up in them.
BW.histogramSvg = function (e) {
  const w = 560, h = 420, n = e.right.length, most = Math.max(1, ...e.right, ...e.wrong) * 1.15;
  const f = BW.frame(w, h, [e.edges[0], e.edges[n]], [0, most], "predictive entropy / nat", "patterns");
  let s = f.s;
  const stack = (left, width, total, byClass, colour) => {
    let from = 0;
    (byClass || [total]).forEach((count, k) => {
      if (count > 0) {
        s += `<rect x="${left}" width="${Math.max(1, width)}" y="${f.Y(from + count)}" height="${f.Y(from) - f.Y(from + count)}" fill="${colour}"`
          + (byClass ? ` data-is="bar:${left}:${k}" data-of="class:${k}"` : "") + `><title>${count}</title></rect>`;
      }
      from += count;
    });
  };
  for (let i = 0; i < n; i++) {
    const a = f.X(e.edges[i]), half = (f.X(e.edges[i + 1]) - a) / 2;
    stack(a + 1, half - 1, e.right[i], e.rightByClass && e.rightByClass[i], BW.colour(0));
    stack(a + half, half - 1, e.wrong[i], e.wrongByClass && e.wrongByClass[i], BW.colour(1));
  }
  return s + `<text x="${f.m.l + 10}" y="26" fill="${BW.colour(0)}">■ right</text><text x="${f.m.l + 62}" y="26" fill="${BW.colour(1)}">■ wrong</text></svg>`;
};

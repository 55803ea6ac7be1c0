// SPDX-License-Identifier: GPL-3.0-or-later
// One prediction after the other: how probable each class is and how sure that is, what kind of doubt remains, and the pattern.
BW.views.predictions = function (host, d) {
  const rows = d.rows || [], x = d.grid ? BW.gridX(d.grid) : null;
  if (!rows.length) { host.append(BW.h("p", {class: "hint"}, "No row was predicted.")); return; }
  const known = rows.filter(r => r.truth != null), right = known.filter(r => r.truth === r.predicted).length, abstained = rows.filter(r => r.abstain).length;
  host.append(BW.h("div", {class: "cards", style: "margin-bottom:12px"}, [["patterns", rows.length], ...(known.length ? [["correct", BW.percent(right / known.length)]] : []), ["abstained", abstained], ["median confidence", BW.percent([...rows.map(r => Math.max(...r.p))].sort((a, b) => a - b)[rows.length >> 1])]].map(([n, v]) => BW.h("div", {class: "card"}, BW.h("b", {}, String(v)), BW.h("span", {}, n)))));
  // what lights up together with a row: its predicted class and its cell of the confusion matrix
  const of = r => "class:" + r.predicted + (r.truth != null ? " cell:" + r.truth + "-" + r.predicted : "");
  const out = BW.h("div", {}), name = i => i == null ? "–" : d.classes[i];
  function show(i) {
    const r = rows[i], order = r.p.map((_, k) => k).sort((a, b) => r.p[b] - r.p[a]).slice(0, 12), total = r.entropy || 0;
    const head = BW.h("p", {}, BW.h("b", {}, name(r.predicted) + ", " + BW.percent(r.p[r.predicted])), r.truth != null ? BW.h("span", {class: r.truth === r.predicted ? "hint" : "warn"}, r.truth === r.predicted ? "  ✓ correct" : "  ✗ in truth " + name(r.truth)) : null, r.abstain ? BW.h("span", {class: "warn"}, "  abstains: " + r.abstain) : null);
    const bars = () => BW.barsSvg({labels: order.map(k => (r.set && r.set.includes(k) ? "● " : "") + name(k)), values: order.map(k => r.p[k]), low: r.low ? order.map(k => r.low[k]) : null, high: r.high ? order.map(k => r.high[k]) : null, colours: order.map(k => k === r.predicted ? BW.colour(0) : BW.colour(5)), is: order.map(k => "class:" + k), max: 1, xLabel: "probability" + (r.high ? " with 95 % interval" : "") + (r.set ? "   (● in the conformal set)" : "")});
    const split = () => BW.splitSvg(r.aleatoric || 0, r.epistemic || 0, Math.log(d.classes.length));
    out.replaceChildren(BW.panel(r.id, BW.h("div", {}, head, BW.table(["", ""], [["Predictive entropy / nat", BW.fmt(total, 4)], ["Mutual information / nat", BW.fmt(r.epistemic, 4)], ["Standard deviation of the probability", BW.fmt(r.sd, 4)], ["Distance from the training patterns", BW.fmt(r.ood, 2) + (r.oodLimit ? " (limit " + BW.fmt(r.oodLimit, 2) + ")" : "")]]))),
      BW.h("div", {class: "grid"}, BW.svgPanel("Probabilities", bars, () => BW.csv(["class", "probability", "low", "high"], r.p.map((p, k) => [name(k), p, r.low && r.low[k], r.high && r.high[k]]))),
        BW.svgPanel("What kind of doubt", split, () => BW.csv(["part", "nat"], [["aleatoric", r.aleatoric], ["epistemic", r.epistemic]]), "Aleatoric: the pattern itself is ambiguous. Epistemic: the model has not seen enough of its like.")));
    if (x && r.pattern32) { out.append(BW.linePanel("Pattern", {x, series: [{label: r.id, y: BW.decode(r.pattern32)}], xLabel: "2θ / deg", yLabel: "intensity", height: 220, peaks: r.peaks})); }
  }
  const list = BW.list(rows.map(r => ({text: r.id + " " + name(r.predicted) + " " + (r.truth != null ? name(r.truth) : "") + (r.truth != null && r.truth !== r.predicted ? " wrong" : "") + (r.abstain ? " abstain" : ""), of: of(r)})), (_, i) => { const r = rows[i]; return [BW.h("span", {}, r.abstain ? "?" : r.truth == null ? "·" : r.truth === r.predicted ? "✓" : "✗"), BW.h("span", {class: "name"}, r.id), BW.h("span", {class: "tag"}, name(r.predicted) + " " + BW.percent(Math.max(...r.p)))]; }, show);
  host.append(BW.h("div", {class: "split"}, list, out));
  const bottom = BW.h("div", {class: "grid"}, BW.overview(rows, of, d.classes.length));
  bottom.addEventListener("click", e => { const row = /^row:(\d+)$/.exec(e.target.dataset.is || ""); if (row) { list.choose(+row[1]); } });
  host.append(bottom);
  if (known.length) { const n = d.classes.length, m = Array.from({length: n}, () => new Array(n).fill(0)); for (const r of known) { m[r.truth][r.predicted]++; } bottom.append(BW.confusion(d.classes, m)); }
  show(0);
};
// Every pattern at its confidence and entropy; a click shows it.
BW.overview = function (rows, of, classes) {
  const most = Math.max(Math.log(classes), 1e-9), confidence = r => Math.max(...r.p);
  const colour = r => r.truth == null ? BW.colour(7) : BW.colour(r.truth === r.predicted ? 0 : 1);
  const svg = () => {
    const w = 560, h = 380, f = BW.frame(w, h, [0, 1], [0, most], "confidence", "predictive entropy / nat");
    return f.s + rows.map((r, i) => `<circle cx="${f.X(confidence(r)).toFixed(1)}" cy="${f.Y(r.entropy || 0).toFixed(1)}" r="4.5" fill="${colour(r)}"`
      + ` fill-opacity="${r.abstain ? 0.15 : 0.65}" stroke="${colour(r)}" data-is="row:${i}" data-of="${of(r)}"><title>${BW.esc(r.id)}</title></circle>`).join("") + "</svg>";
  };
  const words = rows.some(r => r.truth != null) ? "Blue: right; orange: wrong. " : "";
  return BW.svgPanel("All patterns", svg, () => BW.csv(["id", "confidence", "entropy"], rows.map(r => [r.id, confidence(r), r.entropy])),
    words + (rows.some(r => r.abstain) ? "Hollow: abstains. " : "") + "Click on one to see it.");
};
BW.splitSvg = function (aleatoric, epistemic, max) {
  const w = 460, h = 96, X = v => 12 + v / Math.max(max, aleatoric + epistemic, 1e-9) * (w - 24);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${w} ${h}" font-family="sans-serif" font-size="12" color="${BW.style("--ink")}"><rect width="${w}" height="${h}" fill="${BW.style("--bg")}"/><rect x="12" y="14" width="${w - 24}" height="30" fill="${BW.style("--panel")}" stroke="${BW.style("--line")}"/><rect x="12" y="14" width="${X(aleatoric) - 12}" height="30" fill="${BW.colour(4)}"/><rect x="${X(aleatoric)}" y="14" width="${X(aleatoric + epistemic) - X(aleatoric)}" height="30" fill="${BW.colour(3)}"/><text x="12" y="64" fill="currentColor"><tspan fill="${BW.colour(4)}">■</tspan> aleatoric ${BW.fmt(aleatoric, 4)}   <tspan fill="${BW.colour(3)}">■</tspan> epistemic ${BW.fmt(epistemic, 4)} nat</text><text x="${w - 12}" y="84" text-anchor="end" fill="currentColor">full width: ln(classes) = ${BW.fmt(max)} nat</text></svg>`;
};
BW.confusion = function (classes, m) {
  const svg = () => {
    const n = classes.length, cell = Math.max(20, Math.min(64, 460 / n)), left = 130, w = left + n * cell + 16, h = n * cell + 128;
    let s = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${w} ${h}" style="max-width:${w}px" font-family="sans-serif" font-size="12" color="${BW.style("--ink")}"><rect width="${w}" height="${h}" fill="${BW.style("--bg")}"/>`;
    for (let i = 0; i < n; i++) {
      const sum = m[i].reduce((a, b) => a + b, 0);
      s += `<text x="${left - 8}" y="${(i + 0.5) * cell + 4}" text-anchor="end" fill="currentColor">${BW.esc(classes[i])}</text><text transform="translate(${left + (i + 0.5) * cell + 4} ${n * cell + 8}) rotate(60)" fill="currentColor">${BW.esc(classes[i])}</text>`;
      for (let j = 0; j < n; j++) { const t = sum ? m[i][j] / sum : 0; s += `<rect x="${left + j * cell}" y="${i * cell}" width="${cell - 1}" height="${cell - 1}" fill="${!m[i][j] ? BW.style("--panel") : i === j ? BW.colour(0) : BW.colour(1)}" fill-opacity="${(m[i][j] ? 0.15 + 0.85 * t : 1).toFixed(3)}" data-is="cell:${i}-${j}" data-of="class:${i} class:${j}"><title>${BW.esc(classes[i])} taken for ${BW.esc(classes[j])}: ${m[i][j]}</title></rect>` + (m[i][j] ? `<text x="${left + (j + 0.5) * cell - 0.5}" y="${(i + 0.5) * cell + 4}" text-anchor="middle" pointer-events="none" fill="${t > 0.5 ? BW.style("--bg") : "currentColor"}">${m[i][j]}</text>` : ""); }
    }
    return s + `<text x="${left + n * cell / 2}" y="${h - 6}" text-anchor="middle" fill="currentColor">predicted class (columns), true class (rows)</text></svg>`;
  };
  return BW.svgPanel("Confusion matrix", svg, () => BW.csv(["true \\ predicted", ...classes], m.map((r, i) => [classes[i], ...r])));
};

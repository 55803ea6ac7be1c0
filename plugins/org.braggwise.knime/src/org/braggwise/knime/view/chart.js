// SPDX-License-Identifier: GPL-3.0-or-later
// Line charts on uPlot, with zoom by dragging, keyboard zoom, a hover readout that linked charts share, and an SVG drawing of the same.
BW.ticks = function (min, max, n = 6) {
  const raw = (max - min) / n || 1, p = Math.pow(10, Math.floor(Math.log10(raw))), s = [1, 2, 5, 10].find(k => k * p >= raw) * p, out = [];
  for (let v = Math.ceil(min / s - 1e-9) * s; v <= max + 1e-9 * s; v += s) { out.push(Math.abs(v) < 1e-12 * s ? 0 : v); }
  return out;
};
BW.gridX = function (grid) {
  const x = new Float64Array(grid.points), step = (grid.endDeg - grid.startDeg) / (grid.points - 1);
  for (let i = 0; i < x.length; i++) { x[i] = grid.startDeg + i * step; }
  return x;
};
BW.extent = function (arrays, fallback = [0, 1]) {
  let lo = Infinity, hi = -Infinity;
  for (const a of arrays) { for (const v of a) { if (v != null && v < lo) { lo = v; } if (v != null && v > hi) { hi = v; } } }
  return lo <= hi ? [lo, hi] : fallback;
};

// o: {x, series: [{label, y, colour, width, dash, points}], xLabel, yLabel, height, yRange, peaks: [{tt, hkl, i}], marks: [{x, text}], strips: {values} (colours behind the line), sync, onhover}
BW.lineChart = function (o) {
  const host = BW.h("div", {class: "chart", "data-sync": o.sync, tabindex: "0", role: "img", "aria-label": (o.yLabel || "") + " against " + (o.xLabel || "")});
  const readout = BW.h("div", {class: "readout"}), height = o.height || 260;
  const x = Array.from(o.x), data = [x, ...o.series.map(s => s.y instanceof Float32Array ? s.y : Float64Array.from(s.y, v => v == null ? NaN : v))].map((a, i) => i ? Array.from(a, v => isFinite(v) ? v : null) : a);
  let plot = null, range = null;
  const full = [x[0], x[x.length - 1] === x[0] ? x[0] + 1 : x[x.length - 1]];
  const colour = (s, i) => s.colour || BW.colour(i);
  function behind(u) {
    if (!o.strips || !o.strips.length) { return; }
    const c = u.ctx, top = u.bbox.top, h = u.bbox.height, limit = BW.stripLimit(o.strips);
    for (let i = 0; i < x.length; i++) {
      const a = u.valToPos(x[i], "x", true), b = i + 1 < x.length ? u.valToPos(x[i + 1], "x", true) : a + 1;
      if (b < u.bbox.left || a > u.bbox.left + u.bbox.width) { continue; }
      const f = BW.diverging(o.strips[i] / limit); if (!f) { continue; }
      c.fillStyle = f; c.fillRect(a, top, Math.max(1, b - a + 0.5), h);
    }
  }
  function above(u) {
    const c = u.ctx, dpr = devicePixelRatio || 1; c.save(); c.fillStyle = BW.style("--soft"); c.strokeStyle = c.fillStyle; c.font = 10 * dpr + "px sans-serif"; c.textAlign = "center";
    for (const p of BW.strongest(o.peaks, u.scales.x.min, u.scales.x.max)) {
      const px = u.valToPos(p.tt, "x", true); c.beginPath(); c.moveTo(px, u.bbox.top + u.bbox.height); c.lineTo(px, u.bbox.top + u.bbox.height - 7 * dpr); c.stroke();
    }
    const named = []; // the strongest get their names first
    for (const p of BW.strongest(o.peaks, u.scales.x.min, u.scales.x.max).filter(q => q.label).sort((p, q) => q.i - p.i)) {
      const px = u.valToPos(p.tt, "x", true);
      if (named.every(q => Math.abs(q - px) > 36 * dpr)) { c.fillText(p.hkl, px, u.bbox.top + 10 * dpr); named.push(px); }
    }
    for (const m of o.marks || []) { const px = u.valToPos(m.x, "x", true); c.setLineDash([4 * dpr, 3 * dpr]); c.beginPath(); c.moveTo(px, u.bbox.top); c.lineTo(px, u.bbox.top + u.bbox.height); c.stroke(); c.setLineDash([]); c.textAlign = "left"; c.fillText(m.text, px + 4 * dpr, u.bbox.top + 11 * dpr); }
    c.restore();
  }
  function build() {
    const width = Math.max(220, host.clientWidth); if (plot) { plot.destroy(); }
    const axis = {stroke: BW.style("--soft"), grid: {stroke: BW.style("--line"), width: 0.5}, ticks: {stroke: BW.style("--line")}, font: "11px sans-serif", labelFont: "12px sans-serif", values: (u, marks) => { const step = marks.length > 1 ? Math.abs(marks[1] - marks[0]) : 1, digits = [0, 1, 2, 3, 4, 5].find(d => Math.abs(step * 10 ** d - Math.round(step * 10 ** d)) < 1e-6 * step * 10 ** d) ?? 6; return marks.map(v => v == null ? "" : digits > 4 ? v.toExponential(1) : v.toFixed(digits)); }};
    plot = new uPlot({
      width, height, cursor: {drag: {x: true, y: false}, sync: o.sync ? {key: o.sync} : undefined, focus: {prox: 16}},
      scales: {x: {time: false, range: (u, lo, hi) => lo == null || lo === hi ? full : [lo, hi]}, y: {range: o.yRange ? () => o.yRange : (u, lo, hi) => lo == null ? [0, 1] : lo === hi ? [lo - 0.5, hi + 0.5] : [lo < 0 ? lo * 1.05 : Math.min(0, lo), hi + 0.08 * (hi - Math.min(0, lo))]}},
      axes: [{...axis, label: o.xLabel, labelSize: 18, size: 34}, {...axis, label: o.yLabel, labelSize: 16, size: 56}],
      series: [{}, ...o.series.map((s, i) => ({label: s.label, stroke: colour(s, i), width: s.width || 1.3, dash: s.dash, spanGaps: true, points: {show: !!s.points || x.length < 3, size: 5}}))],
      hooks: {drawAxes: [behind], draw: [above], setCursor: [hover], setScale: [(u, k) => { if (k === "x") { range = [u.scales.x.min, u.scales.x.max]; } }]},
    }, data, host);
    if (range && (range[0] !== full[0] || range[1] !== full[1])) { plot.setScale("x", {min: range[0], max: range[1]}); }
  }
  function hover(u) {
    const i = u.cursor.idx;
    if (i == null) { readout.textContent = ""; if (o.onhover) { o.onhover(null); } return; }
    const near = (o.peaks || []).filter(p => Math.abs(p.tt - x[i]) < 0.15).map(p => "(" + p.hkl + ")").join(" ");
    readout.textContent = (o.xLabel || "x") + " " + BW.fmt(x[i]) + (o.series.length <= 6 ? " · " + o.series.map((s, k) => s.label + " " + BW.fmt(data[k + 1][i], 4)).join(" · ") : "") + (near ? " · " + near : "");
    if (o.onhover) { o.onhover(x[i]); }
  }
  host.band = function (from, to) {
    if (!plot) { return; }
    for (const old of plot.over.querySelectorAll(".band")) { old.remove(); }
    if (from == null || to < plot.scales.x.min || from > plot.scales.x.max) { return; }
    const a = Math.max(0, plot.valToPos(from, "x")), b = Math.min(plot.over.clientWidth, plot.valToPos(to, "x"));
    plot.over.append(BW.h("div", {class: "band", style: `left:${a}px;width:${Math.max(2, b - a)}px`}));
  };
  host.addEventListener("keydown", e => {
    if (!plot) { return; }
    const [lo, hi] = range || full, w = hi - lo; let r = null;
    if (e.key === "+" || e.key === "=") { r = [lo + w / 4, hi - w / 4]; } else if (e.key === "-") { r = [lo - w / 2, hi + w / 2]; } else if (e.key === "ArrowLeft") { r = [lo - w / 5, hi - w / 5]; } else if (e.key === "ArrowRight") { r = [lo + w / 5, hi + w / 5]; } else if (e.key === "0" || e.key === "Home") { r = full; }
    if (r) { e.preventDefault(); plot.setScale("x", {min: Math.max(full[0], r[0]), max: Math.min(full[1], r[1])}); }
  });
  const box = BW.h("div", {}, host, readout);
  setTimeout(() => { if (host.clientWidth && !plot) { build(); } }); // a page in the background gets no frame
  new ResizeObserver(() => requestAnimationFrame(() => { if (host.clientWidth && (!plot || Math.abs(plot.width - host.clientWidth) > 2)) { build(); } })).observe(host);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => plot && build());
  box.svg = () => BW.lineSvg(o, range || full, data, colour);
  box.csv = () => BW.csv([o.xLabel || "x", ...o.series.map(s => s.label)], x.map((v, i) => [v, ...data.slice(1).map(d => d[i])]));
  return box;
};
BW.strongest = function (peaks, lo, hi) {
  const seen = (peaks || []).filter(p => p.tt >= lo && p.tt <= hi).sort((a, b) => a.tt - b.tt), limit = [...seen].sort((a, b) => b.i - a.i)[24];
  return seen.map(p => ({...p, label: !limit || p.i > limit.i}));
};
BW.stripLimit = v => { const a = Array.from(v, Math.abs).sort((p, q) => p - q); return a[Math.floor(0.997 * (a.length - 1))] || a[a.length - 1] || 1; };
// Orange for evidence in favour, blue against: safe for colour-blind readers; nothing where it hardly counts.
BW.diverging = function (t) {
  const a = Math.min(1, Math.abs(t)); if (!(a > 0.03)) { return null; }
  return t > 0 ? `rgba(213,94,0,${(0.75 * a).toFixed(3)})` : `rgba(0,114,178,${(0.75 * a).toFixed(3)})`;
};
BW.frame = function (w, h, xr, yr, xLabel, yLabel) {
  const m = {l: 56, r: 12, t: 12, b: 42}, X = v => m.l + (v - xr[0]) / (xr[1] - xr[0] || 1) * (w - m.l - m.r), Y = v => h - m.b - (v - yr[0]) / (yr[1] - yr[0] || 1) * (h - m.t - m.b);
  let s = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${w} ${h}" font-family="sans-serif" font-size="11" color="${BW.style("--ink")}"><rect width="${w}" height="${h}" fill="${BW.style("--bg")}"/>`;
  for (const v of BW.ticks(...xr)) { s += `<line x1="${X(v)}" x2="${X(v)}" y1="${m.t}" y2="${h - m.b}" stroke="${BW.style("--line")}" stroke-width=".5"/><text x="${X(v)}" y="${h - m.b + 14}" text-anchor="middle" fill="currentColor">${BW.fmt(v)}</text>`; }
  for (const v of BW.ticks(...yr, 5)) { s += `<line x1="${m.l}" x2="${w - m.r}" y1="${Y(v)}" y2="${Y(v)}" stroke="${BW.style("--line")}" stroke-width=".5"/><text x="${m.l - 6}" y="${Y(v) + 4}" text-anchor="end" fill="currentColor">${BW.fmt(v)}</text>`; }
  s += `<text x="${(m.l + w - m.r) / 2}" y="${h - 8}" text-anchor="middle" font-size="12" fill="currentColor">${BW.esc(xLabel || "")}</text><text transform="translate(14 ${(m.t + h - m.b) / 2}) rotate(-90)" text-anchor="middle" font-size="12" fill="currentColor">${BW.esc(yLabel || "")}</text>`;
  return {s, X, Y, m};
};
BW.lineSvg = function (o, xr, data, colour) {
  const w = 960, h = 360, x = data[0], inside = data.slice(1).map(d => d.filter((v, i) => x[i] >= xr[0] && x[i] <= xr[1]));
  const e = BW.extent(inside), yr = o.yRange || [Math.min(0, e[0]), e[1] + 0.08 * (e[1] - Math.min(0, e[0]) || 1)], f = BW.frame(w, h, xr, yr, o.xLabel, o.yLabel);
  let s = f.s;
  if (o.strips) { const limit = BW.stripLimit(o.strips), step = (x[x.length - 1] - x[0]) / (x.length - 1); x.forEach((v, i) => { const c = v >= xr[0] && v <= xr[1] && BW.diverging(o.strips[i] / limit); if (c) { s += `<rect x="${f.X(v).toFixed(2)}" width="${Math.max(0.4, f.X(v + step) - f.X(v)).toFixed(2)}" y="${f.m.t}" height="${h - f.m.t - f.m.b}" fill="${c}"/>`; } }); }
  o.series.forEach((line, k) => {
    let d = ""; x.forEach((v, i) => { const y = data[k + 1][i]; if (y != null && v >= xr[0] && v <= xr[1]) { d += (d ? "L" : "M") + f.X(v).toFixed(2) + " " + f.Y(y).toFixed(2); } });
    s += `<path d="${d}" fill="none" stroke="${colour(line, k)}" stroke-width="${line.width || 1.3}" ${line.dash ? `stroke-dasharray="${line.dash}"` : ""}/>`;
  });
  for (const p of BW.strongest(o.peaks, ...xr)) { s += `<line x1="${f.X(p.tt)}" x2="${f.X(p.tt)}" y1="${h - f.m.b}" y2="${h - f.m.b - 7}" stroke="currentColor"/>` + (p.label ? `<text x="${f.X(p.tt)}" y="${f.m.t + 8}" font-size="9" text-anchor="middle" fill="currentColor">${BW.esc(p.hkl)}</text>` : ""); }
  if (o.series.length <= 8) { o.series.forEach((line, k) => { s += `<text x="${w - 18}" y="${26 + 14 * k}" text-anchor="end" fill="${colour(line, k)}">${BW.esc(line.label)}</text>`; }); }
  return s + "</svg>";
};
BW.legend = series => BW.h("div", {class: "bar", style: "margin:2px 0"}, series.map((s, i) => BW.h("span", {class: "hint"}, BW.h("span", {class: "swatch", style: "background:" + (s.colour || BW.colour(i))}), s.label)));
BW.linePanel = function (title, o, legend = true) {
  const c = BW.lineChart(o);
  return BW.panel(title, BW.h("div", {}, legend && o.series.length > 1 && o.series.length <= 12 ? BW.legend(o.series) : null, c), {svg: c.svg, csv: c.csv});
};
// A static SVG drawing in a panel.
BW.svgPanel = function (title, svg, csv, hint) {
  const box = BW.h("div", {class: "chart"}), draw = () => { box.innerHTML = svg(); };
  draw(); matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
  return BW.panel(title, BW.h("div", {}, hint ? BW.h("p", {class: "hint"}, hint) : null, box), {svg, csv});
};
BW.barsSvg = function (o) { // {labels, values, low, high, colours, xLabel, max}
  const n = o.labels.length, row = 24, w = 460, left = 120, h = n * row + 50, max = o.max || Math.max(1e-9, ...o.values, ...(o.high || [])), X = v => left + v / max * (w - left - 64);
  let s = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${w} ${h}" font-family="sans-serif" font-size="12" color="${BW.style("--ink")}"><rect width="${w}" height="${h}" fill="${BW.style("--bg")}"/>`;
  o.labels.forEach((label, i) => {
    const y = 6 + i * row, c = (o.colours && o.colours[i]) || BW.colour(0);
    s += `<text x="${left - 8}" y="${y + 14}" text-anchor="end" fill="currentColor">${BW.esc(label)}</text><rect x="${left}" y="${y + 3}" width="${Math.max(0, X(o.values[i]) - left)}" height="${row - 9}" fill="${c}"${o.is ? ` data-is="${o.is[i]}"` : ""}><title>${BW.esc(label)}: ${o.values[i]}</title></rect>`;
    if (o.high && o.high[i] > o.low[i]) { s += `<path d="M${X(o.low[i])} ${y + row / 2 - 1}H${X(o.high[i])}M${X(o.low[i])} ${y + 6}v${row - 15}M${X(o.high[i])} ${y + 6}v${row - 15}" stroke="currentColor" fill="none"/>`; }
    s += `<text x="${Math.max(X(o.values[i]), o.high ? X(o.high[i]) : 0) + 6}" y="${y + 14}" fill="currentColor">${BW.fmt(o.values[i])}</text>`;
  });
  for (const v of BW.ticks(0, max, 4)) { s += `<line x1="${X(v)}" x2="${X(v)}" y1="${6 + n * row}" y2="${10 + n * row}" stroke="currentColor"/><text x="${X(v)}" y="${22 + n * row}" font-size="11" text-anchor="middle" fill="currentColor">${BW.fmt(v)}</text>`; }
  return s + `<line x1="${left}" x2="${X(max)}" y1="${6 + n * row}" y2="${6 + n * row}" stroke="currentColor"/><text x="${(left + w - 64) / 2}" y="${h - 6}" text-anchor="middle" fill="currentColor">${BW.esc(o.xLabel || "")}</text></svg>`;
};
// attributes: a function of the row's index, for linked hover
BW.table = (head, rows, attributes = () => ({})) => BW.h("div", {class: "scroll"}, BW.h("table", {}, BW.h("thead", {}, BW.h("tr", {}, head.map(t => BW.h("th", {}, t)))), BW.h("tbody", {}, rows.map((r, i) => BW.h("tr", attributes(i), r.map(t => BW.h("td", {}, t == null ? "" : t)))))));

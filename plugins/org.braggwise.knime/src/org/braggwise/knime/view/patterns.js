// SPDX-License-Identifier: GPL-3.0-or-later
// Patterns: overlay, waterfall (offset lines) and heat map; one pattern alone shows its reflections and preparation steps.
BW.views.patterns = function (host, d) {
  const x = BW.gridX(d.grid), cache = new Map(), all = d.series || [];
  if (!all.length) { host.append(BW.h("p", {class: "hint"}, "The table holds no pattern.")); return; }
  const y = i => { if (!cache.has(i)) { if (cache.size > 400) { cache.clear(); } cache.set(i, all[i].y16 ? BW.decode16(all[i].y16, all[i].top) : BW.decode(all[i].y32)); } return cache.get(i); };
  const xLabel = "2θ / deg" + (d.radiation ? "  (" + d.radiation + (d.wavelengthAngstrom ? ", " + BW.fmt(d.wavelengthAngstrom, 5) + " Å" : "") + ")" : "");
  let mode = all.length > 1 ? "overlay" : "one", current = 0, group = -1;
  const out = BW.h("div", {});
  const shown = () => all.map((_, i) => i).filter(i => group < 0 || all[i].group === group);
  function pick(limit) { const s = shown(), k = Math.min(limit, s.length); return Array.from({length: k}, (_, j) => s[Math.floor(j * s.length / k)]); }
  function draw() {
    out.replaceChildren();
    if (mode === "one") {
      const s = all[current], series = [{label: s.name, y: y(current)}];
      if (s.of != null && s.of !== current) { series.push({label: all[s.of].name + " (original)", y: y(s.of), colour: BW.colour(7), dash: [4, 3]}); }
      out.append(BW.linePanel(s.name + (s.label ? " – " + s.label : ""), {x, series, xLabel, yLabel: "intensity", height: 320, peaks: s.peaks, sync: "tt"}));
      for (const step of s.steps || []) { out.append(BW.linePanel(step.name, {x: step.x32 ? BW.decode(step.x32) : x, series: [{label: step.name, y: BW.decode(step.y32)}, ...(step.curve32 ? [{label: step.curveName || "curve", y: BW.decode(step.curve32)}] : [])], xLabel, yLabel: "intensity", height: 190, sync: "tt"})); }
    } else if (mode === "overlay") {
      const p = pick(8);
      out.append(BW.linePanel("Overlay" + (shown().length > p.length ? " of " + p.length + " in " + shown().length : ""), {x, series: p.map(i => ({label: all[i].name, y: y(i)})), xLabel, yLabel: "intensity", height: 380}));
    } else if (mode === "waterfall") {
      const p = pick(30), gap = 0.35 * Math.max(1e-9, ...p.map(i => y(i).reduce((a, v) => Math.max(a, v), 0)));
      out.append(BW.linePanel("Waterfall" + (shown().length > p.length ? " of " + p.length + " in " + shown().length : ""), {x, series: p.map((i, k) => ({label: all[i].name, y: y(i).map(v => v + k * gap), colour: BW.colour(all[i].group || 0), width: 1})), xLabel, yLabel: "intensity (offset)", height: Math.max(320, 18 * p.length)}, false));
    } else { out.append(heat()); }
  }
  function heat() {
    const rows = shown(), w = Math.min(1400, x.length), h = Math.min(900, rows.length), c = document.createElement("canvas"); c.width = w; c.height = h; c.style.cssText = "width:100%;height:" + Math.min(560, Math.max(120, 3 * h)) + "px;image-rendering:auto";
    const g = c.getContext("2d"), picture = g.createImageData(w, h);
    for (let r = 0; r < h; r++) {
      const v = y(rows[Math.floor(r * rows.length / h)]); let top = 1e-12; for (const q of v) { if (q > top) { top = q; } }
      for (let k = 0; k < w; k++) {
        const a = Math.floor(k * v.length / w), b = Math.max(a + 1, Math.floor((k + 1) * v.length / w)); let m = 0; for (let q = a; q < b; q++) { if (v[q] > m) { m = v[q]; } }
        const t = Math.sqrt(Math.max(0, m / top)), o = 4 * (r * w + k);   // cividis-like, from dark blue to yellow, safe for colour-blind readers
        picture.data[o] = 255 * Math.min(1, 0.02 + 1.02 * t * t); picture.data[o + 1] = 255 * (0.13 + 0.76 * t); picture.data[o + 2] = 255 * (0.30 + 0.22 * t - 0.25 * t * t); picture.data[o + 3] = 255;
      }
    }
    g.putImageData(picture, 0, 0);
    const read = BW.h("div", {class: "readout"});
    c.addEventListener("mousemove", e => { const b = c.getBoundingClientRect(), r = rows[Math.min(rows.length - 1, Math.floor((e.clientY - b.top) / b.height * rows.length))], k = Math.min(x.length - 1, Math.floor((e.clientX - b.left) / b.width * x.length)); read.textContent = all[r].name + (all[r].label ? " · " + all[r].label : "") + " · 2θ " + BW.fmt(x[k], 2) + " deg · " + BW.fmt(y(r)[k]); });
    c.addEventListener("click", e => { const b = c.getBoundingClientRect(); current = rows[Math.min(rows.length - 1, Math.floor((e.clientY - b.top) / b.height * rows.length))]; mode = "one"; controls(); draw(); });
    return BW.panel("Heat map of " + rows.length + " patterns", BW.h("div", {}, c, BW.h("div", {class: "bar hint", style: "justify-content:space-between;margin:0"}, BW.h("span", {}, BW.fmt(x[0]) + " deg"), BW.h("span", {}, xLabel + " · colour: square root of intensity, each row to its maximum"), BW.h("span", {}, BW.fmt(x[x.length - 1]) + " deg")), read), {canvas: () => c, csv: () => BW.csv(["name", ...x], rows.map(r => [all[r].name, ...y(r)]))});
  }
  const top = BW.h("div", {class: "bar"});
  function controls() {
    top.replaceChildren(BW.choice("Drawing", [["one", "One pattern"], ["overlay", "Overlay"], ["waterfall", "Waterfall"], ["heat", "Heat map"]].slice(0, all.length > 1 ? 4 : 1), mode, v => { mode = v; draw(); }),
      ...((d.groups || []).length > 1 ? [BW.choice("Group", [[-1, "all"], ...d.groups.map((g, i) => [i, g])], group, v => { group = v; draw(); })] : []));
  }
  controls();
  const list = BW.list(all.map(s => ({text: s.name + " " + (s.label || "")})), (_, i) => [BW.h("span", {class: "swatch", style: "background:" + BW.colour(all[i].group || 0)}), BW.h("span", {class: "name"}, all[i].name), BW.h("span", {class: "tag"}, all[i].label || "")], i => { current = i; mode = "one"; controls(); draw(); });
  host.append(top, BW.h("div", {class: "split"}, list, out));
  draw();
};

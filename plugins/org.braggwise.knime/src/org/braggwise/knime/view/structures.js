// SPDX-License-Identifier: GPL-3.0-or-later
// The unit cell, turning: atoms as shaded balls, octahedra of the ligands around the centres, drawn back to front on a canvas
// (no WebGL needed, and the same scene can be saved as SVG).
BW.elementColours = {H: "#dddddd", Li: "#8f40d4", C: "#555555", N: "#3050f8", O: "#e3342f", F: "#7ac943", Na: "#ab5cf2", Mg: "#5fbf00", Al: "#a89090", Si: "#c8a060", S: "#d8b400", Cl: "#1fbf1f", K: "#8f40d4", Ca: "#2fa84f", Ti: "#8c98a8", V: "#8a8aa0", Cr: "#7a8ac0", Mn: "#9c7ac7", Fe: "#c86432", Co: "#d07090", Ni: "#50a050", Cu: "#c87838", Zn: "#7d80b0", Br: "#a05028", Rb: "#702eb0", Sr: "#00a000", Zr: "#74b8b8", Nb: "#60a0b0", I: "#7a2a94", Cs: "#57178f", Ba: "#009a50", La: "#50b0d0", Pb: "#575961", Bi: "#9e4fb5", Sn: "#668080"};
BW.views.structures = function (host, d) {
  const all = d.structures || [];
  if (!all.length) { host.append(BW.h("p", {class: "hint"}, "The table holds no structure.")); return; }
  const facts = BW.h("div", {}), stage = BW.h("div", {}); let stop = null;
  function show(i) {
    if (stop) { stop(); }
    const s = all[i], c = s.cell, scene = BW.scene(s);
    facts.replaceChildren(BW.table(["", ""], [["Formula", s.formula], ["Space group", (s.symbol || "") + " (" + s.spaceGroup + ")"], ["Crystal system", s.crystalSystem], ["a, b, c / Å", c.slice(0, 3).map(v => BW.fmt(v, 4)).join(", ")], ["α, β, γ / deg", c.slice(3).map(v => BW.fmt(v, 2)).join(", ")], ["Atoms in the cell", s.atoms.length]]),
      BW.h("div", {class: "bar"}, [...new Set(s.atoms.map(a => a.el))].map(e => BW.h("span", {class: "hint"}, BW.h("span", {class: "swatch", style: "background:" + (BW.elementColours[e] || "#b060b0")}), e))));
    const turn = BW.turning(scene); stop = turn.stop;
    stage.replaceChildren(BW.panel(s.name, BW.h("div", {}, turn.canvas, BW.h("p", {class: "hint"}, "Drag or use the arrow keys to turn, wheel or +/− to zoom, space to stop or go on.")), {canvas: () => turn.canvas, svg: () => turn.svg(), csv: () => BW.csv(["element", "x", "y", "z", "occupancy"], s.atoms.map(a => [a.el, a.x, a.y, a.z, a.occ == null ? 1 : a.occ]))}));
  }
  const list = BW.list(all.map(s => ({text: s.name + " " + s.formula + " " + s.crystalSystem})), (_, i) => [BW.h("span", {class: "name"}, all[i].formula + " – " + all[i].name), BW.h("span", {class: "tag"}, (all[i].symbol || "") + "")], show);
  host.append(BW.h("div", {class: "split"}, BW.h("div", {}, list, facts), stage));
  show(0);
};
// Cartesian scene in angstrom about the cell's centre: balls, cell edges, octahedra (triangles).
BW.scene = function (s) {
  const [a, b, c, al, be, ga] = s.cell, r = Math.PI / 180, ca = Math.cos(al * r), cb = Math.cos(be * r), cg = Math.cos(ga * r), sg = Math.sin(ga * r), cy = (ca - cb * cg) / sg, cz = Math.sqrt(Math.max(0, 1 - cb * cb - cy * cy));
  const mid = [0, 1, 2].map(k => [[a, b * cg, c * cb], [0, b * sg, c * cy], [0, 0, c * cz]][k].reduce((p, q) => p + q, 0) / 2);
  const cart = (x, y, z) => [a * x + b * cg * y + c * cb * z - mid[0], b * sg * y + c * cy * z - mid[1], c * cz * z - mid[2]];
  const balls = [], near = (x, lo, hi) => { const o = []; for (let k = -1; k <= 1; k++) { if (x + k >= lo - 1e-6 && x + k <= hi + 1e-6) { o.push(x + k); } } return o; };
  const copies = (atom, pad) => near(atom.x, -pad, 1 + pad).flatMap(x => near(atom.y, -pad, 1 + pad).flatMap(y => near(atom.z, -pad, 1 + pad).map(z => ({el: atom.el, p: cart(x, y, z)}))));
  for (const atom of s.atoms) { for (const q of copies(atom, 0.01)) { balls.push(q); } }
  const faces = [], centres = new Set(s.centres || []), ligands = new Set(s.ligands || []);
  if (centres.size && ligands.size && s.atoms.length <= 200) {
    const around = s.atoms.filter(t => ligands.has(t.el)).flatMap(t => copies(t, 0.75));
    for (const q of balls.filter(t => centres.has(t.el))) {
      const six = around.map(t => ({t, d: Math.hypot(...t.p.map((v, k) => v - q.p[k]))})).filter(t => t.d > 0.5).sort((m, n) => m.d - n.d).slice(0, 6);
      if (six.length < 6 || six[5].d > 1.45 * six[0].d) { continue; }
      const dirs = six.map(t => t.t.p.map((v, k) => (v - q.p[k]) / t.d));
      for (let i = 0; i < 6; i++) { for (let j = i + 1; j < 6; j++) { for (let k = j + 1; k < 6; k++) {
        const dot = (m, n) => m[0] * n[0] + m[1] * n[1] + m[2] * n[2];
        if (dot(dirs[i], dirs[j]) > -0.6 && dot(dirs[i], dirs[k]) > -0.6 && dot(dirs[j], dirs[k]) > -0.6) { faces.push({el: q.el, p: [six[i], six[j], six[k]].map(t => t.t.p)}); }
      } } }
      for (const t of six) { if (!balls.some(o => Math.hypot(...o.p.map((v, k) => v - t.t.p[k])) < 0.05)) { balls.push(t.t); } }
    }
  }
  const edges = []; for (const [i, j] of [[0, 1], [0, 2], [0, 4], [1, 3], [1, 5], [2, 3], [2, 6], [3, 7], [4, 5], [4, 6], [5, 7], [6, 7]]) { const f = n => cart(n & 1, (n >> 1) & 1, (n >> 2) & 1); edges.push([f(i), f(j)]); }
  return {balls, edges, faces, size: Math.max(...balls.concat(edges.flat().map(p => ({p}))).map(q => Math.hypot(...q.p))), centres, ligands};
};
BW.turning = function (scene) {
  const canvas = BW.h("canvas", {class: "turn", tabindex: "0", role: "img", "aria-label": "Unit cell"}); let yaw = 0.5, tilt = 0.3, zoom = 1, live = !matchMedia("(prefers-reduced-motion: reduce)").matches, gone = false, held = null;
  const radius = q => scene.centres.has(q.el) ? 0.42 : scene.ligands.has(q.el) ? 0.34 : 0.62;
  function items(w, h) {
    const k = zoom * Math.min(w, h) / 2.15 / (scene.size + 0.6), sy = Math.sin(yaw), cy = Math.cos(yaw), st = Math.sin(tilt), ct = Math.cos(tilt);
    const P = p => { const x = cy * p[0] - sy * p[1], y = sy * p[0] + cy * p[1], up = ct * p[2] - st * y, depth = st * p[2] + ct * y; return [w / 2 + k * x, h / 2 - k * up, depth]; };
    const list = [];
    for (const e of scene.edges) { const m = P(e[0]), n = P(e[1]); list.push({z: Math.max(m[2], n[2]) + 0.4, kind: "edge", m, n}); }
    for (const f of scene.faces) { const q = f.p.map(P); list.push({z: (q[0][2] + q[1][2] + q[2][2]) / 3, kind: "face", q, c: BW.elementColours[f.el] || "#b060b0"}); }
    for (const b of scene.balls) { const q = P(b.p); list.push({z: q[2] - 0.1, kind: "ball", q, r: k * radius(b), c: BW.elementColours[b.el] || "#b060b0"}); }
    return list.sort((m, n) => n.z - m.z);
  }
  function draw() {
    const w = canvas.clientWidth || 600, h = Math.min(520, Math.max(280, w * 0.72)), dpr = devicePixelRatio || 1; canvas.style.height = h + "px"; canvas.width = w * dpr; canvas.height = h * dpr;
    const g = canvas.getContext("2d"); g.scale(dpr, dpr); g.fillStyle = BW.style("--bg"); g.fillRect(0, 0, w, h);
    for (const t of items(w, h)) {
      if (t.kind === "edge") { g.strokeStyle = BW.style("--soft"); g.lineWidth = 1; g.beginPath(); g.moveTo(t.m[0], t.m[1]); g.lineTo(t.n[0], t.n[1]); g.stroke(); } else if (t.kind === "face") { g.fillStyle = t.c + "55"; g.strokeStyle = t.c + "aa"; g.beginPath(); g.moveTo(t.q[0][0], t.q[0][1]); g.lineTo(t.q[1][0], t.q[1][1]); g.lineTo(t.q[2][0], t.q[2][1]); g.closePath(); g.fill(); g.stroke(); } else {
        const s = g.createRadialGradient(t.q[0] - t.r * 0.35, t.q[1] - t.r * 0.4, t.r * 0.1, t.q[0], t.q[1], t.r); s.addColorStop(0, "#ffffff"); s.addColorStop(0.35, t.c); s.addColorStop(1, t.c); g.fillStyle = s; g.beginPath(); g.arc(t.q[0], t.q[1], t.r, 0, 7); g.fill(); g.strokeStyle = "#0005"; g.lineWidth = 0.6; g.stroke();
      }
    }
  }
  function tick() { if (gone) { return; } if (live && canvas.isConnected) { yaw += 0.006; draw(); } requestAnimationFrame(tick); }
  canvas.addEventListener("pointerdown", e => { held = [e.clientX, e.clientY]; live = false; canvas.setPointerCapture(e.pointerId); });
  canvas.addEventListener("pointermove", e => { if (held) { yaw += (e.clientX - held[0]) / 120; tilt = Math.max(-1.57, Math.min(1.57, tilt + (e.clientY - held[1]) / 120)); held = [e.clientX, e.clientY]; draw(); } });
  canvas.addEventListener("pointerup", () => { held = null; });
  canvas.addEventListener("wheel", e => { e.preventDefault(); zoom = Math.max(0.3, Math.min(5, zoom * Math.exp(-e.deltaY / 500))); draw(); }, {passive: false});
  canvas.addEventListener("keydown", e => { const k = {ArrowLeft: () => { yaw -= 0.1; }, ArrowRight: () => { yaw += 0.1; }, ArrowUp: () => { tilt -= 0.1; }, ArrowDown: () => { tilt += 0.1; }, "+": () => { zoom *= 1.15; }, "-": () => { zoom /= 1.15; }, " ": () => { live = !live; }}[e.key]; if (k) { e.preventDefault(); k(); draw(); } });
  new ResizeObserver(() => requestAnimationFrame(draw)).observe(canvas); requestAnimationFrame(() => { draw(); tick(); });
  const svg = () => { const w = 700, h = 520; let s = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${w} ${h}"><rect width="${w}" height="${h}" fill="${BW.style("--bg")}"/>`; const f = v => v.toFixed(1); for (const t of items(w, h)) { s += t.kind === "edge" ? `<path d="M${f(t.m[0])} ${f(t.m[1])}L${f(t.n[0])} ${f(t.n[1])}" stroke="${BW.style("--soft")}"/>` : t.kind === "face" ? `<path d="M${t.q.map(p => f(p[0]) + " " + f(p[1])).join("L")}Z" fill="${t.c}" fill-opacity=".33" stroke="${t.c}"/>` : `<circle cx="${f(t.q[0])}" cy="${f(t.q[1])}" r="${f(t.r)}" fill="${t.c}" stroke="#0005"/>`; } return s + "</svg>"; };
  return {canvas, svg, stop: () => { gone = true; }};
};

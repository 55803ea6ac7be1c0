// SPDX-License-Identifier: GPL-3.0-or-later
// Elements, colours, panels with their exports.
BW.h = function (tag, attributes, ...children) {
  const e = document.createElement(tag);
  for (const [k, v] of Object.entries(attributes || {})) {
    if (k.startsWith("on")) { e.addEventListener(k.slice(2), v); } else if (v !== false && v != null) { e.setAttribute(k, v === true ? "" : v); }
  }
  e.append(...children.flat().filter(c => c != null));
  return e;
};
BW.esc = s => String(s).replace(/[&<>"]/g, c => ({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\"": "&quot;"}[c]));
BW.colour = i => BW.style("--c" + ((i % 8 + 8) % 8));
BW.style = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
BW.fmt = (v, d = 3) => v == null || !isFinite(v) ? "–" : Number.isInteger(v) && Math.abs(v) < 1e12 ? v.toLocaleString("en").replace(/,/g, "\u202f") : Math.abs(v) >= 1e5 || (v !== 0 && Math.abs(v) < 1e-3) ? v.toExponential(2) : (+v.toFixed(d)).toString();
BW.percent = v => v == null || !isFinite(v) ? "–" : (100 * v).toFixed(1) + " %";

BW.download = function (name, type, content) {
  const url = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], {type}));
  const a = BW.h("a", {href: url, download: name}); document.body.append(a); a.click(); a.remove();
  setTimeout(() => URL.revokeObjectURL(url), 2000);
};
BW.svgToPng = function (svg, name) {
  const box = /viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg), image = new Image();
  image.onload = () => {
    const c = document.createElement("canvas"); c.width = 2 * box[1]; c.height = 2 * box[2];
    c.getContext("2d").drawImage(image, 0, 0, c.width, c.height);
    c.toBlob(b => BW.download(name, "image/png", b));
  };
  image.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(svg);
};
BW.csv = (head, rows) => [head, ...rows].map(r => r.map(v => { const s = v == null ? "" : String(v); return /[",\r\n]/.test(s) ? "\"" + s.replace(/"/g, "\"\"") + "\"" : s; }).join(",")).join("\r\n") + "\r\n";

// A titled box; svg() and csv() give what its export buttons save, png comes from the svg (or from a canvas).
BW.panel = function (title, body, exports = {}) {
  const file = title.toLowerCase().replace(/[^a-z0-9]+/g, "-");
  const buttons = [];
  if (exports.svg || exports.canvas) {
    buttons.push(BW.h("button", {title: "Save as PNG picture", onclick: () => exports.canvas ? exports.canvas().toBlob(b => BW.download(file + ".png", "image/png", b)) : BW.svgToPng(exports.svg(), file + ".png")}, "PNG"));
  }
  if (exports.svg) { buttons.push(BW.h("button", {title: "Save as SVG drawing", onclick: () => BW.download(file + ".svg", "image/svg+xml", exports.svg())}, "SVG")); }
  if (exports.csv) { buttons.push(BW.h("button", {title: "Save the numbers as CSV", onclick: () => BW.download(file + ".csv", "text/csv", exports.csv())}, "CSV")); }
  return BW.h("section", {class: "panel", "aria-label": title}, BW.h("header", {}, BW.h("h2", {}, title), BW.h("div", {class: "exports"}, buttons)), body);
};

// Buttons of which one is on; options: [value, text, what it stands for in linked hover].
BW.choice = function (label, options, value, onchange) {
  const box = BW.h("span", {role: "group", "aria-label": label, class: "bar", style: "margin:0"});
  const draw = () => box.replaceChildren(...options.map(([v, text, is]) => BW.h("button", {"data-is": is, "aria-pressed": String(v === value), onclick: () => { value = v; draw(); onchange(v); }}, text)));
  draw(); return box;
};

// A searchable list; shows at most 500 entries at once so that thousands do not stutter.
BW.list = function (items, render, onselect, selected = 0) {
  const box = BW.h("div", {class: "list", role: "listbox"}), search = BW.h("input", {type: "search", placeholder: "Filter " + items.length + " rows …", "aria-label": "Filter", style: "width:100%;margin-bottom:6px"});
  let current = selected;
  const draw = () => {
    const q = search.value.toLowerCase(); const hits = [];
    for (let i = 0; i < items.length; i++) { if (!q || items[i].text.toLowerCase().includes(q)) { hits.push(i); } }
    box.replaceChildren(...hits.slice(0, 500).map(i => BW.h("button", {role: "option", "aria-selected": String(i === current), "aria-pressed": String(i === current), "data-index": i, "data-is": "row:" + i, "data-of": items[i].of, onclick: () => choose(i)}, render(items[i], i))));
    if (hits.length > 500) { box.append(BW.h("p", {class: "hint", style: "padding:4px 9px"}, (hits.length - 500) + " more: filter to see them")); }
    if (!hits.length) { box.append(BW.h("p", {class: "hint", style: "padding:4px 9px"}, "No row fits.")); }
  };
  const mark = () => { for (const b of box.children) { if (b.dataset.index != null) { const on = String(+b.dataset.index === current); b.setAttribute("aria-pressed", on); b.setAttribute("aria-selected", on); } } };
  function choose(i) { current = i; mark(); onselect(i); }
  search.addEventListener("input", draw);
  box.addEventListener("keydown", e => { if (e.key === "ArrowDown" || e.key === "ArrowUp") { const n = e.key === "ArrowDown" ? document.activeElement.nextElementSibling : document.activeElement.previousElementSibling; if (n && n.dataset.index != null) { n.focus(); n.click(); } e.preventDefault(); } });
  draw();
  const whole = BW.h("div", {}, search, box);
  whole.choose = choose;
  return whole;
};

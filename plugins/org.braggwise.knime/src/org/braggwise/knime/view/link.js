// SPDX-License-Identifier: GPL-3.0-or-later
// Linked hover: what stands for the same row or class in several panels lights up together, under the pointer and under the keyboard.
// data-is says what an element stands for ("row:3", "class:2", "cell:0-2"), data-of what it belongs to ("class:2 cell:0-2").
BW.link = function (host) {
  const of = e => (e.dataset.of || "").split(" ");
  let lit = [];
  function light(source) {
    for (const e of lit) { e.classList.remove("lit"); }
    lit = source ? [...host.querySelectorAll("[data-is]")].filter(e => e.dataset.is === source.dataset.is
      || of(source).includes(e.dataset.is) || of(e).includes(source.dataset.is)) : [];
    for (const e of lit) { e.classList.add("lit"); }
    if (source && source.dataset.from) {
      BW.band(host, +source.dataset.from, +source.dataset.to);
    } else { BW.band(host); }
  }
  const find = event => event.target.closest ? event.target.closest("[data-is]") : null;
  host.addEventListener("pointerover", event => light(find(event)));
  host.addEventListener("pointerleave", () => light(null));
  host.addEventListener("focusin", event => light(find(event)));
  host.addEventListener("focusout", () => light(null));
};
// Marks a range of two-theta on every chart that has that axis; without one, none.
BW.band = function (host, from, to) {
  for (const chart of host.querySelectorAll(".chart[data-sync=shap]")) { chart.band(from, to); }
};
// Lights the rows of tables whose range holds the angle.
BW.lightRanges = function (host, x) {
  for (const e of host.querySelectorAll("[data-from]")) { e.classList.toggle("lit", x >= +e.dataset.from && x <= +e.dataset.to); }
};

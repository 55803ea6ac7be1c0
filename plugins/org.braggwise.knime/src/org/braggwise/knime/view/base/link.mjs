// SPDX-License-Identifier: GPL-3.0-or-later
// Linked hover: what stands for the same row or class in several panels of a view lights up together, under the
// pointer and under the keyboard. data-is says what an element stands for ("row:3", "class:2", "cell:0-2"), data-of
// what it belongs to ("class:2 cell:0-2").

/** Watches a view's elements. */
export function linkHover(host) {
  const of = (e) => (e.dataset.of || "").split(" ");
  let lit = [];
  const light = (source) => {
    lit.forEach((e) => e.classList.remove("lit"));
    lit = source ? [...host.querySelectorAll("[data-is]")].filter((e) => together(e, source)) : [];
    lit.forEach((e) => e.classList.add("lit"));
  };
  const together = (e, source) =>
    e.dataset.is === source.dataset.is || of(source).includes(e.dataset.is) || of(e).includes(source.dataset.is);
  const find = (event) => (event.target.closest ? event.target.closest("[data-is]") : null);
  host.addEventListener("pointerover", (event) => light(find(event)));
  host.addEventListener("pointerleave", () => light(null));
  host.addEventListener("focusin", (event) => light(find(event)));
  host.addEventListener("focusout", () => light(null));
}

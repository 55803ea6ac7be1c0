// SPDX-License-Identifier: GPL-3.0-or-later
// A list with what is chosen beside it, and the note that a filter is on.

import { element } from "../base/dom.mjs";
import { number } from "../base/format.mjs";
import { rowFilter } from "../base/store.mjs";

/** The list at the left (above, where the page is narrow), the rest beside it. */
export function split(left, right) {
  return element("div", { class: "split" }, element("div", { class: "side" }, left), element("div", {}, right));
}

/** Says which rows were picked out of a drawing, with a button that shows all again; nothing where none were. */
export function filterNote() {
  const box = element("p", { class: "filter", role: "status", hidden: true });
  const show = (filter) => {
    box.hidden = !filter;
    const clear = { type: "button", onclick: () => rowFilter.set(null) };
    box.replaceChildren(
      ...(filter ? [`Only ${filter.text} (${number(filter.ids.size)})`, element("button", clear, "Show all")] : []),
    );
  };
  rowFilter.watch(show);
  show(rowFilter.get());
  return box;
}

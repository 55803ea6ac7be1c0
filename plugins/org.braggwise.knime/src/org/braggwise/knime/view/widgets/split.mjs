// SPDX-License-Identifier: GPL-3.0-or-later
// A list with what is chosen beside it, and the note that a filter is on.

import { element } from "../base/dom.mjs";
import { number } from "../base/format.mjs";
import { rowFilter } from "../base/store.mjs";

/** The list at the left (above, where the page is narrow), the rest beside it. */
export function split(left, right) {
  return element("div", { class: "split" }, element("div", { class: "side" }, left), element("div", {}, right));
}

/**
 * Says which rows were picked out of a drawing, with a button that shows all again; nothing where none of the view's
 * are among them.
 */
export function filterNote(rows) {
  const box = element("p", { class: "filter", role: "status", hidden: true });
  const show = (value) => {
    const filter = value && rows.some((r) => value.ids.has(r.id ?? r.name)) ? value : null;
    box.hidden = !filter;
    const clear = { type: "button", onclick: () => rowFilter.set(null) };
    box.replaceChildren(
      ...(filter ? [`Only ${filter.text} (${number(filter.count)})`, element("button", clear, "Show all")] : []),
    );
  };
  rowFilter.watch(show);
  show(rowFilter.get());
  return box;
}

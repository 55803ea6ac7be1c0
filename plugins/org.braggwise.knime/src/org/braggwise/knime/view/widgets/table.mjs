// SPDX-License-Identifier: GPL-3.0-or-later
// Tables and cards of numbers.

import { element } from "../base/dom.mjs";
import { number } from "../base/format.mjs";

/** A table; the first column is text. attributes(i) are the i-th row's. */
export function table(head, rows, attributes = () => ({})) {
  const numeric = head.map((_, c) => rows.every((r) => isNumber(r[c])));
  const cell = (tag, scope) => (content, c) =>
    element(tag, { scope, class: numeric[c] ? "n" : null }, content == null ? "" : content);
  return element(
    "div",
    { class: "scroll", tabindex: "0", role: "group", "aria-label": `Table: ${head.filter(Boolean).join(", ")}` },
    element(
      "table",
      {},
      element(
        "thead",
        {},
        element(
          "tr",
          {},
          head.map((name, c) => (name ? cell("th", "col")(name, c) : element("td", {}))),
        ),
      ),
      element(
        "tbody",
        {},
        rows.map((row, i) => element("tr", attributes(i), row.map(cell("td")))),
      ),
    ),
  );
}

/** Whether a cell is a number in some form, or empty. */
function isNumber(content) {
  return content == null || content === "–" || /^[\s\d.,×+\u2212\u202f%⁰¹²³⁴⁵⁶⁷⁸⁹⁻()to-]*$/.test(String(content));
}

/** Names and their values, one below the other. */
export function facts(rows) {
  return element(
    "dl",
    { class: "facts" },
    rows
      .filter(([, value]) => value != null && value !== "")
      .map(([name, value]) => element("div", {}, element("dt", {}, name), element("dd", {}, value))),
  );
}

/** Large numbers with their names. cards: [{name, value, detail, hint}]; JSON has no number for what has no value. */
export function cards(list) {
  return element(
    "div",
    { class: "cards" },
    list.map(({ name, value, detail, hint }) =>
      element(
        "div",
        { class: "card", title: hint },
        element("b", {}, typeof value === "string" && value !== "NaN" ? value : number(value, 3)),
        element("span", {}, name),
        detail && element("small", {}, detail),
      ),
    ),
  );
}

// SPDX-License-Identifier: GPL-3.0-or-later
// One group of rows or all: chips, or a menu where there are many.

import { colour, element } from "../base/dom.mjs";
import { classOrder } from "../base/symmetry.mjs";
import { choice } from "./choice.mjs";

const CHIPS = 9;

/** What chooses among groups by their place, -1 for all; null where there is one group only. */
export function groupChoice(name, groups, onchange, { all = true, sorted = true, is = () => null } = {}) {
  if (!groups || groups.length < 2) {
    return null;
  }
  const order = sorted ? classOrder(groups) : [...groups.keys()];
  const options = [...(all ? [[-1, "all"]] : []), ...order.map((i) => [i, String(groups[i]), null, is(i)])];
  if (options.length <= CHIPS) {
    return choice(name, options, options[0][0], onchange);
  }
  const choose = { "aria-label": name, onchange: (event) => onchange(Number(event.target.value)) };
  return element(
    "select",
    choose,
    options.map(([value, text]) => element("option", { value }, text)),
  );
}

/** A small square of the group's colour. */
export function swatch(n) {
  return element("span", { class: "swatch", style: `background:${colour(n || 0)}` });
}

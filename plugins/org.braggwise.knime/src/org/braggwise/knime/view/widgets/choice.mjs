// SPDX-License-Identifier: GPL-3.0-or-later
// Buttons of which one is on.

import { element } from "../base/dom.mjs";

/**
 * @param label what is chosen, for those who cannot see the buttons
 * @param options [value, text, hint, what it stands for in linked hover]
 * @param value the one that is on
 * @param onchange called with the value that was chosen
 */
export function choice(label, options, value, onchange) {
  const buttons = options.map(([v, text, hint, is]) =>
    element("button", { type: "button", title: hint, "data-is": is, onclick: () => choose(v) }, text),
  );
  const mark = () => buttons.forEach((b, i) => b.setAttribute("aria-pressed", String(options[i][0] === value)));
  function choose(v) {
    value = v;
    mark();
    onchange(v);
  }
  mark();
  const box = element("span", { role: "group", "aria-label": label, class: "choice" }, buttons);
  box.show = (v) => {
    value = v;
    mark();
  };
  return box;
}

// SPDX-License-Identifier: GPL-3.0-or-later
// Titled boxes, with buttons that save what they show.

import { element, heading } from "../base/dom.mjs";
import { saveFile, savePng, saveSvg } from "../base/save.mjs";

function fileName(title) {
  return (
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, "-")
      .replace(/^-|-$/g, "") || "braggwise"
  );
}

/**
 * A titled box.
 *
 * @param exports what its buttons save: svg() a drawing (also as PNG), csv() and cif() a text; any may be missing
 */
export function panel(title, body, exports = {}) {
  const file = fileName(title);
  const button = (text, hint, onclick) =>
    element("button", { type: "button", title: hint, "aria-label": `${hint}: ${title}`, onclick }, text);
  const { svg, csv, cif } = exports;
  const buttons = [
    svg && button("PNG", "Save as PNG picture", () => savePng(`${file}.png`, svg())),
    svg && button("SVG", "Save as SVG drawing", () => saveSvg(`${file}.svg`, svg())),
    csv && button("CSV", "Save the numbers as CSV", () => saveFile(`${file}.csv`, "text/csv", csv())),
    cif && button("CIF", "Save the structure as CIF", () => saveFile(`${file}.cif`, "chemical/x-cif", cif())),
  ];
  return element(
    "section",
    { class: "panel", "aria-label": title },
    element("header", {}, heading(title), element("div", { class: "exports" }, buttons)),
    body,
  );
}

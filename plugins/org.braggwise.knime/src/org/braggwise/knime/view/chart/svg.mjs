// SPDX-License-Identifier: GPL-3.0-or-later
// Parts of drawings as SVG text. One unit is one point of the screen, so text is as large in a narrow drawing as in a
// wide one.

import { escape } from "../base/format.mjs";

/** Height of the text of all drawings. */
export const TEXT = 12;

/** About how wide a text is: letters of the page's fonts are half as wide as high, and a bit. */
export function textWidth(text, size = TEXT) {
  return [...String(text)].filter((c) => c !== "\u0305").length * size * 0.56;
}

/** A text that fits, its end cut off. */
export function shorten(words, room) {
  let out = words;
  while (out.length > 1 && textWidth(out) > room) {
    out = `${out.replace(/…$/, "").slice(0, -1)}…`;
  }
  return out;
}

const round = (v) => (typeof v === "number" ? Math.round(v * 100) / 100 : v);

/** A tag; attributes that are null are left out. */
export function tag(name, attributes, content = "") {
  const list = Object.entries(attributes)
    .filter(([, v]) => v != null)
    .map(([k, v]) => ` ${k}="${escape(round(v))}"`)
    .join("");
  return `<${name}${list}>${content}</${name}>`;
}

/** A line of text. */
export function text(x, y, words, attributes = {}) {
  return tag("text", { x, y, fill: "var(--ink)", "font-size": TEXT, ...attributes }, escape(words));
}

/** A straight line. */
export function line(x1, y1, x2, y2, attributes = {}) {
  return tag("line", { x1, y1, x2, y2, stroke: "var(--ink)", ...attributes });
}

/** A drawing with its ground. */
export function svg(width, height, content) {
  const w = Math.round(width);
  const h = Math.round(height);
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${w} ${h}" width="${w}" height="${h}" ` +
    `font-family="system-ui, 'Segoe UI', Roboto, sans-serif" font-size="${TEXT}" aria-hidden="true">` +
    `<rect width="${w}" height="${h}" fill="var(--paper)"/>${content}</svg>`
  );
}

// SPDX-License-Identifier: GPL-3.0-or-later
// Axes.

import { line, TEXT, text, textWidth } from "./svg.mjs";

const SOFT = { fill: "var(--soft)" };
const GRID = { stroke: "var(--line)", "stroke-width": 0.6 };

/** Ticks, where wanted those at whole numbers only. */
function ticksOf(scale, apart, whole) {
  const ticks = scale.ticks(apart);
  const plain = ticks.map((t) => ({ ...t, text: t.text.replace(/\.0+$/, "") }));
  return whole ? plain.filter((t) => !t.text.includes(".")) : ticks;
}

/** Room that the texts of a vertical axis need at its left. */
export function axisRoom(scaleY, apart = 28) {
  return Math.max(0, ...scaleY.ticks(apart).map((t) => textWidth(t.text)));
}

/** Ticks, grid lines and title of a horizontal axis below y. */
export function axisX(scaleX, y, title, { grid = 0, apart = 64, labels = true, whole = false } = {}) {
  const [left, right] = scaleX.range;
  const marks = ticksOf(scaleX, apart, whole).map(({ at, text: words }) => {
    // a text at the very end stays inside the drawing
    const anchor = at + textWidth(words) / 2 > right + 14 ? "end" : "middle";
    const rule = grid ? line(at, y - grid, at, y, GRID) : "";
    return (
      rule +
      (labels ? line(at, y, at, y + 4, { stroke: "var(--soft)" }) : "") +
      (labels ? text(at, y + 6 + TEXT, words, { ...SOFT, "text-anchor": anchor }) : "")
    );
  });
  return (
    marks.join("") +
    line(left, y, right, y, { stroke: "var(--soft)" }) +
    (title ? text((left + right) / 2, y + 12 + 2 * TEXT, title, { "text-anchor": "middle" }) : "")
  );
}

/** Ticks, grid lines and title of a vertical axis left of x; without ticks the title only. */
export function axisY(scaleY, x, title, { width = 0, ticks = true, apart = 28, room = 30, whole = false } = {}) {
  const [bottom, top] = scaleY.range;
  const marks = (ticks ? ticksOf(scaleY, apart, whole) : []).map(
    ({ at, text: words }) =>
      (width ? line(x, at, x + width, at, GRID) : "") +
      line(x - 4, at, x, at, { stroke: "var(--soft)" }) +
      text(x - 7, at + 0.36 * TEXT, words, { ...SOFT, "text-anchor": "end" }),
  );
  const middle = (bottom + top) / 2;
  const name = title
    ? text(0, 0, title, { "text-anchor": "middle", transform: `translate(${x - room - 17} ${middle}) rotate(-90)` })
    : "";
  return marks.join("") + line(x, bottom, x, top, { stroke: "var(--soft)" }) + name;
}

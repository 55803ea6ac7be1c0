// SPDX-License-Identifier: GPL-3.0-or-later
// Horizontal bars with their names and, where known, intervals.

import { number } from "../base/format.mjs";
import { axisX } from "./frame.mjs";
import { scale } from "./scale.mjs";
import { line, shorten, svg, tag, text, TEXT, textWidth } from "./svg.mjs";

const ROW = 24;
/** How much wider bold letters are. */
const BOLD = 1.1;

/**
 * Bars.
 *
 * @param bars [{name, value, low, high, colour, bold, is, says}], is: what it stands for in linked hover
 * @param o {most: the axis' end, title: of the axis, format(value)}
 */
export function bars(width, list, o) {
  const format = o.format || ((v) => number(v, 3));
  const names = Math.min(0.42 * width, 14 + Math.max(...list.map((b) => textWidth(b.name) * (b.bold ? BOLD : 1))));
  const most = o.most || Math.max(1e-9, ...list.flatMap((b) => [b.value, b.high ?? 0]));
  const sx = scale([0, most], [names, width - 58]);
  const bottom = 4 + ROW * list.length;
  const rows = list.map((b, i) => {
    const y = 4 + i * ROW;
    const size = { x: names, y: y + 3, width: Math.max(0, sx.of(b.value) - names), height: ROW - 9, rx: 1.5 };
    const bar = tag(
      "rect",
      { ...size, fill: b.colour, "data-is": b.is },
      tag("title", {}, `${b.name}: ${format(b.value)}`),
    );
    const known = b.high != null && b.high > b.low;
    const [low, high, mid] = [sx.of(b.low ?? 0), sx.of(b.high ?? 0), y + (ROW - 3) / 2];
    const interval = known
      ? line(low, mid, high, mid) + line(low, mid - 4, low, mid + 4) + line(high, mid - 4, high, mid + 4)
      : "";
    const end = Math.max(sx.of(b.value), known ? high : 0) + 6;
    const weight = b.bold ? { "font-weight": 650 } : {};
    return (
      text(names - 8, y + 4 + TEXT, shorten(b.name, names - 10), { "text-anchor": "end", ...weight }) +
      bar +
      interval +
      text(end, y + 4 + TEXT, format(b.value))
    );
  });
  return svg(width, bottom + 44, rows.join("") + axisX(sx, bottom + 2, o.title));
}

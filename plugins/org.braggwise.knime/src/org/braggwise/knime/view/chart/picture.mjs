// SPDX-License-Identifier: GPL-3.0-or-later
// Panels with a drawing that is not zoomed: bars, matrices, scattered points.

import { element } from "../base/dom.mjs";
import { paperHeight } from "../base/paper.mjs";
import { panel } from "../widgets/panel.mjs";
import { drawing } from "./drawing.mjs";
import { axisRoom, axisX, axisY } from "./frame.mjs";
import { scale } from "./scale.mjs";
import { svg, TEXT } from "./svg.mjs";

/**
 * A panel.
 *
 * @param make from a width to the SVG's text
 * @param o {hint, csv(), label: what is shown, for those who cannot see it, attributes of the drawing}
 */
export function picturePanel(title, make, o = {}) {
  const drawn = drawing(o.label || title, make, o.attributes);
  const hint = o.hint ? element("p", { class: "hint" }, o.hint) : null;
  const box = panel(title, element("div", {}, hint, drawn.box), { svg: drawn.svg, csv: o.csv });
  box.redraw = drawn.redraw;
  return box;
}

/**
 * A drawing with two axes of numbers.
 *
 * @param o {height, x: [low, high], y: [low, high], xTitle, yTitle, whole: of y are whole numbers only, draw({sx, sy,
 * left, right, top, bottom})}
 */
export function plane(width, o) {
  const height = paperHeight(o.height);
  const [top, bottom] = [10, height - 44];
  const sy = scale(o.y, [bottom, top]);
  const room = axisRoom(sy);
  const [left, right] = [room + 14 + TEXT + 8, width - 14];
  const sx = scale(o.x, [left, right]);
  const axes =
    axisX(sx, bottom, o.xTitle, { grid: bottom - top }) +
    axisY(sy, left, o.yTitle, { width: right - left, room, whole: o.whole });
  return svg(width, height, axes + o.draw({ sx, sy, left, right, top, bottom }));
}

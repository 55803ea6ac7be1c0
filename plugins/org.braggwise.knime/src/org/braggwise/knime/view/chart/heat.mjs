// SPDX-License-Identifier: GPL-3.0-or-later
// Many patterns as lines of colour, one above the other.

import { number } from "../base/format.mjs";
import { axisX } from "./frame.mjs";
import { scale } from "./scale.mjs";
import { svg, tag, text, TEXT } from "./svg.mjs";

const LEFT = 34;
const COLUMNS = 900;
const ROWS = 700;

/** Height of the lines of a heat map of so many patterns. */
export function heatHeight(rows) {
  return Math.min(520, Math.max(120, 4 * rows));
}

/**
 * The map as a picture: root of the intensity, each row to its highest, from dark blue to yellow (safe for
 * colour-blind readers).
 */
export function heatImage(curves) {
  const width = Math.min(COLUMNS, curves[0].length);
  const height = Math.min(ROWS, curves.length);
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  const g = canvas.getContext("2d");
  const picture = g.createImageData(width, height);
  for (let row = 0; row < height; row++) {
    const y = curves[Math.floor((row * curves.length) / height)];
    const top = Math.max(
      1e-12,
      y.reduce((a, v) => Math.max(a, v), 0),
    );
    for (let column = 0; column < width; column++) {
      const from = Math.floor((column * y.length) / width);
      const to = Math.max(from + 1, Math.floor(((column + 1) * y.length) / width));
      let most = 0;
      for (let i = from; i < to; i++) {
        most = Math.max(most, y[i]);
      }
      picture.data.set(heatColour(Math.sqrt(most / top)), 4 * (row * width + column));
    }
  }
  g.putImageData(picture, 0, 0);
  return canvas.toDataURL();
}

/** Near the colour map cividis: 0 dark blue, 1 yellow. */
export function heatColour(t) {
  const byte = (v) => Math.round(255 * Math.max(0, Math.min(1, v)));
  return [byte(0.02 + 1.02 * t * t), byte(0.13 + 0.76 * t), byte(0.3 + 0.22 * t - 0.25 * t * t), 255];
}

/** The drawing; groups are {name, count} from the top. */
export function heatMap(width, { image, x, rows, title, groups }) {
  const height = heatHeight(rows);
  const sx = scale([x[0], x[x.length - 1]], [LEFT, width - 14]);
  const size = { x: LEFT, y: 4, width: width - 14 - LEFT, height, preserveAspectRatio: "none", href: image };
  let at = 0;
  const marks = groups.map(({ name, count }) => {
    const [from, to] = [4 + (at / rows) * height, 4 + ((at + count) / rows) * height];
    at += count;
    return to - from > 2.6 * TEXT
      ? text(0, 0, name, {
          transform: `translate(${LEFT - 10} ${(from + to) / 2}) rotate(-90)`,
          "text-anchor": "middle",
        })
      : "";
  });
  return svg(width, height + 52, tag("image", size) + marks.join("") + axisX(sx, height + 6, title));
}

/** What lies at a point of the drawing: {row, tt}, or null beside it. */
export function heatAt(px, py, { width, x, rows }) {
  const height = heatHeight(rows);
  const right = width - 14;
  if (px < LEFT || px > right || py < 4 || py > 4 + height) {
    return null;
  }
  const row = Math.min(rows - 1, Math.floor(((py - 4) / height) * rows));
  return { row, tt: scale([x[0], x[x.length - 1]], [LEFT, right]).invert(px) };
}

/** Words for a point. */
export function heatWords(name, label, tt) {
  return [name, label, `2θ ${number(tt, 2)} deg`].filter(Boolean).join(" · ");
}

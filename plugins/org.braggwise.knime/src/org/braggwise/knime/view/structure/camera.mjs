// SPDX-License-Identifier: GPL-3.0-or-later
// From where a scene is looked at: a rotation, whose rows are the screen's right, up and towards the eye.

import { cross, dot, length, minus, times, unit } from "./geometry.mjs";

const apply = (m, p) => [dot(m[0], p), dot(m[1], p), dot(m[2], p)];

/** Looks along -direction, with up as far upwards as can be. */
export function lookingAlong(direction, up) {
  const towards = unit(direction);
  const flat = minus(up, times(towards, dot(up, towards)));
  const upwards = unit(length(flat) > 1e-6 ? flat : cross(towards, [1, 0.3, 0]));
  return [cross(upwards, towards), upwards, towards];
}

/** Turned about the screen's vertical (yaw) and horizontal axis (pitch), in radians. */
export function turned(rotation, yaw, pitch) {
  const [cy, sy, cp, sp] = [Math.cos(yaw), Math.sin(yaw), Math.cos(pitch), Math.sin(pitch)];
  const rows = [
    [cy, 0, sy],
    [sp * sy, cp, -sp * cy],
    [-cp * sy, sp, cp * cy],
  ];
  const columns = [0, 1, 2].map((i) => rotation.map((row) => row[i]));
  return rows.map((row) => columns.map((column) => dot(row, column)));
}

/** The view that shows most: a little from the right and from above, c upwards. */
export function startRotation(axes) {
  return turned(lookingAlong(axes[0], axes[2]), -0.42, 0.24);
}

/** Places on a screen of a size: x to the right, y down, depth towards the eye; scale is points an angstrom. */
export function projection(rotation, { width, height, radius, zoom }) {
  const scale = (zoom * Math.min(width, height)) / 2 / (radius + 0.3);
  return {
    scale,
    of(p) {
      const [x, y, depth] = apply(rotation, p);
      return { x: width / 2 + scale * x, y: height / 2 - scale * y, depth };
    },
  };
}

// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers as they travel: base64 of little-endian values.

function bytes(text) {
  return Uint8Array.from(atob(text || ""), (c) => c.charCodeAt(0));
}

/** float32 values. */
export function float32(text) {
  const b = bytes(text);
  return new Float32Array(b.buffer, 0, b.length >> 2);
}

/** 16-bit steps of the highest point: half the size, and a screen shows no more. */
export function steps16(text, top) {
  const b = bytes(text);
  const y = new Float32Array(b.length >> 1);
  for (let i = 0; i < y.length; i++) {
    y[i] = ((b[2 * i] | (b[2 * i + 1] << 8)) / 65535) * top;
  }
  return y;
}

/** The curve of a series, in whichever of the two forms it came. */
export function curve(series) {
  return series.y16 ? steps16(series.y16, series.top) : float32(series.y32);
}

/** The angles of a grid, in degrees two-theta. */
export function angles(grid) {
  const x = new Float64Array(grid.points);
  const step = grid.points > 1 ? (grid.endDeg - grid.startDeg) / (grid.points - 1) : 0;
  for (let i = 0; i < x.length; i++) {
    x[i] = grid.startDeg + i * step;
  }
  return x;
}

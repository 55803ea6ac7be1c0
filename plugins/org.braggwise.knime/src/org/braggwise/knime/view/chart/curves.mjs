// SPDX-License-Identifier: GPL-3.0-or-later
// Curves of many points, as SVG paths with no more points than the screen has.

const f = (v) => v.toFixed(1);

/**
 * A path through the points whose x lies in sx's domain and one on each side. Of the points in one column of the
 * screen the first, the lowest, the highest and the last are kept: the path covers the same pixels.
 *
 * @param x ascending values
 * @param y values; missing ones (null, NaN) are bridged
 */
export function path(x, y, sx, sy) {
  const [low, high] = sx.domain;
  let from = firstAbove(x, low) - 1;
  const to = Math.min(x.length - 1, firstAbove(x, high));
  from = Math.max(0, from);
  const out = [];
  let column = null;
  const flush = () => {
    if (column) {
      const { first, least, most, last } = column;
      const inside = least.i < most.i ? [least, most] : [most, least];
      [first, ...inside, last].forEach((p, k, all) => {
        if (k === 0 || p.i !== all[k - 1].i) {
          out.push(`${f(p.px)} ${f(p.py)}`);
        }
      });
    }
  };
  for (let i = from; i <= to; i++) {
    if (y[i] == null || !Number.isFinite(y[i])) {
      continue;
    }
    const p = { i, px: sx.of(x[i]), py: sy.of(y[i]) };
    if (!column || Math.floor(p.px) !== column.at) {
      flush();
      column = { at: Math.floor(p.px), first: p, least: p, most: p, last: p };
    } else {
      column.least = p.py > column.least.py ? p : column.least;
      column.most = p.py < column.most.py ? p : column.most;
      column.last = p;
    }
  }
  flush();
  return out.length ? `M${out.join("L")}` : "";
}

/** Place of the first of the ascending values that is larger. */
export function firstAbove(x, value) {
  let low = 0;
  let high = x.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (x[middle] > value) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}

/** Place of the value nearest to one of the ascending ones. */
export function nearest(x, value) {
  const above = firstAbove(x, value);
  return above === 0 || (above < x.length && x[above] - value < value - x[above - 1])
    ? Math.min(above, x.length - 1)
    : above - 1;
}

/** Values inside the range of x. */
export function inside(x, y, [low, high]) {
  return Array.prototype.slice.call(y, Math.max(0, firstAbove(x, low) - 1), firstAbove(x, high));
}

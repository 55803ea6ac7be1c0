// SPDX-License-Identifier: GPL-3.0-or-later
// What a few counts are worth.

const Z95 = 1.959963984540054;

/** Wilson's 95 % interval of a share (Wilson 1927, J. Am. Stat. Assoc. 22, 209), [0, 1] where nothing was counted. */
export function wilson(hits, count) {
  if (!(count > 0)) {
    return [0, 1];
  }
  const p = hits / count;
  const z2 = (Z95 * Z95) / count;
  const middle = (p + z2 / 2) / (1 + z2);
  const half = (Z95 / (1 + z2)) * Math.sqrt((p * (1 - p)) / count + z2 / (4 * count));
  return [Math.max(0, middle - half), Math.min(1, middle + half)];
}

/** Smallest and largest finite value of several arrays, or the fallback where there is none. */
export function extent(arrays, fallback = [0, 1]) {
  let low = Infinity;
  let high = -Infinity;
  for (const values of arrays) {
    for (const v of values) {
      if (v != null && Number.isFinite(v)) {
        low = v < low ? v : low;
        high = v > high ? v : high;
      }
    }
  }
  return low <= high ? [low, high] : fallback;
}

/** The middle value; NaN of none. */
export function median(values) {
  const sorted = Array.from(values).sort((a, b) => a - b);
  const n = sorted.length;
  return n === 0 ? NaN : (sorted[(n - 1) >> 1] + sorted[n >> 1]) / 2;
}

/** The value below which a share of the values lies. */
export function quantile(values, share) {
  const sorted = Array.from(values).sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
}

// SPDX-License-Identifier: GPL-3.0-or-later
// Vectors in three dimensions, unit cells, planes.

export const add = (a, b) => [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
export const minus = (a, b) => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
export const times = (a, k) => [a[0] * k, a[1] * k, a[2] * k];
export const dot = (a, b) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
export const cross = (a, b) => [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
export const length = (a) => Math.hypot(...a);
export const unit = (a) => times(a, 1 / (length(a) || 1));
export const middle = (points) => times(points.reduce(add, [0, 0, 0]), 1 / points.length);

/**
 * The cell's three edges as vectors in angstrom: a along x, b in the plane of x and y (as the IUCr's CIF dictionary
 * has it).
 */
export function cellVectors([a, b, c, alpha, beta, gamma]) {
  const [ca, cb, cg] = [alpha, beta, gamma].map((deg) => Math.cos((deg * Math.PI) / 180));
  const sg = Math.sin((gamma * Math.PI) / 180);
  const cy = (ca - cb * cg) / sg;
  return [
    [a, 0, 0],
    [b * cg, b * sg, 0],
    [c * cb, c * cy, c * Math.sqrt(Math.max(0, 1 - cb * cb - cy * cy))],
  ];
}

/** Cartesian place of fractional coordinates. */
export function cartesian(vectors, [x, y, z]) {
  return add(add(times(vectors[0], x), times(vectors[1], y)), times(vectors[2], z));
}

/** Volume of the cell in cubic angstrom. */
export function cellVolume(cell) {
  const [a, b, c] = cellVectors(cell);
  return dot(a, cross(b, c));
}

/** Spacing in angstrom of the lattice planes h k l. */
export function planeSpacing(cell, [h, k, l]) {
  const [a, b, c] = cellVectors(cell);
  const volume = dot(a, cross(b, c));
  const g = add(add(times(cross(b, c), h), times(cross(c, a), k)), times(cross(a, b), l));
  return volume / length(g);
}

/** Points of a plane polygon in order around it. */
export function around(points) {
  const m = middle(points);
  const u = unit(minus(points[0], m));
  const other = points.find((p) => length(cross(u, minus(p, m))) > 1e-6);
  if (!other) {
    return points;
  }
  const n = unit(cross(u, minus(other, m)));
  const v = cross(n, u);
  const angle = (p) => Math.atan2(dot(minus(p, m), v), dot(minus(p, m), u));
  return [...points].sort((p, q) => angle(p) - angle(q));
}

/** The faces of the convex hull of a few points, each a polygon; none of points in one plane. */
export function hullFaces(points) {
  const faces = new Map();
  const n = points.length;
  for (let i = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++) {
      for (let k = j + 1; k < n; k++) {
        const normal = cross(minus(points[j], points[i]), minus(points[k], points[i]));
        if (length(normal) < 1e-6) {
          continue;
        }
        const heights = points.map((p) => dot(unit(normal), minus(p, points[i])));
        const [low, high] = [Math.min(...heights), Math.max(...heights)];
        // atoms of a slightly bent face count as one face
        if ((low > -0.02 || high < 0.02) && high - low > 0.05) {
          const members = heights.map((h, m) => (Math.abs(h) < 0.02 ? m : -1)).filter((m) => m >= 0);
          faces.set(
            members.join(),
            members.map((m) => points[m]),
          );
        }
      }
    }
  }
  return [...faces.values()].map(around);
}

/** The pieces of the planes h x + k y + l z = n that lie in the unit cell, as polygons of fractional coordinates. */
export function planesInCell([h, k, l]) {
  const corner = (i) => [i & 1, (i >> 1) & 1, (i >> 2) & 1];
  const value = (p) => h * p[0] + k * p[1] + l * p[2];
  const values = [0, 1, 2, 3, 4, 5, 6, 7].map((i) => value(corner(i)));
  const polygons = [];
  for (let n = Math.min(...values); n <= Math.max(...values); n++) {
    const points = [];
    for (let i = 0; i < 8; i++) {
      for (const j of [i | 1, i | 2, i | 4]) {
        if (j !== i && (values[i] - n) * (values[j] - n) <= 0 && values[i] !== values[j]) {
          const t = (n - values[i]) / (values[j] - values[i]);
          points.push(add(times(corner(i), 1 - t), times(corner(j), t)));
        } else if (j !== i && values[i] === n && values[j] === n) {
          points.push(corner(i), corner(j));
        }
      }
    }
    const distinct = points.filter((p, i) => points.findIndex((q) => length(minus(p, q)) < 1e-9) === i);
    if (distinct.length >= 3) {
      polygons.push(around(distinct));
    }
  }
  return polygons;
}

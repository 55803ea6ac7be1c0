// SPDX-License-Identifier: GPL-3.0-or-later
// What there is to see of a structure: atoms in and on the borders of the cell, bonds, polyhedra, the cell's edges,
// lattice planes. All in angstrom about the cell's middle.

import { covalentRadius, elementColour } from "./elements.mjs";
import { cartesian, cellVectors, hullFaces, length, minus, planesInCell } from "./geometry.mjs";

/** Atoms as close as this to a border are drawn on the opposite border too. */
const BORDER = 0.01;
/** How far around the cell corners of polyhedra are looked for, in cells. */
const REACH = 1;
/** A corner is no further from the middle than this times the nearest one. */
const CORNER = 1.4;
const MOST_CORNERS = 12;
/** What is longer than the sum of the covalent radii by this factor is no bond. */
const BOND = 1.15;
const MOST_ATOMS = 1500;
const EDGES = [
  [0, 1],
  [0, 2],
  [0, 4],
  [1, 3],
  [1, 5],
  [2, 3],
  [2, 6],
  [3, 7],
  [4, 5],
  [4, 6],
  [5, 7],
  [6, 7],
];

/**
 * The scene of a structure as docs/view-data.md has it.
 *
 * @return {atoms: [{el, p, r, label, fraction, occ}], bonds: [{from, to, a, b}], faces: [{el, points}], edges: [[p,
 * q]],
 *     axes: [3 vectors], radius}
 */
export function sceneOf(structure) {
  const vectors = cellVectors(structure.cell);
  const centre = cartesian(vectors, [0.5, 0.5, 0.5]);
  const place = (f) => minus(cartesian(vectors, f), centre);
  const centres = new Set(structure.centres || []);
  const ligands = new Set(structure.ligands || []);
  const polyhedral = centres.size > 0 && ligands.size > 0;
  const size = (el) =>
    polyhedral && centres.has(el) ? 0.36 : ligands.has(el) ? 0.32 : 0.24 + 0.16 * covalentRadius(el);

  const atomAt = (a, i, f) => ({
    el: a.el,
    p: place(f),
    r: size(a.el),
    label: a.site || `${a.el}${i + 1}`,
    fraction: f,
    occ: a.occ == null ? 1 : a.occ,
  });
  const copies = (low, high) => structure.atoms.flatMap((a, i) => shifts(a, low, high).map((f) => atomAt(a, i, f)));

  const atoms = copies(-BORDER, 1 + BORDER).slice(0, MOST_ATOMS);
  const outside = copies(-REACH + 0.2, 1 + REACH - 0.2).slice(0, 20 * MOST_ATOMS);
  const faces = [];
  const bonds = [];
  const known = new Set(atoms.map((a) => key(a.p)));
  const draw = (atom) => {
    if (!known.has(key(atom.p))) {
      known.add(key(atom.p));
      atoms.push(atom);
    }
  };
  for (const atom of [...atoms]) {
    const partners = polyhedral ? (centres.has(atom.el) ? corners(atom, outside, ligands) : []) : bonded(atom, atoms);
    for (const other of partners) {
      bonds.push({ from: atom.p, to: other.p, a: atom.el, b: other.el });
      draw(other);
    }
    if (polyhedral && partners.length >= 4) {
      faces.push(...hullFaces(partners.map((q) => q.p)).map((points) => ({ el: atom.el, points })));
    }
  }
  const corner = (n) => place([n & 1, (n >> 1) & 1, (n >> 2) & 1]);
  const edges = EDGES.map(([i, j]) => [corner(i), corner(j)]);
  const radius = Math.max(...atoms.map((a) => length(a.p) + a.r), ...edges.flat().map(length));
  return { atoms, bonds, faces, edges, axes: vectors, radius, place };
}

/** The lattice planes of a reflection as polygons of a scene. */
export function planesOf(scene, hkl) {
  return planesInCell(hkl).map((polygon) => polygon.map(scene.place));
}

const key = (p) => p.map((v) => v.toFixed(2)).join();

function shifts(a, low, high) {
  const along = (x) => [-1, 0, 1].map((n) => x + n).filter((v) => v >= low - 1e-6 && v <= high + 1e-6);
  return along(a.x).flatMap((x) => along(a.y).flatMap((y) => along(a.z).map((z) => [x, y, z])));
}

/** The atoms at the corners of the polyhedron around a middle: the near ones up to the first large gap. */
function corners(atom, others, ligands) {
  const found = others
    .filter((q) => ligands.has(q.el))
    .map((q) => ({ q, d: length(minus(q.p, atom.p)) }))
    .filter(({ d }) => d > 0.5 && d < 4.2)
    .sort((m, n) => m.d - n.d);
  const limit = found.length ? CORNER * found[0].d : 0;
  const near = found.filter(({ d }) => d <= limit).slice(0, MOST_CORNERS);
  return near.map(({ q }) => q);
}

/** Atoms that touch, each pair once. */
function bonded(atom, others) {
  return others.filter((q) => {
    const d = length(minus(q.p, atom.p));
    const smaller = key(atom.p) < key(q.p);
    return smaller && d > 0.5 && d < BOND * (covalentRadius(atom.el) + covalentRadius(q.el));
  });
}

/** Neighbours of an atom in words: "6 O at 1.95 to 2.01 Å". */
export function neighbourhood(scene, atom) {
  const near = scene.bonds.flatMap(({ from, to, a, b }) => {
    const d = length(minus(from, to));
    return key(from) === key(atom.p) ? [{ el: b, d }] : key(to) === key(atom.p) ? [{ el: a, d }] : [];
  });
  if (!near.length) {
    return "";
  }
  const d = near.map((n) => n.d).sort((p, q) => p - q);
  const range =
    d[d.length - 1] - d[0] < 0.005 ? d[0].toFixed(2) : `${d[0].toFixed(2)} to ${d[d.length - 1].toFixed(2)}`;
  return `${near.length} ${[...new Set(near.map((n) => n.el))].join(", ")} at ${range} Å`;
}

/** Elements of a scene with their colours, the polyhedra's middles first. */
export function legendOf(structure) {
  const centres = new Set(structure.centres || []);
  const all = [...new Set(structure.atoms.map((a) => a.el))];
  return all
    .sort((a, b) => Number(centres.has(b)) - Number(centres.has(a)) || a.localeCompare(b))
    .map((el) => ({ el, colour: elementColour(el) }));
}

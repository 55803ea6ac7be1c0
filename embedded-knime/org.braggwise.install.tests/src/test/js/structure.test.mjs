// SPDX-License-Identifier: GPL-3.0-or-later
import assert from "node:assert/strict";
import { test } from "node:test";
import { at } from "./modules.mjs";

const g = await at("structure/geometry.mjs");
const { neighbourhood, planesOf, sceneOf } = await at("structure/scene.mjs");
const { covalentRadius, elementColour, SYMBOLS_OF_ELEMENTS } = await at("structure/elements.mjs");
const { lookingAlong, startRotation, turned } = await at("structure/camera.mjs");
const { cifOf } = await at("structure/cif.mjs");
const near = (a, b, within = 1e-9) => assert.ok(Math.abs(a - b) < within, `${a} is not ${b}`);

const SRTIO3 = {
  name: "SrTiO3",
  formula: "SrTiO3",
  spaceGroup: 221,
  symbol: "Pm-3m",
  cell: [3.905, 3.905, 3.905, 90, 90, 90],
  atoms: [
    { el: "Sr", x: 0.5, y: 0.5, z: 0.5, occ: 1 },
    { el: "Ti", x: 0, y: 0, z: 0, occ: 1 },
    { el: "O", x: 0.5, y: 0, z: 0, occ: 1 },
    { el: "O", x: 0, y: 0.5, z: 0, occ: 1 },
    { el: "O", x: 0, y: 0, z: 0.5, occ: 1 },
  ],
  ligands: ["O"],
  centres: ["Ti"],
};

test("cells", () => {
  const hexagonal = [5, 5, 13, 90, 90, 120];
  near(g.cellVolume(hexagonal), 25 * 13 * Math.sin(Math.PI / 3), 1e-9);
  near(g.planeSpacing(hexagonal, [1, 0, 0]), 5 * Math.sin(Math.PI / 3), 1e-9);
  // d of a triclinic cell by the metric tensor, albite: a 8.142, b 12.785, c 7.159, 94.19, 116.61, 87.68 deg; (040)
  // at 3.184 A (JCPDS 9-466: 3.196)
  near(g.planeSpacing([8.142, 12.785, 7.159, 94.19, 116.61, 87.68], [0, 4, 0]), 3.19, 0.02);
});

test("hull of an octahedron, a cube and a plane", () => {
  const octahedron = [
    [1, 0, 0],
    [-1, 0, 0],
    [0, 1, 0],
    [0, -1, 0],
    [0, 0, 1],
    [0, 0, -1],
  ];
  assert.deepEqual(
    g.hullFaces(octahedron).map((f) => f.length),
    Array(8).fill(3),
  );
  const cube = [...Array(8).keys()].map((i) => [i & 1, (i >> 1) & 1, (i >> 2) & 1]);
  assert.deepEqual(
    g.hullFaces(cube).map((f) => f.length),
    Array(6).fill(4),
  );
  assert.equal(
    g.hullFaces([
      [0, 0, 0],
      [1, 0, 0],
      [0, 1, 0],
      [1, 1, 0],
    ]).length,
    0,
  );
});

test("lattice planes in the cell", () => {
  assert.equal(g.planesInCell([1, 0, 0]).length, 2, "at x = 0 and x = 1");
  assert.equal(g.planesInCell([2, 0, 0]).length, 3);
  assert.deepEqual(
    g.planesInCell([1, 1, 1]).map((p) => p.length),
    [3, 3],
    "n = 0 and 3 touch one corner only",
  );
  for (const polygon of g.planesInCell([1, -1, 2])) {
    const n = polygon.map(([x, y, z]) => x - y + 2 * z);
    n.forEach((v) => near(v, Math.round(n[0]), 1e-9));
  }
});

test("perovskite: eight corners, twelve edges, octahedra of six bonds", () => {
  const scene = sceneOf(SRTIO3);
  assert.equal(scene.atoms.filter((a) => a.el === "Ti").length, 8);
  assert.equal(scene.atoms.filter((a) => a.el === "Sr").length, 1);
  const ti = scene.atoms.find((a) => a.el === "Ti");
  assert.equal(neighbourhood(scene, ti), "6 O at 1.95 Å");
  assert.equal(scene.faces.length, 8 * 8);
  assert.equal(scene.edges.length, 12);
  assert.equal(planesOf(scene, [1, 0, 0]).length, 2);
});

test("elements are complete and differ", () => {
  assert.ok(SYMBOLS_OF_ELEMENTS.length >= 109);
  assert.ok(SYMBOLS_OF_ELEMENTS.every((el) => /^#[0-9a-f]{6}$/.test(elementColour(el)) && covalentRadius(el) > 0.2));
  assert.equal(elementColour("O"), "#ff0d0d");
  assert.notEqual(elementColour("Sm"), elementColour("Ti"));
});

test("views along an axis, and turning keeps lengths", () => {
  const view = lookingAlong([0, 0, 1], [0, 1, 0]);
  assert.deepEqual(
    view.map((row) => row.map((v) => v + 0)),
    [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ],
  );
  const r = turned(startRotation(g.cellVectors(SRTIO3.cell)), 0.7, -0.3);
  r.forEach((row, i) => r.forEach((other, j) => near(g.dot(row, other), i === j ? 1 : 0, 1e-12)));
  near(g.dot(g.cross(r[0], r[1]), r[2]), 1, 1e-12);
});

test("CIF of all atoms without symmetry", () => {
  const text = cifOf(SRTIO3);
  assert.match(text, /_cell_length_a 3\.905/);
  assert.match(text, /_space_group_IT_number 1\n/);
  assert.match(text, /O3 O 0 0 0\.5 1\n/);
  assert.match(text, /_chemical_formula_sum 'Sr Ti O3'/);
  assert.equal(cifOf({ ...SRTIO3, cif: "data_x" }), "data_x");
});

// SPDX-License-Identifier: GPL-3.0-or-later
import assert from "node:assert/strict";
import { test } from "node:test";
import { at } from "./modules.mjs";

const { firstAbove, nearest, path } = await at("chart/curves.mjs");
const { scale } = await at("chart/scale.mjs");

const x = Float64Array.from({ length: 7001 }, (_, i) => 10 + i * 0.01);
const sx = scale([10, 80], [0, 700]);
const points = (d) =>
  d
    .slice(1)
    .split("L")
    .map((p) => p.split(" ").map(Number));

test("a thin peak is not lost where a column of the screen has many points", () => {
  const y = x.map(() => 0);
  y[3456] = 1;
  const d = path(x, y, sx, scale([0, 1], [100, 0]));
  assert.ok(points(d).some(([, py]) => py === 0));
  assert.ok(points(d).length < 2900, `${points(d).length} points for 700 columns`);
});

test("the path covers each column's lowest and highest value", () => {
  const y = x.map((v, i) => Math.sin(i * 1.7) * v);
  const sy = scale([-80, 80], [100, 0]);
  const drawn = points(path(x, y, sx, sy));
  for (const column of [3, 350, 698]) {
    const own = [...x.keys()].filter((i) => Math.floor(sx.of(x[i])) === column).map((i) => sy.of(y[i]));
    const there = drawn.filter(([px]) => Math.floor(px) === column).map(([, py]) => py);
    assert.ok(Math.abs(Math.min(...own) - Math.min(...there)) < 0.06);
    assert.ok(Math.abs(Math.max(...own) - Math.max(...there)) < 0.06);
  }
});

test("missing values are bridged, and a curve of none is empty", () => {
  assert.equal(path([1, 2, 3], [null, NaN, null], scale([1, 3], [0, 9]), sx), "");
  assert.equal(points(path([1, 2, 3], [0, null, 1], scale([1, 3], [0, 9]), scale([0, 1], [9, 0]))).length, 2);
});

test("places in ascending values", () => {
  assert.equal(firstAbove([1, 2, 3], 2), 2);
  assert.equal(nearest([1, 2, 3], 2.4), 1);
  assert.equal(nearest([1, 2, 3], 99), 2);
  assert.equal(nearest([1, 2, 3], -99), 0);
});

// SPDX-License-Identifier: GPL-3.0-or-later
import assert from "node:assert/strict";
import { test } from "node:test";
import { at } from "./modules.mjs";

const s = await at("base/statistics.mjs");
const near = (a, b, within = 5e-4) => assert.ok(Math.abs(a - b) < within, `${a} is not ${b}`);

// Newcombe 1998, Statistics in Medicine 17, 857, table I, method 3 (Wilson's score interval).
test("Wilson's interval", () => {
  for (const [hits, count, low, high] of [
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ]) {
    const [a, b] = s.wilson(hits, count);
    near(a, low);
    near(b, high);
  }
  assert.deepEqual(s.wilson(0, 0), [0, 1]);
});

test("middle and share of values", () => {
  assert.equal(s.median([3, 1, 2]), 2);
  assert.equal(s.median([4, 1, 2, 3]), 2.5);
  assert.ok(Number.isNaN(s.median([])));
  assert.equal(s.quantile([5, 1, 3], 0.5), 3);
});

test("extent passes over what is missing", () => {
  assert.deepEqual(
    s.extent([
      [1, null, NaN],
      [4, -2],
    ]),
    [-2, 4],
  );
  assert.deepEqual(s.extent([[]], [0, 9]), [0, 9]);
});

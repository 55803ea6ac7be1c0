// SPDX-License-Identifier: GPL-3.0-or-later
import assert from "node:assert/strict";
import { test } from "node:test";
import { at } from "./modules.mjs";

const s = await at("chart/scale.mjs");
const CU = 1.5406;
const near = (a, b, within) => assert.ok(Math.abs(a - b) < within, `${a} is not ${b}`);

// Silicon, NIST SRM 640: a = 5.43094 A; (111) at 28.443, (220) at 47.304 deg with Cu Ka1.
test("Bragg's law", () => {
  near(s.spacing(28.443, CU), 5.43094 / Math.sqrt(3), 2e-4);
  near(s.twoTheta(5.43094 / Math.sqrt(8), CU), 47.304, 2e-3);
});

test("two-theta as d and q and back", () => {
  for (const how of [s.asSpacing(CU), s.asMomentum(CU), s.LINEAR]) {
    for (const tt of [5, 30, 90, 150]) {
      near(how.from(how.to(tt)), tt, 1e-9);
    }
  }
  near(s.asMomentum(CU).to(60), (4 * Math.PI * 0.5) / CU, 1e-12);
});

test("root and logarithm", () => {
  assert.equal(s.SQRT.to(-4), -2);
  assert.equal(s.SQRT.from(-2), -4);
  assert.equal(s.log(1).to(0), 0, "what is below the least value is drawn there");
  near(s.log(1).from(s.log(1).to(250)), 250, 1e-9);
});

test("scales", () => {
  const x = s.scale([10, 80], [50, 750]);
  assert.equal(x.of(45), 400);
  assert.equal(x.invert(400), 45);
});

test("ticks are round, inside, and apart", () => {
  assert.deepEqual(s.linearTicks(10, 80, 7), [10, 20, 30, 40, 50, 60, 70, 80]);
  assert.deepEqual(s.linearTicks(-0.3, 0.3, 3), [-0.2, 0, 0.2]);
  for (const how of [s.LINEAR, s.SQRT, s.log(1), s.asSpacing(CU), s.asMomentum(CU)]) {
    const ticks = s.scale([8, 140], [0, 600], how).ticks(64);
    assert.ok(ticks.length >= 3, `${ticks.length} ticks`);
    assert.ok(ticks.every((t) => t.at >= -1e-6 && t.at <= 600 + 1e-6));
    ticks.slice(1).forEach((t, i) => assert.ok(t.at - ticks[i].at > 40, JSON.stringify(ticks)));
  }
});

test("a d axis has ticks wherever it is zoomed to", () => {
  for (const range of [
    [31, 43],
    [33, 33.6],
    [5, 150],
  ]) {
    const ticks = s.scale(range, [0, 700], s.asSpacing(CU)).ticks(64);
    assert.ok(ticks.length >= 3, `${ticks.length} ticks from ${range[0]} to ${range[1]} deg`);
  }
});

test("texts of ticks have the decimals that they need", () => {
  assert.deepEqual(s.tickTexts([0, 0.25, 0.5]), ["0.00", "0.25", "0.50"]);
  assert.deepEqual(s.tickTexts([10, 20]), ["10", "20"]);
  assert.deepEqual(s.tickTexts([0, 5000]), ["0", "5000"]);
  assert.deepEqual(s.tickTexts([50000, 100000, 150000]), ["50\u202f000", "100\u202f000", "150\u202f000"]);
  assert.deepEqual(s.tickTexts([0, 2e6]), ["0", "2e6"]);
  assert.deepEqual(s.tickTexts([1e6, 1.5e6, 2e6]), ["1.0e6", "1.5e6", "2.0e6"]);
  assert.deepEqual(s.tickTexts([-0.0005, 0, 0.0005]), ["-5e-4", "0", "5e-4"]);
  assert.deepEqual(s.tickTexts([-1, 0]), ["\u22121", "0"]);
});

// SPDX-License-Identifier: GPL-3.0-or-later
import assert from "node:assert/strict";
import { test } from "node:test";
import { at } from "./modules.mjs";

const { fitting, labels, names, near, together } = await at("chart/reflections.mjs");
const { scale } = await at("chart/scale.mjs");

const ticks = [
  { tt: 70.5, hkl: "2 2 1", i: 3 },
  { tt: 70.5, hkl: "3 0 0", i: 1 },
  { tt: 31.6, hkl: "1 1 0", i: 100 },
];

test("reflections of one line stand together", () => {
  const groups = together(ticks);
  assert.deepEqual(
    groups.map((g) => [g.tt, g.i, g.ticks.length]),
    [
      [31.6, 100, 1],
      [70.5, 4, 2],
    ],
  );
});

test("overlapping reflections are all named", () => {
  assert.equal(names(ticks.slice(0, 2)), "221, 300");
  assert.equal(names(["1 0 0", "0 1 0", "0 0 1", "1 1 1"].map((hkl) => ({ hkl }))), "100, 010, 001 +1");
  assert.equal(near([{ name: "A", ticks }], 70.52, 0.06), "(221) (300)");
  assert.equal(
    near(
      [
        { name: "A", ticks },
        { name: "B", ticks: [ticks[2]] },
      ],
      31.6,
      0.06,
    ),
    "(110) A · (110) B",
  );
});

test("indices stand above their peaks, the strongest where there is no room for all", () => {
  const area = { sx: scale([10, 80], [0, 700]), top: 0, bottom: 300, left: 0, right: 700 };
  const crowd = [
    {
      ticks: [
        { tt: 40, hkl: "1 0 0", i: 5 },
        { tt: 40.6, hkl: "0 1 0", i: 50 },
      ],
      colour: "red",
    },
  ];
  const out = labels(crowd, area, () => 100);
  assert.ok(out.includes(">010<") && !out.includes(">100<"), out);
});

test("as many names as fit stand above a line", () => {
  const four = ["1 0 0", "0 1 0", "0 0 1", "1 1 1"].map((hkl) => ({ hkl }));
  assert.equal(fitting(four, 200), "100, 010, 001 +1");
  assert.equal(fitting(four, 75), "100, 010 +2");
  assert.equal(fitting(four, 50), "100 +3");
  assert.equal(fitting(four, 0), "100 +3");
});

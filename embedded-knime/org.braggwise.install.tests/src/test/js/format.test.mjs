// SPDX-License-Identifier: GPL-3.0-or-later
import assert from "node:assert/strict";
import { test } from "node:test";
import { at } from "./modules.mjs";

const f = await at("base/format.mjs");

test("numbers", () => {
  assert.equal(f.number(0), "0");
  assert.equal(f.number(1234), "1234");
  assert.equal(f.number(1234567), "1\u202f234\u202f567");
  assert.equal(f.number(-1.23456), "\u22121.235");
  assert.equal(f.number(0.00000012), "1.2 × 10\u207b\u2077");
  assert.equal(f.number(123456.7), "1.23 × 10\u2075");
  assert.equal(f.number(NaN), "–");
  assert.equal(f.number(null), "–");
});

test("digits that count", () => {
  assert.equal(f.significant(5962.4229), "5962");
  assert.equal(f.significant(0.0512345), "0.0512");
  assert.equal(f.significant(12.345678), "12.35");
  assert.equal(f.significant(0), "0");
});

test("values with their standard uncertainty, by the rule of 19", () => {
  assert.equal(f.withUncertainty(5.43211, 0.00012), "5.43211(12)");
  assert.equal(f.withUncertainty(5.43211, 0.0023), "5.432(2)");
  assert.equal(f.withUncertainty(120, 0), "120");
  assert.equal(f.withUncertainty(90.5, null), "90.5");
  assert.equal(f.withUncertainty(1234.5, 23), "1235(23)");
});

test("indices with bars", () => {
  assert.equal(f.indices("1 1 0"), "110");
  assert.equal(f.indices("1 -1 0"), "11\u03050");
  assert.equal(f.indices("0 0 12"), "0 0 12");
});

test("formulas and symbols", () => {
  assert.equal(
    f.formula("La0.5Sr0.5MnO3"),
    "La0.5Sr0.5MnO3".replace(/\d/g, (d) => String.fromCharCode(0x2080 + +d)),
  );
  assert.equal(f.formula("CaTiO3"), "CaTiO₃");
  assert.equal(f.spaceGroup("P m -3 m"), "P m 3\u0305 m");
});

test("percent with its interval", () => {
  assert.equal(f.percentWithInterval(0.831, 0.79, 0.866), "83.1\u202f% (79.0 to 86.6\u202f%)");
  assert.equal(f.percent(undefined), "–");
});

test("comma-separated values are quoted where they must be", () => {
  assert.equal(f.csv(["a", "b"], [['x"y', "1,2"]]), 'a,b\r\n"x""y","1,2"\r\n');
});

test("long lists of elements are counted", () => {
  const many = "Ac, Ag, Al, As, Au, B, Ba, Be, Bi, Br, C, Ca, Cd";
  assert.equal(
    f.elementsCounted(`1:1:3 with ${many}; 3:2:9 with Br, Cs, Sb`),
    "1:1:3 with 13 elements; 3:2:9 with Br, Cs, Sb",
  );
  assert.equal(
    f.elementsCounted("1:1 with Cs, I; 1:1:3 with Cs, I, Pb; 1:2 with I, Pb"),
    "3 stoichiometries with 3 elements",
  );
  assert.equal(f.elementsCounted("1:1:3 with Ba, O, Ti"), "1:1:3 with Ba, O, Ti");
  assert.equal(f.elementsCounted(""), "");
});

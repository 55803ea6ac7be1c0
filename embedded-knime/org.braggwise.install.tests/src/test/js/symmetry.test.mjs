// SPDX-License-Identifier: GPL-3.0-or-later
import assert from "node:assert/strict";
import { test } from "node:test";
import { at } from "./modules.mjs";

const { classOrder, isCrystalSystem, spaceGroupNumber } = await at("base/symmetry.mjs");
const sorted = (classes) => classOrder(classes).map((i) => classes[i]);

// Numbers of International Tables A.
test("space groups by symbol, however it is spaced", () => {
  for (const [symbol, number] of Object.entries({
    P1: 1,
    "P 21/c": 14,
    Pnma: 62,
    "I4/mcm": 140,
    "R-3c": 167,
    "R -3 c": 167,
    P63cm: 185,
    "P m -3 m": 221,
    "Pm-3m (221)": 221,
    221: 221,
    "Ia-3d": 230,
  })) {
    assert.equal(spaceGroupNumber(symbol), number, symbol);
  }
  for (const none of ["cubic", "", "0", "231", "Pxyz"]) {
    assert.equal(spaceGroupNumber(none), 0, none);
  }
});

test("crystal systems from triclinic to cubic", () => {
  assert.deepEqual(
    sorted(["cubic", "hexagonal", "monoclinic", "orthorhombic", "tetragonal", "triclinic", "trigonal"]),
    ["triclinic", "monoclinic", "orthorhombic", "tetragonal", "trigonal", "hexagonal", "cubic"],
  );
});

test("space groups by number, numbers as numbers, words by the alphabet", () => {
  assert.deepEqual(sorted(["Pm-3m", "Pnma", "P21/c", "R-3c"]), ["P21/c", "Pnma", "R-3c", "Pm-3m"]);
  assert.deepEqual(sorted(["221", "62", "9"]), ["9", "62", "221"]);
  assert.deepEqual(sorted(["phase 10", "phase 9"]), ["phase 9", "phase 10"]);
});

test("crystal systems are told from space groups", () => {
  assert.deepEqual(["cubic", " Trigonal", "Pnma", "62", ""].map(isCrystalSystem), [true, true, false, false, false]);
});

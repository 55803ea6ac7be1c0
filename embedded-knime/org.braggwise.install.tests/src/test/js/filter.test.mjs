// SPDX-License-Identifier: GPL-3.0-or-later
import assert from "node:assert/strict";
import { test } from "node:test";
import { at } from "./modules.mjs";

const { filterOf, store } = await at("base/store.mjs");

test("a filter of predicted rows holds for the tables that they came from", () => {
  const filter = filterOf("cubic taken for trigonal", ["test_SrTiO3.cif", "a.xy"], "0-1");
  assert.equal(filter.count, 2);
  assert.ok(["test_SrTiO3.cif", "SrTiO3.cif", "a.xy"].every((id) => filter.ids.has(id)));
  assert.ok(!filter.ids.has("testament.cif"));
});

test("listeners hear of changes only, and until they stop", () => {
  const value = store(1);
  const heard = [];
  const stop = value.watch((v) => heard.push(v));
  value.set(1);
  value.set(2);
  stop();
  value.set(3);
  assert.deepEqual(heard, [2]);
});

// SPDX-License-Identifier: GPL-3.0-or-later
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { Script } from "node:vm";
import { script, VIEW } from "./bundle.mjs";

const modules = readdirSync(VIEW, { recursive: true })
  .map((name) => name.replaceAll("\\", "/"))
  .filter((name) => name.endsWith(".mjs"));
const text = (module) => readFileSync(join(VIEW, module), "utf8");

test("all modules together are one script", () => {
  new Script(`"use strict";\n${script("main.mjs")}`);
});

test("every module is needed", () => {
  const seen = new Set();
  script("main.mjs", seen);
  assert.deepEqual(
    modules.filter((m) => !seen.has(m)),
    [],
  );
});

test("imports name what their module exports", () => {
  for (const module of modules) {
    for (const [, names, from] of text(module).matchAll(/^import \{([^}]*)\} from "([^"]+)";$/gm)) {
      const other = text(join(dirname(module), from));
      for (const name of names
        .split(",")
        .map((n) => n.trim())
        .filter(Boolean)) {
        assert.match(
          other,
          new RegExp(`^export (?:async )?(?:function|const|class) ${name.replace("$", "\\$")}\\b`, "m"),
          `${module}: ${name}`,
        );
      }
    }
  }
});

test("modules keep to what can be put together, and to 120 columns", () => {
  for (const module of modules) {
    const lines = text(module).split("\n");
    assert.equal(lines[0], "// SPDX-License-Identifier: GPL-3.0-or-later", module);
    lines.forEach((line, i) => assert.ok([...line].length <= 120, `${module}:${i + 1} is ${[...line].length} wide`));
    const other = lines.filter((l) => /^(?:export (?!(?:async )?(?:function|const|class) )|import (?!\{))/.test(l));
    assert.deepEqual(other, [], module);
    assert.doesNotMatch(text(module), /\beval\(|new Function\(/, module);
  }
});

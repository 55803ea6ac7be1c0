// SPDX-License-Identifier: GPL-3.0-or-later
// Puts the views' page together as ViewPage.java does, for tests without Java.

import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const HERE = dirname(fileURLToPath(import.meta.url));

/** The folder with the views' page and modules. */
export const VIEW = join(HERE, "../../../../../plugins/org.braggwise.knime/src/org/braggwise/knime/view");

const IMPORT = /^import (\{[^}]*\}) from "([^"]+)";$/gm;
const EXPORT = /^export (?=(?:async )?(?:function|const|class) (\w+))/gm;

const nameOf = (module) => "$" + module.replace(/\.mjs$/, "").replace(/\W/g, "_");

/**
 * The module and what it imports, each once and before what needs it: a module is a function's scope, its exports an
 * object.
 */
export function script(module, seen = new Set()) {
  if (seen.has(module)) {
    return "";
  }
  seen.add(module);
  const text = readFileSync(join(VIEW, module), "utf8");
  const needed = [...text.matchAll(IMPORT)].map((m) => script(join(dirname(module), m[2]), seen));
  const exported = [...text.matchAll(EXPORT)].map((m) => m[1]);
  const body = text
    .replace(IMPORT, (_, names, from) => `const ${names} = ${nameOf(join(dirname(module), from))};`)
    .replace(EXPORT, "");
  return `${needed.join("")}const ${nameOf(module)} = (() => {\n${body}return { ${exported.join(", ")} };\n})();\n`;
}

/** The whole page. */
export function page() {
  return readFileSync(join(VIEW, "page.html"), "utf8")
    .replace("/*include:page.css*/", () => readFileSync(join(VIEW, "page.css"), "utf8"))
    .replace("/*modules:main.mjs*/", () => script("main.mjs"));
}

/** The page with a view's data in it. */
export function pageWith(data) {
  const json = JSON.stringify(data).replace(/</g, "\\u003c");
  return page().replace(
    "<script",
    () => `<script type="application/json" id="braggwise-data">${json}</script>\n<script`,
  );
}

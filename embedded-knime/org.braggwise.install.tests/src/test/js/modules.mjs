// SPDX-License-Identifier: GPL-3.0-or-later
// The views' modules, for tests.

import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { VIEW } from "./bundle.mjs";

/** A module by its path below the views' folder. */
export function at(module) {
  return import(pathToFileURL(join(VIEW, module)).href);
}

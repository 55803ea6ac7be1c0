// SPDX-License-Identifier: GPL-3.0-or-later
// Structures: a list, and the one that is chosen to turn.

import { element } from "../base/dom.mjs";
import { formula } from "../base/format.mjs";
import { structureFacts, structurePanel } from "../structure/stage.mjs";
import { groupChoice } from "../widgets/groups.mjs";
import { list } from "../widgets/list.mjs";
import { filterNote, split } from "../widgets/split.mjs";
import { facts } from "../widgets/table.mjs";

/** The view of kind "structures". */
export function structuresView(host, data) {
  const all = data.structures || [];
  if (!all.length) {
    host.append(element("p", { class: "hint" }, "The table holds no structure."));
    return;
  }
  const stage = element("div", {});
  const systems = [...new Set(all.map((s) => s.crystalSystem || ""))];
  let group = -1;
  const rows = list({
    name: "structures",
    items: all.map((s) => ({ id: s.name, text: `${s.name} ${s.formula} ${s.symbol || ""} ${s.crystalSystem}` })),
    total: data.total,
    accepts: (i) => group < 0 || (all[i].crystalSystem || "") === systems[group],
    render: (i) => [
      element("span", { class: "name" }, formula(all[i].formula)),
      element("span", { class: "name soft" }, all[i].name),
      element("span", { class: "tag" }, all[i].symbol || ""),
    ],
    onselect: show,
  });
  const groups = groupChoice("Crystal system", systems, (value) => {
    group = value;
    rows.update();
    const shown = rows.shown();
    if (shown.length) {
      rows.choose(shown[0]);
    }
  });

  function show(i) {
    const s = all[i];
    const panel = structurePanel(s.name || s.formula, s);
    const plane = element("input", {
      type: "text",
      size: 8,
      placeholder: "h k l",
      "aria-label": "Lattice plane h k l",
    });
    plane.addEventListener("input", () => panel.showPlane(plane.value));
    panel.append(element("label", { class: "bar hint" }, "Lattice plane", plane));
    stage.replaceChildren(panel, element("div", { class: "panel" }, facts(structureFacts(s))));
  }
  host.append(
    filterNote(all),
    element("div", { class: "bar" }, groups),
    all.length > 1 ? split(rows.box, stage) : stage,
  );
  show(0);
}

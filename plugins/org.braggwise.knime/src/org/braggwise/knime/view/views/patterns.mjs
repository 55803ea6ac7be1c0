// SPDX-License-Identifier: GPL-3.0-or-later
// Patterns: one with its reflections, several above each other or in one drawing, all as lines of colour.

import { angles, curve, float32 } from "../base/arrays.mjs";
import { colour, element, heading } from "../base/dom.mjs";
import { csv, number } from "../base/format.mjs";
import { rowFilter } from "../base/store.mjs";
import { heatAt, heatImage, heatMap, heatWords } from "../chart/heat.mjs";
import { patternPanel } from "../chart/pattern.mjs";
import { picturePanel } from "../chart/picture.mjs";
import { plotGroup } from "../chart/plot.mjs";
import { choice } from "../widgets/choice.mjs";
import { groupChoice, swatch } from "../widgets/groups.mjs";
import { list } from "../widgets/list.mjs";
import { filterNote, split } from "../widgets/split.mjs";
import { facts } from "../widgets/table.mjs";

const OVERLAID = 8;
const STACKED = 16;
const KEPT = 400;

const MODES = [
  ["one", "One pattern"],
  ["overlay", "Overlay"],
  ["waterfall", "Waterfall"],
  ["heat", "Heat map"],
];

/** The view of kind "patterns". */
export function patternsView(host, data) {
  const all = data.series || [];
  if (!all.length) {
    host.append(element("p", { class: "hint" }, "The table holds no pattern."));
    return;
  }
  const x = angles(data.grid);
  const { radiation, wavelengthAngstrom, intensity } = data;
  const how = { x, radiation, wavelengthAngstrom, intensity };
  const y = remembered((i) => curve(all[i]));
  const out = element("div", {});
  let mode = "one";
  // a pattern that was made of another comes first, for it has the other beside it
  let current = Math.max(
    0,
    all.findIndex((s, i) => s.of != null && s.of !== i),
  );
  let group = -1;

  const rows = list({
    name: "patterns",
    items: all.map((s) => ({ id: s.name, text: `${s.name} ${s.label || ""}` })),
    total: data.total,
    selected: current,
    accepts: (i) => group < 0 || all[i].group === group,
    render: (i) => [
      swatch(all[i].group),
      element("span", { class: "name" }, all[i].name),
      element("span", { class: "tag" }, all[i].label || ""),
    ],
    onselect(i) {
      current = i;
      if (mode !== "one") {
        mode = "one";
        modes.show(mode);
      }
      draw();
    },
  });
  const modes = choice("Drawing", all.length > 1 ? MODES : MODES.slice(0, 1), mode, (value) => {
    mode = value;
    draw();
  });
  const groups = groupChoice("Group", data.groups, (value) => {
    group = value;
    rows.update();
    const shown = rows.shown();
    if (mode === "one" && shown.length && !shown.includes(current)) {
      rows.choose(shown[0]);
    } else {
      draw();
    }
  });

  /** Rows over the whole of what is shown, so many at most. */
  const sample = (most) => {
    const shown = rows.shown();
    const n = Math.min(most, shown.length);
    return Array.from({ length: n }, (_, k) => shown[Math.floor((k * shown.length) / n)]);
  };
  const of = (picked) =>
    rows.shown().length > picked.length ? ` of ${picked.length} of ${number(rows.shown().length)}` : "";
  const named = (i, extra) => ({
    label: all[i].label ? `${all[i].name}, ${all[i].label}` : all[i].name,
    y: y(i),
    ...extra,
  });

  const drawings = {
    one() {
      const s = all[current];
      const own = measured(s);
      const curves = [{ label: s.name, y: own ? float32(own.y32) : y(current) }];
      if (s.of != null && s.of !== current && all[s.of]) {
        curves.unshift({
          label: `${all[s.of].name} (original)`,
          y: y(s.of),
          colour: "var(--c7)",
          kind: "dash",
        });
      }
      const ticks = s.peaks && s.peaks.length ? [{ name: "reflections", colour: "var(--c2)", ticks: s.peaks }] : [];
      const pattern = plotGroup();
      const title = s.label ? `${s.name}, ${s.label}` : s.name;
      const parameters = (s.parameters || []).map((p) => [
        p.name,
        `${typeof p.value === "number" ? number(p.value, 4) : p.value}${p.unit ? ` ${p.unit}` : ""}`,
      ]);
      return [
        patternPanel(title, { ...how, x: own ? float32(own.x32) : x, curves, rows: ticks, group: pattern }),
        parameters.length
          ? element("div", { class: "panel" }, heading("Drawn for this pattern"), facts(parameters))
          : null,
        (s.steps || []).length && !own ? steps(s.steps, pattern) : null,
      ];
    },
    overlay() {
      const picked = sample(OVERLAID);
      const curves = picked.map((i, k) => named(i, { colour: colour(k) }));
      return [patternPanel(`Overlay${of(picked)}`, { ...how, curves, height: 380 })];
    },
    waterfall() {
      const picked = sample(STACKED);
      const curves = picked.map((i) => named(i, { colour: colour(all[i].group || 0) }));
      return [patternPanel(`Waterfall${of(picked)}`, { ...how, curves, stacked: true })];
    },
    heat: () => [heat()],
  };

  /** Drawn when they are looked at. */
  function steps(all, group) {
    const box = element("details", {}, element("summary", {}, `Steps of its preparation: ${all.length}`));
    const open = () => box.append(...all.map((step) => stepPanel(step, group)));
    box.addEventListener("toggle", open, { once: true });
    return box;
  }

  function stepPanel(step, group) {
    const own = step.x32 ? float32(step.x32) : x;
    const curves = [{ label: step.name, y: float32(step.y32) }];
    if (step.curve32) {
      curves.push({ label: step.curveName || "curve", y: float32(step.curve32) });
    }
    return patternPanel(step.name, {
      ...how,
      x: own,
      curves,
      height: 170,
      group: step.x32 ? undefined : group,
      switches: false,
    });
  }

  function heat() {
    const shown = rows.shown();
    const sorted = [...shown].sort((a, b) => (all[a].group || 0) - (all[b].group || 0) || a - b);
    const blocks = (data.groups || []).map((name, g) => ({
      name,
      count: sorted.filter((i) => (all[i].group || 0) === g).length,
    }));
    const image = heatImage(sorted.map(y));
    const area = (width) => ({ image, x, rows: sorted.length, width, title: "2θ / deg", groups: blocks });
    const panel = picturePanel(
      `Heat map of ${number(sorted.length)} patterns`,
      (width) => heatMap(width, area(width)),
      {
        hint: "Colour: root of the intensity, each row to its highest. A click shows the pattern.",
        csv: () =>
          csv(
            ["name", ...x],
            sorted.map((i) => [all[i].name, ...y(i)]),
          ),
      },
    );
    const drawn = panel.querySelector(".drawing");
    const says = element("p", { class: "readout" });
    drawn.after(says);
    const under = (event) => {
      const b = drawn.getBoundingClientRect();
      return heatAt(event.clientX - b.left, event.clientY - b.top, area(b.width));
    };
    drawn.addEventListener("pointermove", (event) => {
      const at = under(event);
      const s = at && all[sorted[at.row]];
      says.textContent = s ? heatWords(s.name, s.label, at.tt) : "";
    });
    drawn.addEventListener("click", (event) => {
      const at = under(event);
      if (at) {
        rows.choose(sorted[at.row]);
      }
    });
    return panel;
  }

  function draw() {
    out.replaceChildren(
      ...(rows.shown().length || mode === "one"
        ? drawings[mode]()
        : [element("p", { class: "hint" }, "No pattern fits.")]
      ).filter(Boolean),
    );
  }

  rowFilter.watch(() => mode !== "one" && draw());
  const top = element("div", { class: "bar" }, all.length > 1 ? modes : null, groups);
  host.append(filterNote(all), top, all.length > 1 ? split(rows.box, out) : out);
  draw();
}

/** The pattern as it was measured, where the series has its own points beside those of the common grid. */
function measured({ steps = [], of }) {
  const alone = steps.length === 1 && steps[0].x32 && !steps[0].curve32 && of == null;
  return alone ? steps[0] : null;
}

/** A function whose latest results are kept. */
function remembered(compute) {
  const cache = new Map();
  return (i) => {
    if (!cache.has(i)) {
      if (cache.size > KEPT) {
        cache.clear();
      }
      cache.set(i, compute(i));
    }
    return cache.get(i);
  };
}

// SPDX-License-Identifier: GPL-3.0-or-later
// One prediction after the other: how probable each class is and how sure that is, what kind of doubt remains, and the
// pattern.

import { angles, float32, steps16 } from "../base/arrays.mjs";
import { colour, element, heading } from "../base/dom.mjs";
import { csv, number, percent, percentWithInterval } from "../base/format.mjs";
import { median, wilson } from "../base/statistics.mjs";
import { bars } from "../chart/bars.mjs";
import { confusionPanel, countConfusion } from "../chart/confusion.mjs";
import { patternPanel } from "../chart/pattern.mjs";
import { picturePanel } from "../chart/picture.mjs";
import { doubt, overview } from "../chart/statistics.mjs";
import { list } from "../widgets/list.mjs";
import { filterNote, split } from "../widgets/split.mjs";
import { cards, facts } from "../widgets/table.mjs";

/** Classes whose probabilities are drawn. */
const SHOWN = 12;

const best = (r) => Math.max(...r.p);

/** The view of kind "predictions". */
export function predictionsView(host, data) {
  const rows = data.rows || [];
  const classes = data.classes || [];
  if (!rows.length) {
    host.append(element("p", { class: "hint" }, "No row was predicted."));
    return;
  }
  const known = rows.filter((r) => r.truth != null);
  const name = (i) => (i == null ? "–" : classes[i]);
  const sign = (r) => (r.abstain ? "?" : r.truth == null ? "·" : r.truth === r.predicted ? "✓" : "✗");
  const meaning = { "?": "abstains", "·": "class unknown", "✓": "right", "✗": "wrong" };
  // what lights up together with a row: its predicted class and its cell of the confusion matrix
  const of = (r) => `class:${r.predicted}${r.truth != null ? ` cell:${r.truth}-${r.predicted}` : ""}`;
  const out = element("div", {});

  const finder = list({
    name: "predictions",
    items: rows.map((r) => ({
      id: r.id,
      text: `${r.id} ${name(r.predicted)} ${r.truth == null ? "" : name(r.truth)} ${meaning[sign(r)]}`,
      of: of(r),
    })),
    total: data.total,
    render: (i) => [
      element("span", { class: "sign", title: meaning[sign(rows[i])] }, sign(rows[i])),
      element("span", { class: "name" }, rows[i].id),
      element("span", { class: "tag" }, `${name(rows[i].predicted)} ${percent(best(rows[i]), 0)}`),
    ],
    onselect: (i) => out.replaceChildren(...one(rows[i], data, name)),
  });

  const below = element("div", { class: "grid" });
  const everything = picturePanel("All patterns", (width) => overview(width, rows, { classes: classes.length, of }), {
    label: "Each pattern at its confidence and predictive entropy",
    hint:
      (known.length ? "Blue circles are right, orange squares wrong. " : "") +
      (rows.some((r) => r.abstain) ? "Hollow ones abstain. " : "") +
      "A click shows the pattern.",
    csv: () =>
      csv(
        ["id", "confidence", "entropy"],
        rows.map((r) => [r.id, best(r), r.entropy]),
      ),
  });
  everything.addEventListener("click", (event) => {
    const dot = event.target.closest("[data-row]");
    if (dot) {
      finder.choose(Number(dot.dataset.row));
    }
  });
  below.append(everything);
  if (known.length) {
    below.prepend(confusionPanel(classes, countConfusion(known, classes), known));
  }
  host.append(cards(summary(rows, known, data)), filterNote(rows), split(finder.box, out), below);
  finder.choose(0);
}

/** What was taken for what; where no class is known, the first pattern. */
export function predictionsPicture(data) {
  const rows = data.rows || [];
  const known = rows.filter((r) => r.truth != null);
  if (known.length) {
    return confusionPanel(data.classes, countConfusion(known, data.classes), known);
  }
  return rows.length ? patternOf(rows[0], data, rows[0].id) : null;
}

function summary(rows, known, { accuracy }) {
  const right = known.filter((r) => r.truth === r.predicted).length;
  const [low, high] = accuracy ? [accuracy.low, accuracy.high] : wilson(right, known.length);
  const share = accuracy ? accuracy.value : right / known.length;
  const abstained = rows.filter((r) => r.abstain).length;
  const list = [{ name: "patterns", value: rows.length }];
  if (known.length) {
    const detail = `95 %: ${percent(low)} to ${percent(high)}`;
    list.push({
      name: `right (${accuracy ? accuracy.count : known.length} with a known class)`,
      value: percent(share),
      detail,
    });
  }
  list.push({ name: "abstained", value: abstained });
  list.push({ name: "median confidence", value: percent(median(rows.map(best))) });
  return list;
}

function one(r, data, name) {
  const order = r.p.map((_, k) => k).sort((a, b) => r.p[b] - r.p[a]);
  const inSet = (k) => Boolean(r.set && r.set.includes(k));
  const interval = (k) => (r.high && r.high[k] > r.low[k] ? { low: r.low[k], high: r.high[k] } : {});
  const top = r.predicted;
  const said = interval(top);
  const head = element(
    "p",
    { class: "answer" },
    element("b", {}, name(top)),
    ` with ${percentWithInterval(r.p[top], said.low, said.high)}`,
    r.truth == null
      ? null
      : element(
          "span",
          { class: r.truth === top ? "good" : "bad" },
          r.truth === top ? " ✓ right" : ` ✗ it is ${name(r.truth)}`,
        ),
    r.abstain ? element("span", { class: "warn" }, ` abstains: ${r.abstain}`) : null,
  );
  const probabilities = (width) =>
    bars(
      width,
      order.slice(0, SHOWN).map((k) => ({
        name: (inSet(k) ? "● " : "") + name(k),
        value: r.p[k],
        ...interval(k),
        colour: k === top ? colour(0) : colour(5),
        bold: k === r.truth,
        is: `class:${k}`,
      })),
      { most: 1, title: "probability", format: (v) => percent(v) },
    );
  const legend = [
    r.high && "lines: 95 % interval",
    r.set && "●: in the set that holds the class as often as was asked for",
    r.truth != null && "bold: the true class",
  ];
  const set = r.set ? `${r.set.length} of ${r.p.length} classes: ${r.set.map(name).join(", ")}` : null;
  const distance = r.ood == null ? null : number(r.ood, 2) + (r.oodLimit ? ` (limit ${number(r.oodLimit, 2)})` : "");
  const panels = [
    element(
      "div",
      { class: "panel" },
      heading(r.id),
      head,
      facts([
        ["Set of classes", set],
        ["Predictive entropy", `${number(r.entropy, 3)} nat`],
        ["Standard deviation of the probability", r.sd == null ? null : number(r.sd, 3)],
        ["Distance from the training patterns", distance],
      ]),
    ),
    element(
      "div",
      { class: "grid" },
      picturePanel("Probabilities", probabilities, {
        hint: legend.filter(Boolean).join("; "),
        label: order
          .slice(0, 3)
          .map((k) => `${name(k)} ${percent(r.p[k])}`)
          .join(", "),
        csv: () =>
          csv(
            ["class", "probability", "low", "high"],
            order.map((k) => [name(k), r.p[k], interval(k).low, interval(k).high]),
          ),
      }),
      picturePanel(
        "What kind of doubt",
        (width) => doubt(width, r.aleatoric || 0, r.epistemic || 0, Math.log(r.p.length)),
        {
          csv: () =>
            csv(
              ["part", "nat"],
              [
                ["expected entropy", r.aleatoric],
                ["mutual information", r.epistemic],
              ],
            ),
        },
      ),
    ),
  ];
  const pattern = patternOf(r, data, "Pattern");
  if (pattern) {
    panels.splice(1, 0, pattern);
  }
  return panels;
}

function patternOf(r, data, title) {
  if (data.grid && (r.y16 || r.pattern32)) {
    const ticks = r.peaks && r.peaks.length ? [{ name: "reflections", colour: "var(--c2)", ticks: r.peaks }] : [];
    const { radiation, wavelengthAngstrom, intensity } = data;
    const curves = [{ label: r.id, y: r.y16 ? steps16(r.y16, r.top) : float32(r.pattern32) }];
    const how = { x: angles(data.grid), radiation, wavelengthAngstrom, intensity };
    return patternPanel(title, { ...how, curves, rows: ticks, height: 230 });
  }
  return null;
}

// SPDX-License-Identifier: GPL-3.0-or-later
// Can the confidence be trusted: reliability, accuracy against rejection, entropies of right and wrong answers,
// classes.

import { element } from "../base/dom.mjs";
import { csv, number, percent } from "../base/format.mjs";
import { wilson } from "../base/statistics.mjs";
import { rowFilter } from "../base/store.mjs";
import { classOrder } from "../base/symmetry.mjs";
import { confusionPanel } from "../chart/confusion.mjs";
import { linePanel } from "../chart/lines.mjs";
import { picturePanel } from "../chart/picture.mjs";
import { entropies, reliability } from "../chart/statistics.mjs";
import { panel } from "../widgets/panel.mjs";
import { filterNote } from "../widgets/split.mjs";
import { cards, table } from "../widgets/table.mjs";

/** Fewer patterns say nothing of an accuracy. */
const LEAST_LEFT = 10;

/** The view of kind "uncertainty". */
export function uncertaintyView(host, data) {
  const interval = (m) =>
    m.low == null || m.high == null ? null : `95 %: ${number(m.low, 3)} to ${number(m.high, 3)}`;
  host.append(cards((data.metrics || []).map((m) => ({ ...m, detail: interval(m) }))), filterNote(data.rows || []));
  const grid = element("div", { class: "grid" });
  host.append(grid);
  grid.append(...[confusion(data), reliabilityPanel(data), rejection(data), entropyPanel(data)].filter(Boolean));
  if ((data.perClass || []).length) {
    host.append(classTable(data));
  }
  host.append(...listOfRows(data));
}

/** What was taken for what. */
export function uncertaintyPicture(data) {
  return confusion(data);
}

function confusion({ classes, confusion: matrix, rows }) {
  return matrix && matrix.length ? confusionPanel(classes, matrix, rows || []) : null;
}

function reliabilityPanel(data) {
  const bins = (data.reliability || []).filter((b) => b.count > 0);
  const columns = ["from", "to", "confidence", "accuracy", "count"];
  return bins.length
    ? picturePanel("Reliability", (width) => reliability(width, bins), {
        label: bins
          .map((b) => `confidence ${percent(b.confidence)}, right ${percent(b.accuracy)} of ${b.count}`)
          .join("; "),
        hint: "On the diagonal the stated confidence is the true hit rate. Lines: 95 % intervals; numbers: patterns.",
        csv: () =>
          csv(
            columns,
            bins.map((b) => columns.map((c) => b[c])),
          ),
      })
    : null;
}

function rejection(data) {
  const all = (data.rejection || []).filter((p) => Number.isFinite(p.accuracy)).sort((a, b) => a.rejected - b.rejected);
  const total = (data.confusion || []).flat().reduce((a, b) => a + b, 0);
  const left = (p) => p.kept ?? Math.round((1 - p.rejected) * total);
  const points = total || all.some((p) => p.kept) ? all.filter((p) => left(p) >= LEAST_LEFT) : all;
  if (points.length < 2) {
    return null;
  }
  const intervals = points.map((p) => wilson(Math.round(p.accuracy * left(p)), left(p)));
  const least = Math.min(...intervals.map((i) => i[0]));
  const curve = {
    label: "right",
    y: points.map((p) => p.accuracy),
    low: intervals.map((i) => i[0]),
    high: intervals.map((i) => i[1]),
  };
  return linePanel("Accuracy when the least certain are set aside", {
    x: points.map((p) => 100 * p.rejected),
    curves: [curve],
    xTitle: "set aside / %",
    yTitle: "share of the rest that is right",
    yRange: [Math.max(0, least - 0.03), 1.02],
    hint: `Lines: 95 % intervals. It ends where fewer than ${LEAST_LEFT} patterns are left.`,
  });
}

function entropyPanel({ entropy }) {
  return entropy && entropy.edges
    ? picturePanel("Entropy of right and wrong answers", (width) => entropies(width, entropy), {
        hint: "Wrong answers should lie at the right.",
        csv: () =>
          csv(
            ["from", "to", "right", "wrong"],
            entropy.right.map((r, i) => [entropy.edges[i], entropy.edges[i + 1], r, entropy.wrong[i]]),
          ),
      })
    : null;
}

function classTable({ classes, perClass }) {
  const order = classOrder(perClass.map((c) => c.class));
  const place = (c) => classes.indexOf(c.class);
  const recall = (c) => {
    const [low, high] = wilson(Math.round((c.recall || 0) * c.support), c.support);
    return c.support ? `${percent(c.recall)} (${percent(low, 0)} to ${percent(high, 0)})` : "–";
  };
  const rows = order.map((i) => perClass[i]);
  const withSets = rows.some((c) => c.setSize != null);
  const head = [
    "class",
    "patterns",
    "found (95 %)",
    "right when said",
    "F1",
    ...(withSets ? ["in the set", "classes in the set"] : []),
  ];
  const cells = (c) => [
    c.class,
    c.support,
    recall(c),
    percent(c.precision),
    number(c.f1, 3),
    ...(withSets ? [percent(c.coverage), number(c.setSize, 2)] : []),
  ];
  const keys = ["class", "support", "recall", "precision", "f1", "coverage", "setSize"];
  return panel(
    "Classes",
    table(head, rows.map(cells), (i) => ({ "data-is": `class:${place(rows[i])}` })),
    {
      csv: () =>
        csv(
          keys,
          rows.map((c) => keys.map((k) => c[k])),
        ),
    },
  );
}

/** The patterns behind the cell that was chosen. */
function listOfRows({ classes, rows }) {
  if (!rows || !rows.length) {
    return [];
  }
  const box = element("div", {});
  rowsOf(box, rows, classes);
  return [box];
}

function rowsOf(box, rows, classes) {
  rowFilter.watch(show);
  function show(filter) {
    const found = filter ? rows.filter((r) => filter.ids.has(r.id)) : [];
    const cells = found.map((r) => [r.id, classes[r.truth], classes[r.predicted]]);
    box.replaceChildren(
      ...(found.length ? [panel("Patterns of the chosen cell", table(["pattern", "is", "said"], cells))] : []),
    );
  }
  show(rowFilter.get());
}

// SPDX-License-Identifier: GPL-3.0-or-later
// Can the confidence be trusted: reliability, accuracy against rejection, entropies of right and wrong answers,
// classes; of several models side by side.

import { element } from "../base/dom.mjs";
import { csv, number, percent } from "../base/format.mjs";
import { rowFilter } from "../base/store.mjs";
import { classOrder } from "../base/symmetry.mjs";
import { confusionPanel } from "../chart/confusion.mjs";
import { linePanel } from "../chart/lines.mjs";
import { picturePanel } from "../chart/picture.mjs";
import { entropies, reliability } from "../chart/statistics.mjs";
import { groupChoice } from "../widgets/groups.mjs";
import { panel } from "../widgets/panel.mjs";
import { filterNote } from "../widgets/split.mjs";
import { cards, table } from "../widgets/table.mjs";

/** Fewer patterns say nothing of an accuracy. */
const LEAST_LEFT = 10;

/** The view of kind "uncertainty". */
export function uncertaintyView(host, data) {
  const models = modelsOf(data);
  const one = element("div", {});
  const show = (i) => one.replaceChildren(...scoresOf(models[i], models));
  const choose = (i) => {
    rowFilter.set(null); // the chosen cell was of the model before
    show(i);
  };
  if (models.length > 1) {
    host.append(comparison(models), element("div", { class: "grid" }, reliabilities(models), rejections(models)));
    host.append(
      element(
        "p",
        { class: "hint" },
        "The rest is of ",
        groupChoice(
          "model",
          models.map((m) => m.name),
          choose,
          { all: false, sorted: false },
        ),
      ),
    );
  }
  host.append(one);
  show(0);
}

/** The scores of each model; the first one's stand in the data itself. */
function modelsOf(data) {
  return data.models ? data.models.map((m) => ({ ...data, ...m })) : [data];
}

/** Cards, drawings and tables of one model. */
function scoresOf(data, models) {
  const interval = (m) =>
    m.low == null || m.high == null ? null : `95 %: ${number(m.low, 3)} to ${number(m.high, 3)}`;
  const alone = models.length === 1;
  const drawings = [
    confusion(data),
    alone ? reliabilities([data]) : null,
    alone ? rejections([data]) : null,
    entropyPanel(data),
  ];
  return [
    cards((data.metrics || []).map((m) => ({ ...m, detail: interval(m) }))),
    filterNote(data.rows || []),
    element("div", { class: "grid" }, drawings.filter(Boolean)),
    ...((data.perClass || []).length ? [classTable(data)] : []),
    ...listOfRows(data),
  ];
}

/** Models side by side, on the same patterns. */
function comparison(models) {
  const shown = ["Accuracy", "Negative log-likelihood", "ECE", "Error detection AUROC", "Conformal set size"];
  const measures = shown.filter((name) => models.some((m) => measureOf(m, name)));
  const withInterval = (m) => (m ? [number(m.value, 3), range(m)].filter(Boolean).join(" ") : "–");
  const head = ["model", ...measures, "accuracy less the first's", "NLL less the first's"];
  const cells = (m) => [
    m.name,
    ...measures.map((name) => withInterval(measureOf(m, name))),
    withInterval(m.accuracyDifference),
    withInterval(m.lossDifference),
  ];
  const columns = [
    ...measures.map((name) => (m) => measureOf(m, name)),
    (m) => m.accuracyDifference,
    (m) => m.lossDifference,
  ];
  const names = head.slice(1).flatMap((name) => [name, `${name}, low (95 %)`, `${name}, high (95 %)`]);
  const answers = models.slice(1).map((m) => element("p", {}, element("b", {}, `${m.name}: `), m.answer));
  return panel("Models on the same patterns", element("div", {}, table(head, models.map(cells)), answers), {
    csv: () =>
      csv(
        ["model", ...names, "answer"],
        models.map((m) => [m.name, ...columns.flatMap((of) => [of(m)?.value, of(m)?.low, of(m)?.high]), m.answer]),
      ),
  });
}

function measureOf(model, name) {
  return (model.metrics || []).find((m) => m.name === name);
}

function range({ low, high }) {
  return low == null || high == null ? null : `(${number(low, 3)} to ${number(high, 3)})`;
}

/** What was taken for what. */
export function uncertaintyPicture(data) {
  return confusion(data);
}

function confusion({ classes, confusion: matrix, rows }) {
  return matrix && matrix.length ? confusionPanel(classes, matrix, rows || []) : null;
}

/** Stated confidences against hit rates: of several models one over the other. */
function reliabilities(models) {
  const curves = models
    .map((m) => ({ name: m.name, bins: (m.reliability || []).filter((b) => b.count > 0) }))
    .filter((c) => c.bins.length);
  const several = models.length > 1;
  const counts = several ? "" : "; numbers: patterns";
  const columns = ["from", "to", "confidence", "accuracy", "low", "high", "count"];
  const words = ({ name, bins }) =>
    (several ? `${name}: ` : "") +
    bins.map((b) => `confidence ${percent(b.confidence)}, right ${percent(b.accuracy)} of ${b.count}`).join("; ");
  return curves.length
    ? picturePanel("Reliability", (width) => reliability(width, curves), {
        label: curves.map(words).join(". "),
        hint: `On the diagonal the stated confidence is the true hit rate. Lines: 95 % intervals${counts}.`,
        csv: () =>
          csv(
            several ? ["model", ...columns] : columns,
            curves.flatMap(({ name, bins }) =>
              bins.map((b) => [...(several ? [name] : []), ...columns.map((c) => b[c])]),
            ),
          ),
      })
    : null;
}

/** What is right of the rest when the least certain are set aside: of several models one curve each. */
function rejections(models) {
  const curves = models.map(rejection).filter((c) => c.x.length > 1);
  if (!curves.length) {
    return null;
  }
  const x = [...new Set(curves.flatMap((c) => c.x))].sort((a, b) => a - b);
  const on = (c, key) => {
    const at = new Map(c.x.map((v, i) => [v, c[key][i]]));
    return x.map((v) => at.get(v) ?? null);
  };
  const least = Math.min(...curves.flatMap((c) => c.low));
  return linePanel("Accuracy when the least certain are set aside", {
    x,
    curves: curves.map((c) => ({ label: c.label, y: on(c, "y"), low: on(c, "low"), high: on(c, "high") })),
    xTitle: "set aside / %",
    yTitle: "share right",
    yRange: [Math.max(0, least - 0.03), 1.02],
    hint: `Shaded: 95 % intervals. It ends where fewer than ${LEAST_LEFT} patterns are left.`,
  });
}

function rejection(data) {
  const points = (data.rejection || []).filter((p) => p.kept >= LEAST_LEFT).sort((a, b) => a.rejected - b.rejected);
  return {
    label: data.name || "right",
    x: points.map((p) => 100 * p.rejected),
    y: points.map((p) => p.accuracy),
    low: points.map((p) => p.low),
    high: points.map((p) => p.high),
  };
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
  const known = (c, key) => c[`${key}Low`] != null;
  const share = (c, key) =>
    known(c, key) ? `${percent(c[key])} (${percent(c[`${key}Low`], 0)} to ${percent(c[`${key}High`], 0)})` : "–";
  const count = (c, key, digits) =>
    known(c, key)
      ? `${number(c[key], digits)} (${number(c[`${key}Low`], digits)} to ${number(c[`${key}High`], digits)})`
      : number(c[key], digits);
  const rows = order.map((i) => perClass[i]);
  const withSets = rows.some((c) => c.setSize != null);
  const head = [
    "class",
    "patterns",
    "found (95 %)",
    "right when said (95 %)",
    "F1 (95 %)",
    ...(withSets ? ["in the set (95 %)", "classes in the set (95 %)"] : []),
  ];
  const cells = (c) => [
    c.class,
    c.support,
    share(c, "recall"),
    share(c, "precision"),
    known(c, "f1") ? count(c, "f1", 2) : "–",
    ...(withSets ? [share(c, "coverage"), count(c, "setSize", 2)] : []),
  ];
  const scores = ["recall", "precision", "f1", ...(withSets ? ["coverage", "setSize"] : [])];
  const keys = ["class", "support", ...scores.flatMap((s) => [s, `${s}Low`, `${s}High`])];
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

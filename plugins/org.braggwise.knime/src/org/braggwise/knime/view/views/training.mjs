// SPDX-License-Identifier: GPL-3.0-or-later
// How the training went: losses with their parts, accuracy, learning rate, and the epoch that was kept.

import { colour, element, heading } from "../base/dom.mjs";
import { elementsCounted } from "../base/format.mjs";
import { linePanel } from "../chart/lines.mjs";
import { plotGroup } from "../chart/plot.mjs";
import { choice } from "../widgets/choice.mjs";
import { cards, facts, table } from "../widgets/table.mjs";

/** The view of kind "training". */
export function trainingView(host, data) {
  const members = (data.members || []).filter((m) => m.history && m.history.length);
  host.append(cards(data.facts || []));
  if (members.length) {
    const grid = element("div", { class: "grid" });
    const show = (i) => grid.replaceChildren(...curvesOf(members[i]));
    if (members.length > 1) {
      const options = members.map((m, i) => [i, m.name || `member ${i + 1}`]);
      host.append(element("div", { class: "bar" }, choice("Network", options, 0, show)));
    }
    host.append(grid);
    show(0);
  } else {
    host.append(element("p", { class: "hint" }, "There is no record of epochs."));
  }
  if ((data.knowledge || []).length) {
    host.append(heading("What each class rests on"), knowledgeTable(data.knowledge));
  }
  if ((data.details || []).length) {
    host.append(element("details", {}, element("summary", {}, "How it was trained"), facts(data.details)));
  }
}

function knowledgeTable(knowledge) {
  const head = ["class", "training patterns", "compounds", "validation patterns right", "stoichiometry and elements"];
  return table(
    head,
    knowledge.map((k) => [k.class, k.patterns, k.compounds, inOneLine(k.validation || "none"), chemistry(k.chemistry)]),
  );
}

const inOneLine = (words) => words.replace(/ /g, "\u00a0");

/** Long lists of elements are counted, and opened by who wants to read them. */
function chemistry(words) {
  const short = elementsCounted(words);
  return short === words ? words : element("details", {}, element("summary", {}, short), words);
}

function curvesOf(member) {
  const epochs = member.history;
  const group = plotGroup();
  const x = epochs.map((e) => e.epoch);
  const known = (key) => epochs.some((e) => e[key] != null);
  const curve = (key, label, n) =>
    known(key) ? [{ label, y: epochs.map((e) => e[key] ?? NaN), colour: colour(n), points: epochs.length < 40 }] : [];
  const marks = member.bestEpoch ? [{ x: member.bestEpoch, text: `kept: epoch ${member.bestEpoch}` }] : [];
  const panel = (title, yTitle, curves, extra = {}) =>
    curves.length ? [linePanel(title, { x, xTitle: "epoch", yTitle, curves, marks, group, ...extra })] : [];
  return [
    ...panel("Loss", "loss / nat", [...curve("loss", "training", 0), ...curve("validationLoss", "validation", 1)]),
    ...panel(
      "Accuracy",
      "share right",
      [...curve("accuracy", "training", 0), ...curve("validationAccuracy", "validation", 1)],
      {
        yRange: [0, 1.02],
      },
    ),
    ...(epochs.some((e) => e.kl)
      ? [
          ...panel("Evidence lower bound: its two parts", "nat per pattern", [
            ...curve("nll", "expected negative log-likelihood", 0),
            ...curve("kl", "KL divergence / N", 3),
          ]),
          ...panel("Weight of the KL divergence", "factor", curve("klWeight", "KL weight", 3)),
        ]
      : []),
    ...panel("Learning rate", "learning rate", curve("learningRate", "learning rate", 2)),
  ];
}

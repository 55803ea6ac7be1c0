// SPDX-License-Identifier: GPL-3.0-or-later
// Measured against calculated: the verdict, the fit with its phases, the hypotheses, the cells, the structures.

import { angles, float32 } from "../base/arrays.mjs";
import { element } from "../base/dom.mjs";
import { csv, formula, percent } from "../base/format.mjs";
import { className } from "../base/symmetry.mjs";
import { patternPanel } from "../chart/pattern.mjs";
import { groupChoice } from "../widgets/groups.mjs";
import { list } from "../widgets/list.mjs";
import { panel } from "../widgets/panel.mjs";
import { filterNote, split } from "../widgets/split.mjs";
import { cards } from "../widgets/table.mjs";
import { fitOf, fitPanel, withRays } from "./fit.mjs";

const SIGNS = { solved: "✓", likely: "≈", "not solved": "?" };

/** The view of kind "match". */
export function matchView(host, data) {
  const answers = data.answers || [];
  if (!answers.length) {
    host.append(element("p", { class: "hint" }, "No pattern was matched."));
    return;
  }
  const verdicts = Object.keys(SIGNS).filter((v) => answers.some((a) => a.verdict === v));
  const out = element("div", {});
  let group = -1;
  const rows = list({
    name: "patterns",
    items: answers.map((a) => ({
      id: a.id,
      text: `${a.id} ${a.verdict} ${(a.hypotheses || []).map((h) => h.name).join(" ")}`,
    })),
    total: data.total,
    accepts: (i) => group < 0 || answers[i].verdict === verdicts[group],
    render: (i) => {
      const best = bestOf(answers[i]);
      return [
        badge(answers[i].verdict, true),
        element("span", { class: "name" }, answers[i].id),
        element("span", { class: "tag" }, best ? best.symbol || formula(best.phases[0].formula) : "–"),
      ];
    },
    onselect: (i) => out.replaceChildren(answerOf(answers[i], data)),
  });
  const choose = groupChoice(
    "Verdict",
    verdicts,
    (value) => {
      group = value;
      rows.update();
      if (rows.shown().length) {
        rows.choose(rows.shown()[0]);
      }
    },
    { sorted: false },
  );
  // the answers are a sample where there are many, the summary has all
  const every = data.summary && data.summary.length ? data.summary : answers;
  const count = (v) => every.filter((a) => a.verdict === v).length;
  const counts = Object.keys(SIGNS)
    .filter(count)
    .map((v) => ({ name: v, value: count(v), detail: percent(count(v) / every.length, 0) }));
  host.append(
    ...(answers.length > 1
      ? [cards(counts), filterNote(answers), element("div", { class: "bar" }, choose), split(rows.box, out)]
      : [out]),
  );
  rows.choose(0);
}

/** The fit that shows most: of the first pattern that is solved, else of the first that has one. */
export function matchPicture(data) {
  const fitted = (data.answers || []).filter((a) => (a.hypotheses || []).length);
  const answer = fitted.find((a) => a.verdict === "solved") || fitted[0];
  return answer ? fitPanel(answer, bestOf(answer), data, () => {}) : null;
}

const bestOf = (answer) => (answer.hypotheses || [])[answer.chosen || 0];

/** The verdict as a word on its colour, or its sign. */
export function badge(verdict, small = false) {
  const name = `verdict ${verdict.replace(" ", "-")}`;
  return element(
    "span",
    { class: small ? `${name} small` : name, title: verdict },
    small ? SIGNS[verdict] : verdict.toUpperCase(),
  );
}

function answerOf(answer, data) {
  const box = element("div", {});
  box.append(verdictPanel(answer));
  const hypotheses = answer.hypotheses || [];
  if (!hypotheses.length) {
    box.append(measuredOnly(answer, data));
    return box;
  }
  const fit = element("div", {});
  const show = (i) => fit.replaceChildren(...fitOf(answer, hypotheses[i], data));
  const ranked = hypothesisPanel(answer, show);
  box.append(fit);
  box.insertBefore(ranked, fit);
  show(answer.chosen || 0);
  return box;
}

function verdictPanel(answer) {
  const best = bestOf(answer);
  const { network, truth } = answer;
  const agreement = network && [
    "The network says ",
    element("b", {}, className(network.class)),
    network.probability == null ? "" : ` with ${percent(network.probability, 0)}`,
    ": ",
    network.agrees == null
      ? ""
      : element("span", { class: network.agrees ? "good" : "bad" }, network.agrees ? "agrees ✓" : "does not agree ✗"),
  ];
  return element(
    "section",
    { class: `panel answered ${answer.verdict.replace(" ", "-")}`, "aria-label": `Answer for ${answer.id}` },
    element("p", { class: "verdict-line" }, badge(answer.verdict), element("b", {}, answer.id)),
    best && element("p", { class: "answer" }, best.phases.map(phaseWords).join(" + ")),
    element("p", {}, answer.problem || answer.reason),
    agreement && element("p", {}, agreement),
    truth && element("p", {}, "Known: ", element("b", {}, className(truth))),
    answer.set && element("p", { class: "hint" }, `Set of classes: ${answer.set.map(className).join(", ")}`),
  );
}

function phaseWords(phase) {
  const share = phase.weightFraction == null ? "" : `, ${percent(phase.weightFraction)} by weight`;
  const group = phase.symbol ? ` in ${phase.symbol} (${phase.spaceGroup})` : "";
  return `${formula(phase.formula || phase.name)}${group}${share}${phase.doubtful ? " (doubtful)" : ""}`;
}

function hypothesisPanel(answer, show) {
  const { hypotheses, chosen = 0 } = answer;
  if (hypotheses.length < 2) {
    return element("div", {});
  }
  const items = hypotheses.map((h) => ({ id: h.name, text: `${h.name} ${h.symbol || ""} ${h.note || ""}` }));
  const finder = list({
    name: "hypotheses",
    items,
    filtered: false,
    render: (i) => {
      const h = hypotheses[i];
      return [
        element("span", { class: "sign" }, i === chosen ? "★" : String(i + 1)),
        element("span", { class: "name", title: h.note }, h.note ? `${h.name}: ${h.note}` : h.name),
        element("span", { class: "tag" }, h.symbol || ""),
        element("span", { class: "tag" }, h.probability == null ? "" : percent(h.probability)),
        element("span", { class: "tag" }, `Rwp ${percent(h.rwp)}`),
      ];
    },
    onselect: show,
    selected: chosen,
  });
  finder.box.classList.add("short");
  const save = () =>
    csv(
      ["rank", "hypothesis", "space_group", "probability", "rwp", "rexp", "chi2", "note"],
      hypotheses.map((h, i) => [i + 1, h.name, h.symbol, h.probability, h.rwp, h.rexp, h.chi2, h.note]),
    );
  return panel("Hypotheses", finder.box, { csv: save });
}

function measuredOnly(answer, data) {
  if (!answer.measured32) {
    return element("div", {});
  }
  const { radiation, wavelengthAngstrom, intensity } = { ...data, ...withRays(answer) };
  const curves = [{ label: "measured", y: float32(answer.measured32), colour: "var(--ink)" }];
  return patternPanel(answer.id, {
    x: angles(answer.grid || data.grid),
    radiation,
    wavelengthAngstrom,
    intensity,
    curves,
  });
}

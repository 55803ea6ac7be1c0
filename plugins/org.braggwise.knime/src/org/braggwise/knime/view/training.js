// SPDX-License-Identifier: GPL-3.0-or-later
// How the training went: loss with its parts, accuracy, learning rate, the epoch that was kept.
BW.views.training = function (host, d) {
  const members = (d.members || []).filter(m => m.history && m.history.length);
  if (d.facts && d.facts.length) { host.append(BW.h("div", {class: "cards", style: "margin-bottom:12px"}, d.facts.map(f => BW.h("div", {class: "card"}, BW.h("b", {}, typeof f.value === "number" ? BW.fmt(f.value, 4) : String(f.value)), BW.h("span", {}, f.name))))); }
  if (!members.length) { host.append(BW.h("p", {class: "hint"}, "No epoch was finished.")); return; }
  const grid = BW.h("div", {class: "grid"}), top = BW.h("div", {class: "bar"}); host.append(top, grid);
  function show(k) {
    const m = members[k], e = m.history, x = e.map(h => h.epoch), col = (key, label, extra) => e.some(h => h[key] != null) ? [{label, y: e.map(h => h[key] == null ? NaN : h[key]), ...extra}] : [];
    const marks = m.bestEpoch ? [{x: m.bestEpoch, text: "kept: epoch " + m.bestEpoch}] : [];
    grid.replaceChildren(
      BW.linePanel("Loss", {x, xLabel: "epoch", yLabel: "loss per pattern / nat", series: [...col("loss", "training", {colour: BW.colour(0), width: 2}), ...col("validationLoss", "validation", {colour: BW.colour(1), width: 2})], marks, sync: "epoch"}),
      BW.linePanel("Accuracy", {x, xLabel: "epoch", yLabel: "accuracy", yRange: [0, 1.02], series: [...col("accuracy", "training", {colour: BW.colour(0), width: 2}), ...col("validationAccuracy", "validation", {colour: BW.colour(1), width: 2})], marks, sync: "epoch"}));
    if (e.some(h => h.kl)) { grid.append(BW.linePanel("Evidence lower bound: its two parts", {x, xLabel: "epoch", yLabel: "nat per pattern", series: [...col("nll", "expected negative log-likelihood", {colour: BW.colour(0), width: 2}), ...col("kl", "KL divergence / N", {colour: BW.colour(3), width: 2})], sync: "epoch"})); grid.append(BW.linePanel("Weight of the KL divergence", {x, xLabel: "epoch", yLabel: "factor of KL / N; 1 is the evidence lower bound", series: col("klWeight", "KL weight", {colour: BW.colour(3), width: 2}), sync: "epoch"})); }
    grid.append(BW.linePanel("Learning rate", {x, xLabel: "epoch", yLabel: "learning rate", series: col("learningRate", "learning rate", {colour: BW.colour(2), width: 2}), sync: "epoch"}));
  }
  if (members.length > 1) { top.append(BW.choice("Ensemble member", members.map((m, i) => [i, m.name || "member " + (i + 1)]), 0, show)); }
  show(0);
};

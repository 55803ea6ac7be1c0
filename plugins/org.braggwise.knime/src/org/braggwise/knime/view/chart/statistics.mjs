// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures of how far a confidence can be trusted.

import { colour } from "../base/dom.mjs";
import { escape, number, percent } from "../base/format.mjs";
import { plane } from "./picture.mjs";
import { line, svg, tag, text, TEXT } from "./svg.mjs";

/**
 * Stated confidence against what came true, with 95 % intervals.
 *
 * @param curves [{name, bins}]: a single one has its numbers of patterns, several are told apart by colour
 */
export function reliability(width, curves) {
  return plane(width, {
    height: Math.min(380, Math.max(280, 0.75 * width)),
    x: [0, 1],
    y: [0, 1.04],
    xTitle: "confidence",
    yTitle: "share right",
    draw(area) {
      const { sx, sy, left, top } = area;
      const diagonal = line(sx.of(0), sy.of(0), sx.of(1), sy.of(1), {
        stroke: "var(--soft)",
        "stroke-dasharray": "5 4",
      });
      const alone = curves.length === 1;
      const key = ({ name }, i) =>
        tag("rect", { x: left + 10, y: top + 4 + 16 * i, width: 11, height: 11, fill: colour(i) }) +
        text(left + 26, top + 14 + 16 * i, name);
      const drawn = curves.map((c, i) => bins(area, c, i, alone)).join("");
      return diagonal + drawn + (alone ? "" : curves.map(key).join(""));
    },
  });
}

function bins({ sx, sy }, { name, bins }, n, withCounts) {
  const d = bins.map((b, i) => `${i ? "L" : "M"}${sx.of(b.confidence)} ${sy.of(b.accuracy)}`).join("");
  const curve = tag("path", { d, fill: "none", stroke: colour(n), "stroke-opacity": 0.5 });
  const dots = bins.map((b) => {
    const { low, high } = b;
    const x = sx.of(b.confidence);
    const stated = `${name ? `${name}, ` : ""}${b.count} patterns: confidence ${percent(b.confidence)}`;
    const words = `${stated}, right ${percent(b.accuracy)} (${percent(low)} to ${percent(high)})`;
    const upper = sy.of(b.accuracy) < sy.of(0.5);
    const count = { "text-anchor": "middle", "font-size": TEXT - 1, fill: "var(--soft)" };
    return (
      line(x, sy.of(low), x, sy.of(high), { stroke: colour(n), "stroke-width": withCounts ? 1.4 : 0.8 }) +
      tag("circle", { cx: x, cy: sy.of(b.accuracy), r: 4.5, fill: colour(n) }, tag("title", {}, escape(words))) +
      (withCounts ? text(x, sy.of(upper ? low : high) + (upper ? 13 : -5), String(b.count), count) : "")
    );
  });
  return curve + dots.join("");
}

/** Patterns in bins of entropy, right ones beside wrong ones; stacked by class where the counts are known by class. */
export function entropies(width, e) {
  const n = e.right.length;
  const most = Math.max(1, ...e.right, ...e.wrong) * 1.15;
  return plane(width, {
    height: Math.min(380, Math.max(280, 0.75 * width)),
    x: [e.edges[0], e.edges[n]],
    y: [0, most],
    xTitle: "predictive entropy / nat",
    yTitle: "patterns",
    whole: true,
    draw({ sx, sy, left, top }) {
      const stack = (from, size, total, byClass, fill) => {
        let below = 0;
        return (byClass || [total])
          .map((count, k) => {
            const [y0, y1] = [sy.of(below), sy.of(below + count)];
            below += count;
            const place = { x: from, y: y1, width: Math.max(1, size), height: y0 - y1, fill };
            const linked = byClass ? { "data-is": `bar:${from.toFixed(1)}:${k}`, "data-of": `class:${k}` } : {};
            return count ? tag("rect", { ...place, ...linked }, tag("title", {}, String(count))) : "";
          })
          .join("");
      };
      const bins = e.right.map((right, i) => {
        const from = sx.of(e.edges[i]);
        const half = (sx.of(e.edges[i + 1]) - from) / 2;
        return (
          stack(from + 1, half - 1, right, e.rightByClass && e.rightByClass[i], colour(0)) +
          stack(from + half, half - 1, e.wrong[i], e.wrongByClass && e.wrongByClass[i], colour(1))
        );
      });
      const key = (x, words, fill) =>
        tag("rect", { x, y: top + 4, width: 11, height: 11, fill }) + text(x + 16, top + 14, words);
      return bins.join("") + key(left + 10, "right", colour(0)) + key(left + 70, "wrong", colour(1));
    },
  });
}

/** Each pattern at its confidence and entropy: dots that stand for their rows. */
export function overview(width, rows, { classes, of }) {
  return plane(width, {
    height: Math.min(360, Math.max(280, 0.7 * width)),
    x: [0, 1.01],
    y: [0, Math.max(Math.log(classes), 1e-9) * 1.03],
    xTitle: "confidence",
    yTitle: "entropy / nat",
    draw: ({ sx, sy }) =>
      rows
        .map((r, i) => {
          const ink = r.truth == null ? "var(--c7)" : colour(r.truth === r.predicted ? 0 : 1);
          const [cx, cy] = [sx.of(Math.max(...r.p)), sy.of(r.entropy || 0)];
          const look = { fill: ink, "fill-opacity": r.abstain ? 0.12 : 0.7, stroke: ink, class: "can" };
          const linked = { "data-is": `row:${i}`, "data-of": of(r), "data-row": i };
          const words = tag("title", {}, escape(r.id));
          // wrong answers are squares: colour alone would not tell them
          return r.truth != null && r.truth !== r.predicted
            ? tag("rect", { x: cx - 4.5, y: cy - 4.5, width: 9, height: 9, ...look, ...linked }, words)
            : tag("circle", { cx, cy, r: 5, ...look, ...linked }, words);
        })
        .join(""),
  });
}

/** The two parts of an entropy as one bar, against the largest that can be. */
export function doubt(width, expected, mutual, most) {
  const [left, right] = [2, width - 2];
  const k = (right - left) / Math.max(most, expected + mutual, 1e-9);
  const bar = (from, size, fill) => tag("rect", { x: left + k * from, y: 6, width: k * size, height: 26, fill });
  const key = (y, fill, words) =>
    tag("rect", { x: left, y: y - 10, width: 11, height: 11, fill }) + text(left + 17, y, words);
  return svg(
    width,
    104,
    tag("rect", { x: left, y: 6, width: right - left, height: 26, fill: "var(--wash)", stroke: "var(--line)" }) +
      bar(0, expected, colour(4)) +
      bar(expected, mutual, colour(3)) +
      key(54, colour(4), `${number(expected, 3)} nat: shared by the sampled networks`) +
      key(74, colour(3), `${number(mutual, 3)} nat: they disagree`) +
      text(left, 95, `full width: no idea, ${number(most, 3)} nat`, { fill: "var(--soft)" }),
  );
}

// SPDX-License-Identifier: GPL-3.0-or-later
// Curves over an axis that is no angle: losses over epochs, shares over shares.

import { colour, element } from "../base/dom.mjs";
import { csv, number, significant } from "../base/format.mjs";
import { extent } from "../base/statistics.mjs";
import { panel } from "../widgets/panel.mjs";
import { inside, nearest, path } from "./curves.mjs";
import { plot } from "./plot.mjs";
import { LINEAR } from "./scale.mjs";
import { line, tag, text } from "./svg.mjs";

/**
 * A panel with curves.
 *
 * @param o {x, curves: [{label, y, low, high, colour, kind, points}], xTitle, yTitle, yRange, height, marks: [{x,
 * text}], hint, group,
 *     full: [low, high] of x, onpoint(x)}; low and high are intervals
 */
export function linePanel(title, o) {
  const { x, curves, xTitle, yTitle, yRange, height = 230, marks = [] } = o;
  const ink = (c, i) => c.colour || colour(i);
  const chart = plot({
    label: `${title}: ${yTitle} against ${xTitle}`,
    full: o.full || (x.length > 1 ? [x[0], x[x.length - 1]] : [x[0] - 0.5, x[0] + 0.5]),
    group: o.group,
    axis: () => ({ title: xTitle, how: LINEAR, whole: xTitle === "epoch" }),
    legend: () => (curves.length > 1 ? curves.map((c, i) => ({ text: c.label, colour: ink(c, i), kind: c.kind })) : []),
    onpoint: (at) => o.onpoint?.(at),
    readout(at) {
      const i = nearest(x, at);
      const range = (c) => (c.low?.[i] == null ? "" : ` (${significant(c.low[i])} to ${significant(c.high[i])})`);
      const values = curves.map((c) => `${c.label} ${significant(c.y[i])}${range(c)}`);
      return [`${xTitle} ${number(x[i], 3)}`, ...values].join(" · ");
    },
    bands: () => [
      {
        height,
        title: yTitle,
        headroom: marks.length ? 16 : 6,
        y(sx) {
          if (yRange) {
            return yRange;
          }
          const [low, high] = extent(curves.map((c) => inside(x, c.y, sx.domain)));
          const air = 0.06 * (high - Math.min(0, low) || 1);
          return [low < 0 ? low - air : 0, high + air];
        },
        draw: (area) =>
          curves.map((c, i) => lineCurve(x, c, ink(c, i), area)).join("") +
          marks
            .map((m) =>
              line(area.sx.of(m.x), area.top, area.sx.of(m.x), area.bottom, {
                stroke: "var(--soft)",
                "stroke-dasharray": "4 3",
              }),
            )
            .join(""),
        above: (area) => marks.map((m) => markText(m, area)).join(""),
      },
    ],
  });
  const box = panel(title, element("div", {}, o.hint ? element("p", { class: "hint" }, o.hint) : null, chart.box), {
    svg: chart.svg,
    csv: () =>
      csv(
        [
          xTitle,
          ...curves.flatMap((c) => [c.label, ...(c.low ? [`${c.label}, low (95 %)`, `${c.label}, high (95 %)`] : [])]),
        ],
        Array.from(x, (v, i) => [v, ...curves.flatMap((c) => [c.y[i], ...(c.low ? [c.low[i], c.high[i]] : [])])]),
      ),
  });
  box.chart = chart;
  return box;
}

function lineCurve(x, c, ink, area) {
  const dash = c.kind === "dash" ? "5 4" : null;
  const points = Array.from(x, (v, i) => [v, c.y[i]]).filter(
    ([v, y]) => y != null && Number.isFinite(y) && v >= area.sx.domain[0] && v <= area.sx.domain[1],
  );
  const band = c.low ? tag("path", { d: between(x, c, area), fill: ink, "fill-opacity": 0.15, stroke: "none" }) : "";
  const dots =
    c.points || points.length < 3
      ? points.map(([v, y]) => tag("circle", { cx: area.sx.of(v), cy: area.sy.of(y), r: 3, fill: ink })).join("")
      : "";
  return (
    band +
    tag("path", {
      d: path(x, c.y, area.sx, area.sy),
      fill: "none",
      stroke: ink,
      "stroke-width": 2,
      "stroke-dasharray": dash,
    }) +
    dots
  );
}

/** The outline of a curve's intervals: along the upper ends and back along the lower ones. */
function between(x, c, area) {
  const there = Array.from(x.keys()).filter((i) => c.low[i] != null);
  const points = (ends) => there.map((i) => `${area.sx.of(x[i]).toFixed(1)} ${area.sy.of(ends[i]).toFixed(1)}`);
  return there.length ? `M${[...points(c.high), ...points(c.low).reverse()].join("L")}Z` : "";
}

function markText(mark, { sx, top, right }) {
  const x = sx.of(mark.x);
  const atEnd = right - x < 110;
  return text(atEnd ? x - 5 : x + 5, top + 10, mark.text, {
    fill: "var(--soft)",
    "text-anchor": atEnd ? "end" : "start",
  });
}

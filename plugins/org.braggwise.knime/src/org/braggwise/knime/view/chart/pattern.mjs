// SPDX-License-Identifier: GPL-3.0-or-later
// Diffraction patterns: curves, below them a row of ticks for each phase, below these the difference curve. Two-theta,
// d or q, and linear, root or logarithmic intensities by the page's switch.

import { colour, element } from "../base/dom.mjs";
import { csv, number, significant } from "../base/format.mjs";
import { axesChoice } from "../base/store.mjs";
import { extent } from "../base/statistics.mjs";
import { choice } from "../widgets/choice.mjs";
import { panel } from "../widgets/panel.mjs";
import { inside, nearest, path } from "./curves.mjs";
import { plot } from "./plot.mjs";
import { labels, near, tickRow } from "./reflections.mjs";
import { asMomentum, asSpacing, LINEAR, log, spacing, SQRT } from "./scale.mjs";
import { line, tag, text } from "./svg.mjs";

const LABEL_ROOM = 52;
const ROW = 15;
const DIFFERENCE = 76;
/** Of the highest point: what a logarithmic axis starts at, where no count says so. */
const LOG_FLOOR = 1e-4;

/** The switch of the axes; d and q need the wavelength. */
function axesSwitch(wavelengthAngstrom) {
  const set = (key) => (value) => axesChoice.set({ ...axesChoice.get(), [key]: value });
  const { x, y } = axesChoice.get();
  const across = choice(
    "Horizontal axis",
    [
      ["tt", "2θ"],
      ["d", "d"],
      ["q", "q"],
    ],
    x,
    set("x"),
  );
  const up = choice(
    "Intensity axis",
    [
      ["linear", "linear"],
      ["sqrt", "√"],
      ["log", "log"],
    ],
    y,
    set("y"),
  );
  axesChoice.watch((value) => {
    across.show(value.x);
    up.show(value.y);
  });
  return element("div", { class: "bar axes" }, wavelengthAngstrom ? across : null, up);
}

function horizontal(wavelengthAngstrom, radiation) {
  const unit = wavelengthAngstrom ? axesChoice.get().x : "tt";
  const source = [radiation, wavelengthAngstrom && `${number(wavelengthAngstrom, 5)} Å`].filter(Boolean).join(", ");
  const how = { tt: () => LINEAR, d: () => asSpacing(wavelengthAngstrom), q: () => asMomentum(wavelengthAngstrom) }[
    unit
  ]();
  const title = { tt: "2θ / deg", d: "d / Å", q: "q / Å⁻¹" }[unit];
  return { how, title: source ? `${title}  (${source})` : title };
}

function vertical(curves, intensity, linear) {
  const kind = linear ? "linear" : axesChoice.get().y;
  if (kind === "log") {
    const top = extent(curves.map((c) => c.y))[1];
    return log(intensity === "counts" ? Math.max(0.5, top * 1e-6) : top * LOG_FLOOR);
  }
  return kind === "sqrt" ? SQRT : LINEAR;
}

/** Limits of the intensities that are in sight, with some air. */
function limits(curves, x, domain, how) {
  const [low, high] = extent(curves.map((c) => inside(x, c.y, domain)));
  const [a, b] = [how.to(Math.min(0, low)), how.to(high)];
  return [how.from(a), how.from(b + 0.04 * (b - a || 1))];
}

/**
 * A panel with patterns.
 *
 * @param title of the panel
 * @param o
 *   x, curves [{label, y, colour, kind: "line" | "dash" | "dots", width}], intensity, radiation, wavelengthAngstrom
 *   rows [{name, colour, ticks}] of reflections, difference (label of first - second curve), strips (a number for each
 *   x, drawn as colours behind), flags [{tt, text}], height, group, stacked (each curve on a base line of its own),
 *   switches (false: none), linear (true: whatever the switch says), onpoint(tt), onreflection(row, tick) with null
 *   where the pointer is at none
 */
export function patternPanel(title, o) {
  const { x, curves, rows = [], height = 300, intensity = "relative intensity" } = o;
  const heights = o.stacked ? Math.max(34, Math.min(64, 620 / curves.length)) : height;
  const ink = (c, i) => c.colour || colour(i);
  const unit = intensity === "counts" ? "counts" : intensity;

  function curve(c, i, area) {
    const d = path(x, c.y, area.sx, area.sy);
    const dash = c.kind === "dash" ? "5 4" : c.kind === "dots" ? "0.1 3.2" : null;
    const cap = c.kind === "dots" ? "round" : null;
    const width = c.width || (c.kind === "dots" ? 2.2 : 1.3);
    return tag("path", {
      d,
      fill: "none",
      stroke: ink(c, i),
      "stroke-width": width,
      "stroke-linejoin": "round",
      "stroke-dasharray": dash,
      "stroke-linecap": cap,
    });
  }

  function main() {
    const how = vertical(curves, intensity, o.linear);
    const highest = (tt, within, sy) => Math.min(...curves.map((c) => sy.of(highestAround(x, c.y, tt, within))));
    return {
      height,
      how,
      headroom: rows.length ? LABEL_ROOM : 8,
      title: unit,
      y: (sx) => limits(curves, x, sx.domain, how),
      draw: (area) =>
        strips(o.strips, x, area) + curves.map((c, i) => curve(c, i, area)).join("") + flagLines(o.flags || [], area),
      above: (area) => labels(rows, area, (tt, within) => highest(tt, within, area.sy)),
    };
  }

  function stacked() {
    return curves.map((c, i) => ({
      height: heights,
      how: vertical([c], intensity, o.linear),
      ticks: false,
      title: i === curves.length >> 1 ? `${unit}, each to its highest` : "",
      y: (sx) => limits([c], x, sx.domain, vertical([c], intensity, o.linear)),
      draw: (area) => curve(c, i, area),
      above: ({ right, top }) => text(right - 4, top + 12, c.label, { "text-anchor": "end" }),
    }));
  }

  function rowBands() {
    return rows.map((r) => ({
      height: ROW,
      ticks: false,
      ground: false,
      y: () => [0, 1],
      draw: (area) => tickRow(r.ticks, r.colour, area),
    }));
  }

  function differenceBand() {
    const [measured, calculated] = curves;
    const y = Array.from(x, (_, i) => measured.y[i] - calculated.y[i]);
    const band = {
      height: DIFFERENCE,
      title: "difference",
      y: (sx) => {
        const [low, high] = extent([inside(x, y, sx.domain)]);
        const most = Math.max(Math.abs(low), Math.abs(high)) || 1;
        return [-1.05 * most, 1.05 * most];
      },
      draw: (area) =>
        line(area.left, area.sy.of(0), area.right, area.sy.of(0), {
          stroke: "var(--soft)",
          "stroke-width": 0.8,
        }) +
        tag("path", {
          d: path(x, y, area.sx, area.sy),
          fill: "none",
          stroke: "var(--c7)",
          "stroke-width": 1.2,
        }),
    };
    return [band];
  }

  const bands = () => [...(o.stacked ? stacked() : [main()]), ...rowBands(), ...(o.difference ? differenceBand() : [])];
  const legend = () => [
    ...(o.stacked || (curves.length < 2 && !rows.length)
      ? []
      : curves.map((c, i) => ({ text: c.label, colour: ink(c, i), kind: c.kind }))),
    ...rows.map((r) => ({ text: r.name, colour: r.colour, kind: "ticks" })),
  ];

  function readout(tt, perPoint) {
    const i = nearest(x, tt);
    const where = [`2θ ${number(x[i], 3)} deg`];
    if (o.wavelengthAngstrom) {
      where.push(`d ${number(spacing(x[i], o.wavelengthAngstrom), 4)} Å`);
    }
    const values = curves.length <= 6 ? curves.map((c) => `${c.label} ${significant(c.y[i])}`) : [];
    const flags = (o.flags || []).filter((f) => Math.abs(f.tt - tt) <= 5 * perPoint).map((f) => f.text);
    return [...where, ...values, near(rows, tt, Math.max(0.06, 4 * perPoint)), ...flags].filter(Boolean).join(" · ");
  }

  function reflectionAt(tt, { bandIndex, perPoint }) {
    const first = o.stacked ? curves.length : 1;
    const own = rows[bandIndex - first];
    let best = null;
    for (const row of own ? [own] : rows) {
      for (const tick of row.ticks) {
        const off = Math.abs(tick.tt - tt);
        if (off <= 6 * perPoint && (!best || off < best.off)) {
          best = { off, row, tick };
        }
      }
    }
    return best;
  }

  let told = null;
  const chart = plot({
    label: `${title}: ${unit} against two-theta${rows.length ? ", with reflections" : ""}`,
    full: x.length > 1 ? [x[0], x[x.length - 1]] : [0, 1],
    group: o.group,
    axis: () => horizontal(o.wavelengthAngstrom, o.radiation),
    bands,
    legend,
    readout,
    onpoint(tt, where) {
      o.onpoint?.(tt);
      if (o.onreflection) {
        const found = tt == null ? null : reflectionAt(tt, where);
        if ((found && found.tick) !== (told && told.tick)) {
          told = found;
          o.onreflection(found ? found.row : null, found ? found.tick : null);
        }
      }
    },
  });
  const stop = axesChoice.watch(() => (chart.box.isConnected ? chart.redraw() : stop()));
  const box = panel(
    title,
    element("div", {}, o.switches === false ? null : axesSwitch(o.wavelengthAngstrom), chart.box),
    {
      svg: chart.svg,
      csv: () =>
        csv(
          ["2theta_deg", ...curves.map((c) => c.label)],
          Array.from(x, (v, i) => [v, ...curves.map((c) => c.y[i])]),
        ),
    },
  );
  box.chart = chart;
  return box;
}

/** The highest value around an angle: a peak's top lies beside the angle where the grid is coarse. */
function highestAround(x, y, tt, within) {
  const [from, to] = [nearest(x, tt - within), nearest(x, tt + within)];
  return Math.max(...Array.prototype.slice.call(y, Math.max(0, from - 3), to + 4).filter(Number.isFinite));
}

function flagLines(flags, { sx, top, bottom }) {
  return flags
    .filter((f) => f.tt >= sx.domain[0] && f.tt <= sx.domain[1])
    .map(
      (f) =>
        line(sx.of(f.tt), top, sx.of(f.tt), bottom, { stroke: "var(--warn)", "stroke-dasharray": "4 3" }) +
        text(sx.of(f.tt), top + 12, "?", { "text-anchor": "middle", fill: "var(--warn)", "font-weight": 700 }),
    )
    .join("");
}

/** Orange speaks for, blue against; strong where the number is large. Nothing where it hardly counts. */
function strips(values, x, { sx, top, bottom }) {
  if (!values) {
    return "";
  }
  const sizes = Array.from(values, Math.abs).sort((a, b) => a - b);
  const limit = sizes[Math.floor(0.997 * (sizes.length - 1))] || 1;
  const [low, high] = sx.domain;
  let out = "";
  for (let i = 0; i < x.length; i++) {
    const strength = Math.min(1, Math.abs(values[i]) / limit);
    if (strength > 0.03 && x[i] >= low && x[i] <= high) {
      const from = sx.of(x[i]);
      const width = Math.max(1, sx.of(x[Math.min(i + 1, x.length - 1)]) - from + 0.3);
      const fill = values[i] > 0 ? "var(--for)" : "var(--against)";
      out += tag("rect", {
        x: from,
        y: top,
        width,
        height: bottom - top,
        fill,
        "fill-opacity": (0.75 * strength).toFixed(3),
      });
    }
  }
  return out;
}

// SPDX-License-Identifier: GPL-3.0-or-later
// The layer under all charts with a horizontal axis of numbers: bands one above the other over one axis, zoom by
// dragging, by keys and with the wheel held down by Ctrl, a pointer that all charts of a group share, and what stands
// under it in words.

import { element, freshId } from "../base/dom.mjs";
import { paperHeight } from "../base/paper.mjs";
import { drawing } from "./drawing.mjs";
import { axisRoom, axisX, axisY } from "./frame.mjs";
import { scale } from "./scale.mjs";
import { line, shorten, svg, tag, text, TEXT, textWidth } from "./svg.mjs";

const GAP = 7;
const BELOW = 44;
const RIGHT = 14;
const LEGEND_LINE = 18;
const LEAST_DRAG = 5;
/** Rows of ticks are not higher; they are the same on paper. */
const ROW = 70;

/** Charts that share pointer and zoom. */
export function plotGroup() {
  return new Set();
}

/**
 * A chart.
 *
 * @param options
 *   label      what is shown, for those who cannot see it
 *   full       [low, high] of x
 *   axis()     {title, how, whole: ticks at whole numbers only}: the horizontal axis, read at each drawing
 *   bands()    [{height, title, ticks, y: (sx) => [low, high], how, headroom, draw: ({sx, sy, left, right, top,
 *   bottom}) => SVG,
 *              overflow}], read at each drawing
 *   legend()   [{text, colour, kind: "line" | "dash" | "dots" | "ticks"}]
 *   readout(x) words for what stands at x
 *   onpoint(x, {bandIndex, perPoint}) is told where the pointer is, null where it left
 *   group      of plotGroup()
 * @return {box, redraw(), svg(), show(range), highlight(from, to)}
 */
export function plot(options) {
  const { label, full, group = plotGroup() } = options;
  const clip = freshId("clip");
  let range = full;
  let laid = null;

  const readout = element("p", { class: "readout", "aria-live": "off" });
  const reset = element(
    "button",
    { type: "button", class: "reset", hidden: true, onclick: () => zoomAll(full) },
    "Show all",
  );
  const drawn = drawing(label, make, {
    class: "drawing plot",
    tabindex: "0",
    role: "application",
    "aria-roledescription": "chart",
    "aria-label": `${label}. Arrow keys move the pointer, plus and minus zoom, 0 shows all.`,
  });
  const host = drawn.box;
  const hint = element("span", { class: "hint" }, "Drag to zoom; double-click to show all.");
  const box = element("div", { class: "chart" }, host, element("div", { class: "under" }, readout, hint, reset));

  function make(width) {
    const { title, how, whole } = options.axis();
    const bands = options.bands().map((b) => ({ ...b, height: b.height > ROW ? paperHeight(b.height) : b.height }));
    const first = scale(range, [0, width], how);
    const ys = bands.map((b) => {
      const [low, high] = b.y(first);
      return scale([low, high], [b.height, b.headroom || 0], b.how);
    });
    const room = Math.max(24, ...bands.map((b, i) => (b.ticks === false ? 0 : axisRoom(ys[i]))));
    const left = room + 14 + (bands.some((b) => b.title) ? TEXT + 8 : 0);
    const right = width - RIGHT;
    const sx = scale(range, [left, right], how);
    const legend = legendRows(options.legend ? options.legend() : [], left, right);
    let top = 6 + legend.rows * LEGEND_LINE;
    let content = legend.svg;
    const places = [];
    bands.forEach((band, i) => {
      const bottom = top + band.height;
      const sy = scale(ys[i].domain, [bottom, top + (band.headroom || 0)], band.how);
      const area = { sx, sy, left, right, top, bottom };
      if (band.ground !== false) {
        content += axisX(sx, bottom, "", { grid: band.height, labels: false, whole });
      }
      content += axisY(sy, left, band.title, { width: right - left, ticks: band.ticks !== false, room });
      const cut = tag("rect", {
        x: left,
        y: band.overflow ? 0 : top,
        width: right - left,
        height: bottom - (band.overflow ? 0 : top),
      });
      content += tag("defs", {}, tag("clipPath", { id: `${clip}-${i}` }, cut));
      content +=
        tag("g", { "clip-path": `url(#${clip}-${i})` }, band.draw(area)) + (band.above ? band.above(area) : "");
      places.push(area);
      top = bottom + GAP;
    });
    const bottom = top - GAP;
    content += axisX(sx, bottom, title, { whole });
    laid = { sx, left, right, top: places[0].top, bottom, places };
    return svg(width, bottom + BELOW, content + tag("g", { class: "pointer" }));
  }

  function zoom(next) {
    const [low, high] = [Math.max(full[0], next[0]), Math.min(full[1], next[1])];
    if (high - low > (full[1] - full[0]) * 1e-4) {
      range = [low, high];
      reset.hidden = low <= full[0] && high >= full[1];
      drawn.redraw();
      options.onzoom?.(range);
    }
  }
  const zoomAll = (next) => [...group].forEach((member) => member.zoom(next));

  // Zoom by a factor about a point of the screen, in the axis' own spread.
  function zoomAbout(point, factor) {
    const { sx, left, right } = laid;
    zoomAll([sx.invert(point - (point - left) * factor), sx.invert(point + (right - point) * factor)]);
  }

  let at = null;
  function point(x, bandIndex = 0) {
    at = x;
    const layer = host.querySelector("g.pointer");
    if (!laid || !layer) {
      return;
    }
    const shown = x != null && x >= range[0] && x <= range[1];
    const px = shown ? laid.sx.of(x) : 0;
    layer.innerHTML = shown
      ? line(px, laid.top, px, laid.bottom, { stroke: "var(--soft)", "stroke-dasharray": "3 3" }) + rest()
      : rest();
    const perPoint = shown ? Math.abs(laid.sx.invert(px + 1) - x) : 0;
    readout.textContent = shown && options.readout ? options.readout(x, perPoint) : "";
    hint.hidden = Boolean(readout.textContent);
    options.onpoint?.(shown ? x : null, { bandIndex, perPoint });
  }
  const pointAll = (x, bandIndex) => [...group].forEach((member) => member.point(x, bandIndex));

  let band = null;
  const rest = () => {
    if (!band || !laid || band[1] < range[0] || band[0] > range[1]) {
      return "";
    }
    const from = Math.max(laid.left, laid.sx.of(Math.max(band[0], range[0])));
    const to = Math.min(laid.right, laid.sx.of(Math.min(band[1], range[1])));
    const size = { x: from, y: laid.top, width: Math.max(2, to - from), height: laid.bottom - laid.top };
    return tag("rect", { ...size, fill: "var(--c4)", "fill-opacity": 0.25 });
  };

  let held = null;
  const place = (event) => {
    const b = host.getBoundingClientRect();
    const bandIndex = laid.places.findIndex((p) => event.clientY - b.top <= p.bottom);
    const px = Math.max(laid.left, Math.min(laid.right, event.clientX - b.left));
    return { px, bandIndex: bandIndex < 0 ? laid.places.length - 1 : bandIndex };
  };
  host.addEventListener("pointerdown", (event) => {
    if (event.button === 0 && laid && event.pointerType !== "touch") {
      held = place(event).px;
      host.setPointerCapture(event.pointerId);
    }
  });
  host.addEventListener("pointermove", (event) => {
    if (!laid) {
      return;
    }
    const { px, bandIndex } = place(event);
    pointAll(laid.sx.invert(px), bandIndex);
    if (held != null && Math.abs(px - held) > LEAST_DRAG) {
      const size = {
        x: Math.min(px, held),
        y: laid.top,
        width: Math.abs(px - held),
        height: laid.bottom - laid.top,
      };
      host.querySelector("g.pointer").innerHTML += tag("rect", {
        ...size,
        fill: "var(--accent)",
        "fill-opacity": 0.18,
      });
    }
  });
  host.addEventListener("pointerup", (event) => {
    if (held == null) {
      return;
    }
    const { px, bandIndex } = place(event);
    if (Math.abs(px - held) > LEAST_DRAG) {
      zoomAll([laid.sx.invert(Math.min(px, held)), laid.sx.invert(Math.max(px, held))]);
    } else {
      options.onclick?.(laid.sx.invert(px), {
        bandIndex,
        perPoint: Math.abs(laid.sx.invert(px + 1) - laid.sx.invert(px)),
      });
    }
    held = null;
  });
  host.addEventListener("pointerleave", () => held == null && pointAll(null));
  host.addEventListener("dblclick", () => zoomAll(full));
  host.addEventListener(
    "wheel",
    (event) => {
      if (event.ctrlKey && laid) {
        event.preventDefault();
        zoomAbout(place(event).px, Math.exp(event.deltaY / 200));
      }
    },
    { passive: false },
  );
  host.addEventListener("keydown", (event) => {
    if (!laid) {
      return;
    }
    const { sx, left, right } = laid;
    const middle = at != null && at >= range[0] && at <= range[1] ? sx.of(at) : (left + right) / 2;
    const step = (event.shiftKey ? 40 : 4) * (event.key === "ArrowLeft" ? -1 : 1);
    const moved = Math.max(left, Math.min(right, middle + step));
    const pan = (share) =>
      zoomAll([sx.invert(left + share * (right - left)), sx.invert(right + share * (right - left))]);
    const act = {
      ArrowLeft: () => pointAll(sx.invert(moved), 0),
      ArrowRight: () => pointAll(sx.invert(moved), 0),
      PageUp: () => range[0] > full[0] && pan(-0.4),
      PageDown: () => range[1] < full[1] && pan(0.4),
      "+": () => zoomAbout(middle, 0.5),
      "=": () => zoomAbout(middle, 0.5),
      "-": () => zoomAbout(middle, 2),
      0: () => zoomAll(full),
      Home: () => zoomAll(full),
    }[event.key];
    if (act) {
      event.preventDefault();
      act();
    }
  });
  host.addEventListener("blur", () => pointAll(null));

  const member = { zoom, point };
  group.add(member);
  return {
    box,
    redraw: drawn.redraw,
    svg: drawn.svg,
    zoom: zoomAll,
    range: () => range,
    leave: () => group.delete(member),
    highlight(from, to) {
      band = from == null ? null : [from, to];
      point(null);
    },
  };
}

/** Lines of a legend above the drawing. */
function legendRows(entries, left, right) {
  let x = left;
  let rows = entries.length ? 1 : 0;
  const parts = entries.map(({ text: words, colour, kind }) => {
    const shown = shorten(words, right - left - 30);
    const width = 30 + textWidth(shown) + 12;
    if (x + width > right && x > left) {
      x = left;
      rows++;
    }
    const y = 10 + (rows - 1) * LEGEND_LINE;
    const mark = sample(x, y, colour, kind);
    const part = mark + text(x + 28, y + 4, shown);
    x += width;
    return part;
  });
  return { rows, svg: parts.join("") };
}

function sample(x, y, colour, kind) {
  if (kind === "dots") {
    return [4, 12, 20].map((d) => tag("circle", { cx: x + d, cy: y, r: 1.8, fill: colour })).join("");
  }
  if (kind === "ticks") {
    return [4, 10, 13, 20]
      .map((d) => line(x + d, y - 5, x + d, y + 5, { stroke: colour, "stroke-width": 1.4 }))
      .join("");
  }
  return line(x, y, x + 22, y, {
    stroke: colour,
    "stroke-width": 2,
    "stroke-dasharray": kind === "dash" ? "5 4" : null,
  });
}

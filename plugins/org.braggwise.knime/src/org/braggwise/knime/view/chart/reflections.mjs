// SPDX-License-Identifier: GPL-3.0-or-later
// Reflections in a pattern: rows of ticks, and their indices above the peaks.

import { indices } from "../base/format.mjs";
import { line, text, TEXT, textWidth } from "./svg.mjs";

/** Degrees two-theta within which reflections are one line to any diffractometer. */
const ONE_LINE = 0.02;
/** Indices that are written out above a line; more are counted, and named under the pointer. */
const NAMED = 3;
const COLUMN = TEXT + 3;

/** Reflections that fall together, by rising angle: [{tt, i, ticks}], i their summed intensity. */
export function together(ticks, within = ONE_LINE) {
  const groups = [];
  for (const tick of [...ticks].sort((a, b) => a.tt - b.tt)) {
    const last = groups[groups.length - 1];
    if (last && tick.tt - last.tt <= within) {
      last.ticks.push(tick);
      last.i += tick.i ?? 0;
    } else {
      groups.push({ tt: tick.tt, i: tick.i ?? 0, ticks: [tick] });
    }
  }
  return groups;
}

/** Names of reflections of one line: the first few, and how many more. */
export function names(ticks, most = NAMED) {
  const all = [...new Set(ticks.map((t) => indices(t.hkl)))];
  return all.slice(0, most).join(", ") + (all.length > most ? ` +${all.length - most}` : "");
}

/** As many names of reflections of one line as fit above it, at least one. */
export function fitting(ticks, room) {
  for (let most = NAMED; most > 1; most--) {
    const words = names(ticks, most);
    if (textWidth(words, TEXT - 1) <= room) {
      return words;
    }
  }
  return names(ticks, 1);
}

/** All reflections of all rows within so many degrees of an angle: "(110) (101) of CaTiO3". */
export function near(rows, tt, within) {
  return rows
    .map(({ name, ticks }) => {
      const found = ticks.filter((t) => Math.abs(t.tt - tt) <= within).map((t) => `(${indices(t.hkl)})`);
      return found.length ? [...new Set(found)].join(" ") + (rows.length > 1 ? ` ${name}` : "") : "";
    })
    .filter(Boolean)
    .join(" · ");
}

/** A row of ticks in its band. */
export function tickRow(ticks, colour, { sx, top, bottom }) {
  const [low, high] = sx.domain;
  return ticks
    .filter((t) => t.tt >= low && t.tt <= high)
    .map((t) => line(sx.of(t.tt), top + 1, sx.of(t.tt), bottom - 1, { stroke: colour, "stroke-width": 1.2 }))
    .join("");
}

/**
 * Indices above the curve, upright, the strongest first, as many as there is room for.
 *
 * @param heightAt from an angle and a width to the curve's highest point there, in points of the screen
 */
export function labels(rows, { sx, top, bottom, left, right }, heightAt) {
  const [low, high] = sx.domain;
  const perPoint = (high - low) / (right - left);
  const found = rows.flatMap(({ ticks, colour }) =>
    together(
      ticks.filter((t) => t.tt >= low && t.tt <= high),
      Math.max(ONE_LINE, 2 * perPoint),
    ).map((g) => ({ ...g, colour })),
  );
  const placed = [];
  let out = "";
  for (const { tt, ticks, colour } of found.sort((a, b) => b.i - a.i)) {
    const x = sx.of(tt);
    const peak = Math.min(bottom - 4, heightAt(tt, COLUMN * 0.5 * perPoint)) - 6;
    const words = fitting(ticks, peak - top - 2);
    const y = Math.max(top + textWidth(words, TEXT - 1) + 2, peak);
    const free = placed.every((p) => Math.abs(p - x) >= COLUMN);
    if (free && x > left + 6 && x < right - 2) {
      placed.push(x);
      out += text(0, 0, words, {
        "font-size": TEXT - 1,
        fill: rows.length > 1 ? colour : "var(--soft)",
        transform: `translate(${(x + 4).toFixed(1)} ${y.toFixed(1)}) rotate(-90)`,
      });
    }
  }
  return out;
}

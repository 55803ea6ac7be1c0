// SPDX-License-Identifier: GPL-3.0-or-later
// The confusion matrix: what was taken for what. A cell that is chosen shows its patterns everywhere on the page.

import { csv, escape } from "../base/format.mjs";
import { onPaper } from "../base/paper.mjs";
import { filterOf, rowFilter } from "../base/store.mjs";
import { classOrder } from "../base/symmetry.mjs";
import { picturePanel } from "./picture.mjs";
import { shorten, svg, tag, text, TEXT, textWidth } from "./svg.mjs";

/** Counts of rows as a matrix: the true class down, the predicted across. */
export function countConfusion(rows, classes) {
  const matrix = classes.map(() => classes.map(() => 0));
  rows.forEach((r) => matrix[r.truth][r.predicted]++);
  return matrix;
}

/**
 * The panel.
 *
 * @param rows [{id, truth, predicted}] or none: then cells cannot be chosen
 */
export function confusionPanel(classes, matrix, rows = []) {
  const order = classOrder(classes);
  const n = classes.length;
  const names = order.map((i) => String(classes[i]));
  const chosen = () => (rowFilter.get() ? rowFilter.get().cell : null);

  function make(width) {
    const widest = 10 + Math.max(...names.map((name) => textWidth(name)));
    const left = Math.min(widest, 0.3 * width) + 22;
    const cell = Math.max(13, Math.min(onPaper() ? 18 : 58, (width - left - 12) / n));
    const below = Math.min(widest, 96) * 0.87 + 12;
    const top = 4;
    let out = text(0, 0, "true class", {
      transform: `translate(12 ${top + (n * cell) / 2}) rotate(-90)`,
      "text-anchor": "middle",
    });
    order.forEach((i, row) => {
      const sum = matrix[i].reduce((a, b) => a + b, 0);
      const y = top + row * cell;
      out += text(left - 7, y + cell / 2 + 4, shorten(names[row], left - 30), {
        "text-anchor": "end",
        "font-size": Math.min(TEXT, cell),
      });
      out += text(0, 0, shorten(names[row], 100), {
        transform: `translate(${left + (row + 0.5) * cell - 3} ${top + n * cell + 12}) rotate(60)`,
        "font-size": Math.min(TEXT, cell),
      });
      order.forEach((j, column) => {
        out += box({ i, j, sum, x: left + column * cell, y, cell });
      });
    });
    const bottom = top + n * cell + below + 18;
    out += text(left + (n * cell) / 2, bottom, "predicted class", { "text-anchor": "middle" });
    return svg(width, bottom + 8, out);
  }

  function box({ i, j, sum, x, y, cell }) {
    const count = matrix[i][j];
    const share = sum ? count / sum : 0;
    const fill = count === 0 ? "var(--wash)" : i === j ? "var(--c0)" : "var(--c1)";
    const on = chosen() === `${i}-${j}`;
    const rect = tag(
      "rect",
      {
        x,
        y,
        width: cell - 1.5,
        height: cell - 1.5,
        fill,
        "fill-opacity": count ? (0.18 + 0.82 * share).toFixed(3) : 1,
        stroke: on ? "var(--ink)" : null,
        "stroke-width": on ? 2.5 : null,
        class: count && rows.length ? "cell can" : "cell",
        "data-is": `cell:${i}-${j}`,
        "data-of": `class:${i} class:${j}`,
        "data-cell": `${i}-${j}`,
      },
      tag("title", {}, escape(`${classes[i]} taken for ${classes[j]}: ${count}`)),
    );
    const dark = share > 0.45 ? "var(--on-colour)" : "var(--ink)";
    const words = {
      "text-anchor": "middle",
      fill: dark,
      "pointer-events": "none",
      "font-size": Math.min(TEXT, cell * 0.62),
    };
    return rect + (count ? text(x + cell / 2 - 0.75, y + cell / 2 + 4, String(count), words) : "");
  }

  const words = (i, j) => `${classes[i]} as ${classes[j]}: ${matrix[i][j]}`;

  function choose(i, j) {
    const key = `${i}-${j}`;
    const ids = rows.filter((r) => r.truth === i && r.predicted === j).map((r) => r.id);
    const about = i === j ? `${classes[i]} rightly recognised` : `${classes[i]} taken for ${classes[j]}`;
    rowFilter.set(ids.length && chosen() !== key ? filterOf(about, ids, key) : null);
  }

  const filled = order.flatMap((i) => order.filter((j) => matrix[i][j]).map((j) => [i, j]));
  const can = rows.length > 0;
  const panel = picturePanel("Confusion matrix", make, {
    label: `Confusion matrix of ${n} classes: ${filled.map(([i, j]) => words(i, j)).join("; ")}`,
    hint: can
      ? "A click on a cell shows its patterns everywhere; with the keyboard, arrow keys go from cell to cell."
      : null,
    csv: () =>
      csv(
        ["true \\ predicted", ...names],
        order.map((i) => [classes[i], ...order.map((j) => matrix[i][j])]),
      ),
    attributes: can ? { tabindex: "0", role: "application", "aria-roledescription": "matrix" } : {},
  });
  const drawn = panel.querySelector(".drawing");
  drawn.addEventListener("click", (event) => {
    const cell = event.target.closest && event.target.closest("[data-cell]");
    if (cell && can) {
      choose(...cell.dataset.cell.split("-").map(Number));
    }
  });
  drawn.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (step && can && filled.length) {
      event.preventDefault();
      const at = filled.findIndex(([i, j]) => chosen() === `${i}-${j}`);
      const next = filled[(at + step + filled.length + (at < 0 && step < 0 ? 1 : 0)) % filled.length];
      choose(...next);
    }
  });
  const stop = rowFilter.watch(() => (panel.isConnected ? panel.redraw() : stop()));
  return panel;
}

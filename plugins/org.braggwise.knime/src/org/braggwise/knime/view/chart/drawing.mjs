// SPDX-License-Identifier: GPL-3.0-or-later
// Drawings that are made anew for each width, so that nothing in them is scaled: not on a telephone, not in print.

import { element } from "../base/dom.mjs";
import { onPaper } from "../base/paper.mjs";

const LEAST = 200;

// in a frame of its own: a drawing of another height in the midst of the measuring would start it again
const sizes =
  typeof ResizeObserver === "undefined"
    ? null
    : new ResizeObserver((entries) => requestAnimationFrame(() => entries.forEach(({ target }) => fit(target))));

function fit(box) {
  const width = Math.max(LEAST, Math.floor(box.clientWidth));
  if (box.clientWidth > 0 && (box.drawnFor !== width || box.drawnOnPaper !== onPaper())) {
    box.drawnFor = width;
    box.drawnOnPaper = onPaper();
    box.draw(width);
  }
}

/**
 * A box with a drawing.
 *
 * @param label what is drawn, for those who cannot see it
 * @param make from a width to the SVG's text
 * @param attributes of the box
 * @return {box, redraw(), svg()}
 */
export function drawing(label, make, attributes = {}) {
  const box = element("div", { class: "drawing", role: "img", "aria-label": label, ...attributes });
  box.draw = (width) => {
    box.innerHTML = make(width);
    box.dispatchEvent(new Event("drawn"));
  };
  sizes.observe(box);
  setTimeout(() => fit(box)); // a page in the background gets no resize
  return {
    box,
    redraw: () => {
      if (box.drawnFor) {
        box.draw(box.drawnFor);
      }
    },
    svg: () => make(box.drawnFor || 720),
  };
}

/** Makes the drawings of the page fit paper before it is printed, and the window after that. */
export function fitPrint() {
  const all = (printing) => () => {
    document.documentElement.classList.toggle("printing", printing);
    document.querySelectorAll(".drawing").forEach(fit);
    document.querySelectorAll("canvas.stage").forEach((canvas) => canvas.redraw());
  };
  window.addEventListener("beforeprint", all(true));
  window.addEventListener("afterprint", all(false));
}

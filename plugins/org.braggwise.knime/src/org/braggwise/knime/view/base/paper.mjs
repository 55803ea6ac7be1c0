// SPDX-License-Identifier: GPL-3.0-or-later
// Whether the page is being printed: on paper drawings are flatter, so that a report has few pages; their text keeps
// its size.

const FLATTER = 0.52;

/** Room for an axis' title. */
const LEAST = 126;

/** Whether the page is being printed. */
export function onPaper() {
  return typeof document !== "undefined" && document.documentElement.classList.contains("printing");
}

/** The height of a drawing, on the screen and on paper. */
export function paperHeight(height) {
  return onPaper() ? Math.min(height, Math.max(LEAST, Math.round(FLATTER * height))) : height;
}

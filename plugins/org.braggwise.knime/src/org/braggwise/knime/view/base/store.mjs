// SPDX-License-Identifier: GPL-3.0-or-later
// A value that several parts of a page share and watch.

/** get(), set(value) and watch(listener), which returns a function that ends the watching. */
export function store(value) {
  const listeners = new Set();
  return {
    get: () => value,
    set(next) {
      if (next !== value) {
        value = next;
        for (const listener of [...listeners]) {
          listener(value);
        }
      }
    },
    watch(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** How every pattern of the page is drawn: x is "tt", "d" or "q"; y "linear", "sqrt" or "log". */
export const axesChoice = store({ x: "tt", y: "linear" });

/**
 * The rows that were picked out of a confusion matrix: {text, count, ids: Set, cell} or null; every list of the page
 * that has one of them heeds it.
 */
export const rowFilter = store(null);

/** A filter of rows; the Synthesizer's names of the parts in front of a name are no part of it in the tables before. */
export function filterOf(text, ids, cell) {
  const bare = ids.map((id) => id.replace(/^(?:train|validation|test)_/, ""));
  return { text, count: ids.length, ids: new Set([...ids, ...bare]), cell };
}

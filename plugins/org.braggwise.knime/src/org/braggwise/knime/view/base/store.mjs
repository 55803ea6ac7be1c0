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

/** The rows that were picked out of a confusion matrix: {text, ids: Set} or null; every list of the page heeds it. */
export const rowFilter = store(null);

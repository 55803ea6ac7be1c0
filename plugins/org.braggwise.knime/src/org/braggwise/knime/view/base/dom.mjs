// SPDX-License-Identifier: GPL-3.0-or-later
// Elements.

/** An element; attributes that begin with "on" are listeners, null and false ones are left out. */
export function element(tag, attributes, ...children) {
  const e = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name.startsWith("on")) {
      e.addEventListener(name.slice(2), value);
    } else if (value !== false && value != null) {
      e.setAttribute(name, value === true ? "" : value);
    }
  }
  e.append(...children.flat(3).filter((c) => c != null && c !== false));
  return e;
}

/** The n-th of the eight colours, as a CSS value: it follows the page from light to dark. */
export function colour(n) {
  return `var(--c${((n % 8) + 8) % 8})`;
}

/** A drawing by itself: the page's colours are put in where it names them. */
export function resolveColours(svg, host = document.querySelector(".bw") || document.documentElement) {
  const style = getComputedStyle(host);
  return svg.replace(/var\((--[\w-]+)\)/g, (_, name) => style.getPropertyValue(name).trim() || "#888");
}

/** A heading of a part of a view: below the view's own, which in a report is the node's. */
export function heading(text, attributes = {}) {
  const tag = document.getElementById("view") ? "h2" : "h3";
  return element(tag, { ...attributes, class: `title ${attributes.class || ""}`.trim() }, text);
}

let used = 0;

/** An id that no other element of the page has. */
export function freshId(what) {
  return `bw-${what}-${++used}`;
}

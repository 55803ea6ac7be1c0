// SPDX-License-Identifier: GPL-3.0-or-later
// A searchable list of rows with one tab stop: arrow keys move, the row that is reached is chosen.

import { element, freshId } from "../base/dom.mjs";
import { number } from "../base/format.mjs";
import { rowFilter } from "../base/store.mjs";

/** Rows in the page at once: thousands would make it stutter. */
const DRAWN = 500;
const PAGE = 10;
/** Fewer rows are seen at a glance. */
const SEARCHED = 8;

/**
 * @param options name ("patterns"), items [{id, text, of}] (what the search looks through, what lights up with it),
 * render(i) the
 *     row's content, onselect(i), total rows of the table where more exist, accepts(i) what else hides rows, selected
 *     at first, filtered: false for what are no rows of the table
 * @return {box, choose(i), update()}
 */
export function list({
  name,
  items,
  render,
  onselect,
  total = items.length,
  accepts = () => true,
  selected = 0,
  filtered = true,
}) {
  const hint = element("p", { class: "hint", "aria-live": "polite" });
  const box = element("div", { class: "list", role: "listbox", tabindex: "0", "aria-label": name });
  const search = element("input", {
    type: "search",
    hidden: total < SEARCHED,
    placeholder: `Search ${number(items.length)} ${name}`,
    "aria-label": `Search ${name}`,
  });
  let current = selected;
  let hits = [];

  function row(i) {
    const attributes = {
      role: "option",
      id: freshId("row"),
      "data-index": i,
      "data-is": `row:${i}`,
      "data-of": items[i].of,
    };
    return element("div", { ...attributes, onclick: () => choose(i) }, render(i));
  }

  function mark() {
    box.removeAttribute("aria-activedescendant");
    for (const option of box.children) {
      const on = Number(option.dataset.index) === current;
      option.setAttribute("aria-selected", String(on));
      if (on) {
        box.setAttribute("aria-activedescendant", option.id);
      }
    }
  }

  function update() {
    const query = search.value.trim().toLowerCase();
    const filter = filtered && rowFilter.get();
    const known = filter && items.some((item) => filter.ids.has(item.id));
    hits = items
      .map((_, i) => i)
      .filter((i) => {
        const { id, text } = items[i];
        return accepts(i) && (!query || text.toLowerCase().includes(query)) && (!known || filter.ids.has(id));
      });
    box.replaceChildren(...hits.slice(0, DRAWN).map(row));
    hint.textContent = message(query);
    hint.hidden = !hint.textContent;
    mark();
  }

  function message(query) {
    if (!hits.length) {
      return total > items.length && query
        ? `Not among the ${number(items.length)} of ${number(total)} ${name} that are shown.`
        : `None of the ${name} fits.`;
    }
    return hits.length > DRAWN ? `${number(hits.length - DRAWN)} more: search to see them.` : "";
  }

  function choose(i) {
    current = i;
    mark();
    onselect(i);
    const option = [...box.children].find((o) => Number(o.dataset.index) === i);
    if (option && option.offsetTop < box.scrollTop) {
      box.scrollTop = option.offsetTop;
    } else if (option && option.offsetTop + option.offsetHeight > box.scrollTop + box.clientHeight) {
      box.scrollTop = option.offsetTop + option.offsetHeight - box.clientHeight;
    }
  }

  box.addEventListener("keydown", (event) => {
    const at = hits.indexOf(current);
    const last = Math.min(hits.length, DRAWN) - 1;
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + PAGE, PageUp: at - PAGE, Home: 0, End: last }[
      event.key
    ];
    if (to !== undefined && hits.length) {
      event.preventDefault();
      choose(hits[Math.max(0, Math.min(last, to))]);
    }
  });
  search.addEventListener("input", update);
  const stop = rowFilter.watch(() => {
    if (!filtered) {
      return stop();
    }
    update();
    if (hits.length && !hits.includes(current)) {
      choose(hits[0]);
    }
    return undefined;
  });
  update();
  return { box: element("div", { class: "finder" }, search, hint, box), choose, update, shown: () => hits };
}

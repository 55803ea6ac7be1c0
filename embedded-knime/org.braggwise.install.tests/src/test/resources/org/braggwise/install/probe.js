// SPDX-License-Identifier: GPL-3.0-or-later
// Waits until the page has drawn itself and says what can be seen: as an element of the page, and to a page around it.
(function () {
  const frames = () =>
    [...document.querySelectorAll("iframe")].map((f) => f.contentDocument).filter((d) => d && d.body);
  const isView = !!document.getElementById("view");
  const ready = (d) => d.body.dataset.ready === "true";
  const inline = () => [...document.querySelectorAll("div[data-view]")];
  const done = () =>
    isView
      ? ready(document)
      : frames().length === document.querySelectorAll("iframe").length &&
        frames().every(ready) &&
        inline().every((d) => d.dataset.ready === "true");

  function blank(canvas) {
    const empty = document.createElement("canvas");
    empty.width = canvas.width;
    empty.height = canvas.height;
    return canvas.width === 0 || canvas.height === 0 || canvas.toDataURL() === empty.toDataURL();
  }

  function seen(d) {
    const canvases = [...d.querySelectorAll("canvas")].filter((c) => c.getClientRects().length > 0);
    const loads = [...d.querySelectorAll("script[src], link[href], img[src], iframe[src]")]
      .map((e) => e.getAttribute("src") || e.getAttribute("href"))
      .filter((u) => !/^(data:|#|about:)/.test(u));
    return {
      ready: d.body.dataset.ready || "",
      canvases: canvases.length,
      charts: canvases.filter((c) => !blank(c)).length,
      drawings: [...d.querySelectorAll("svg")].filter((s) =>
        s.querySelector("path, rect, line, circle, polygon, polyline, text"),
      ).length,
      tables: [...d.querySelectorAll("table")].filter((t) => t.rows.length > 1).length,
      loads,
      evil: d.body.dataset.evil || "",
      text: d.body.innerText.slice(0, 400000),
    };
  }

  // Linked hover: what lights up with the first row or class under the pointer.
  function lit() {
    const first = document.querySelector("#view [data-is]");
    if (!first) {
      return 0;
    }
    first.dispatchEvent(new PointerEvent("pointerover", { bubbles: true }));
    const count = document.querySelectorAll(".lit, .band").length;
    document.getElementById("view").dispatchEvent(new PointerEvent("pointerleave"));
    return document.querySelectorAll(".lit, .band").length ? -1 : count;
  }

  async function say() {
    const result = seen(document);
    result.violations = (await axe.run(document)).violations.map((v) => ({
      impact: v.impact,
      id: v.id,
      node: v.nodes[0].html.slice(0, 200),
    }));
    result.views = new Set(
      inline()
        .filter((d) => d.dataset.ready === "true" && !d.querySelector(":scope > p.warn"))
        .map((d) => d.dataset.view),
    ).size;
    result.lit = isView ? lit() : 0;
    result.frames = frames().map(seen);
    const element = document.createElement("script");
    element.type = "application/json";
    element.id = "probe-result";
    element.textContent = JSON.stringify(result).replace(/</g, "\\u003c");
    document.body.append(element);
    if (window.parent !== window) {
      window.parent.postMessage({ type: "probe", result }, "*");
    }
  }

  // the views of a report are drawn when they come into sight, or for paper
  if (!isView) {
    window.dispatchEvent(new Event("beforeprint"));
    window.dispatchEvent(new Event("afterprint"));
  }

  (function wait(left) {
    if (done() || left === 0) {
      setTimeout(say, 1000);
    } else {
      setTimeout(() => wait(left - 1), 100);
    }
  })(100);
})();

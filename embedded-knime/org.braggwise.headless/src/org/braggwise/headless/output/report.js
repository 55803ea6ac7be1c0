// SPDX-License-Identifier: GPL-3.0-or-later
// A view's page and its data stand at the end of this document, each once: here they are put together.
for (const frame of document.querySelectorAll("iframe[data-view]")) {
  const data = document.getElementById(frame.dataset.view),
    page = JSON.parse(document.getElementById(data.dataset.page).textContent);
  const element = '<script type="application/json" id="braggwise-data">' + data.textContent + "</" + "script>\n";
  const at = page.search(/<script[\s>]/i);
  frame.srcdoc = at < 0 ? element + page : page.slice(0, at) + element + page.slice(at);
}
// A view is as high as what it shows; it draws itself after it is loaded, so it is measured a few times.
for (const frame of document.querySelectorAll("iframe")) {
  const fit = () => {
    const page = frame.contentDocument && frame.contentDocument.body;
    if (page && page.scrollHeight > 0) {
      frame.style.height = Math.min(Math.max(page.scrollHeight + 24, 220), 2400) + "px";
    }
  };
  frame.addEventListener("load", () => [60, 400, 1200, 3000].forEach((ms) => setTimeout(fit, ms)));
  window.addEventListener("resize", fit);
}
// What is printed must be loaded, wherever it stands.
window.addEventListener("beforeprint", () => {
  document.querySelectorAll("iframe").forEach((frame) => (frame.loading = "eager"));
});

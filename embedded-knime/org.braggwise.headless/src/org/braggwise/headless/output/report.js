// SPDX-License-Identifier: GPL-3.0-or-later
// A view is as high as what it shows; it draws itself after it is loaded, so it is measured a few times.
for (const frame of document.querySelectorAll("iframe")) {
  const fit = () => {
    const page = frame.contentDocument && frame.contentDocument.body;
    if (page && page.scrollHeight > 0) {
      frame.style.height = Math.min(Math.max(page.scrollHeight + 24, 220), 2400) + "px";
    }
  };
  frame.addEventListener("load", () => [60, 400, 1200, 3000].forEach(ms => setTimeout(fit, ms)));
  window.addEventListener("resize", fit);
}
// What is printed must be loaded, wherever it stands.
window.addEventListener("beforeprint", () => {
  document.querySelectorAll("iframe").forEach(frame => frame.loading = "eager");
  document.querySelectorAll("details").forEach(details => details.open = true);
});

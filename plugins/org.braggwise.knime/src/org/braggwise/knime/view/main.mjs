// SPDX-License-Identifier: GPL-3.0-or-later
// Draws the view of a page that stands alone (KNIME's dialog, a file), or the views of a report, each when it comes
// into sight.

import { element } from "./base/dom.mjs";
import { loadData, unwrap } from "./base/knime.mjs";
import { linkHover } from "./base/link.mjs";
import { fitPrint } from "./chart/drawing.mjs";
import { indexView } from "./views/indexing.mjs";
import { matchPicture, matchView } from "./views/match.mjs";
import { patternsView } from "./views/patterns.mjs";
import { predictionsPicture, predictionsView } from "./views/predictions.mjs";
import { shapView } from "./views/shap.mjs";
import { structuresView } from "./views/structures.mjs";
import { trainingView } from "./views/training.mjs";
import { uncertaintyPicture, uncertaintyView } from "./views/uncertainty.mjs";

const VIEWS = {
  index: indexView,
  match: matchView,
  patterns: patternsView,
  predictions: predictionsView,
  shap: shapView,
  structures: structuresView,
  training: trainingView,
  uncertainty: uncertaintyView,
};

/** Of a kind the one drawing that tells most; where none is named, the whole view. */
const PICTURES = { match: matchPicture, predictions: predictionsPicture, uncertainty: uncertaintyPicture };

const NOTHING =
  "There is nothing to show: the node kept no data for this view. Execute it again, if it lies on an active branch.";

/** Draws data into a box; a report has headings of its own. */
function draw(host, data, { heading, picture }) {
  host.replaceChildren();
  const view = data && VIEWS[data.kind];
  if (!view) {
    host.append(element("p", { class: "hint" }, NOTHING));
    return;
  }
  if (heading && data.title) {
    host.append(element("h1", {}, data.title));
  }
  for (const words of [data.subtitle, data.note]) {
    if (words && !picture) {
      host.append(element("p", { class: "hint" }, words));
    }
  }
  const only = picture && PICTURES[data.kind];
  if (only) {
    host.append(only(data) || "");
  } else {
    view(host, data);
  }
  linkHover(host);
}

function drawSafely(host, data, options) {
  try {
    draw(host, data(), options);
  } catch (e) {
    host.replaceChildren(element("p", { class: "warn" }, `The view can't be drawn: ${e.message}`));
    console.error(e);
  }
  host.dataset.ready = "true";
}

/** The views of a report: each a box that names the element with its data. */
function drawReport(hosts) {
  const once = (host) => {
    if (!host.dataset.begun) {
      host.dataset.begun = "true";
      drawSafely(host, () => unwrap(document.getElementById(host.dataset.view).textContent), {
        picture: Boolean(host.dataset.picture),
      });
    }
  };
  const sight = new IntersectionObserver(
    (entries) => entries.filter((e) => e.isIntersecting).forEach((e) => once(e.target)),
    {
      rootMargin: "300px",
    },
  );
  hosts.forEach((host) => sight.observe(host));
  window.addEventListener("beforeprint", () => hosts.forEach(once));
}

/** What is printed is drawn first, wherever it stands, then fitted to the paper. */
async function start() {
  const alone = document.getElementById("view");
  if (alone) {
    try {
      const data = await loadData();
      drawSafely(alone, () => data, { heading: true });
    } catch (e) {
      drawSafely(alone, () => {
        throw e;
      });
    }
    document.body.dataset.ready = "true";
  } else {
    drawReport([...document.querySelectorAll("div[data-view]")]);
  }
  fitPrint();
}

start();

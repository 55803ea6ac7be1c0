// SPDX-License-Identifier: GPL-3.0-or-later
// A structure to turn: by dragging, by arrow keys, by buttons that look along the axes; the atom under the pointer is
// named, lattice planes can be laid into it.

import { element, resolveColours } from "../base/dom.mjs";
import { formula, indices, number } from "../base/format.mjs";
import { onPaper } from "../base/paper.mjs";
import { svg } from "../chart/svg.mjs";
import { panel } from "../widgets/panel.mjs";
import { lookingAlong, startRotation, turned } from "./camera.mjs";
import { cifOf } from "./cif.mjs";
import { planeSpacing } from "./geometry.mjs";
import { paint } from "./paint.mjs";
import { canvasPen, svgPen } from "./pens.mjs";
import { legendOf, neighbourhood, planesOf, sceneOf } from "./scene.mjs";

const HELP = "Drag or use the arrow keys to turn; + and − or Ctrl and wheel zoom.";

/**
 * A panel with a structure.
 *
 * @return the panel; its showPlane(hkl) lays the planes of "1 1 0" into the cell, null takes them away
 */
export function structurePanel(title, structure) {
  const scene = sceneOf(structure);
  const canvas = element("canvas", {
    class: "stage",
    tabindex: "0",
    role: "application",
    "aria-roledescription": "structure",
    "aria-label": `Unit cell of ${structure.formula || title}. Arrow keys turn it, plus and minus zoom.`,
  });
  const says = element("p", { class: "readout", "aria-live": "polite" }, HELP);
  const view = { rotation: startRotation(scene.axes), zoom: 1, planes: [], lit: null, polyhedra: true, bonds: true };
  let shown = [];
  let plane = null;

  function colours() {
    const [ink, soft, accent] = ["--ink", "--soft", "--accent"].map((name) => resolveColours(`var(${name})`, canvas));
    return { ink, soft, accent };
  }

  function draw() {
    const width = canvas.clientWidth;
    if (!width) {
      return;
    }
    const height = Math.round(Math.min(onPaper() ? 180 : 480, Math.max(250, 0.72 * width)));
    const fine = window.devicePixelRatio || 1;
    canvas.style.height = `${height}px`;
    canvas.width = width * fine;
    canvas.height = height * fine;
    const g = canvas.getContext("2d");
    g.scale(fine, fine);
    shown = paint(scene, { ...view, width, height, colours: colours() }, canvasPen(g));
  }

  function drawSvg() {
    const [width, height] = [720, 540];
    const pen = svgPen();
    paint(scene, { ...view, lit: null, width, height, colours: colours() }, pen);
    return svg(width, height, pen.content());
  }

  const turn = (yaw, pitch) => {
    view.rotation = turned(view.rotation, yaw, pitch);
    draw();
  };
  const zoom = (factor) => {
    view.zoom = Math.max(0.4, Math.min(8, view.zoom * factor));
    draw();
  };
  const along = (i) => () => {
    view.rotation = lookingAlong(scene.axes[i], scene.axes[i === 2 ? 1 : 2]);
    draw();
  };
  const reset = () => {
    Object.assign(view, { rotation: startRotation(scene.axes), zoom: 1 });
    draw();
  };

  let held = null;
  canvas.addEventListener("pointerdown", (event) => {
    held = [event.clientX, event.clientY];
    canvas.setPointerCapture(event.pointerId);
  });
  canvas.addEventListener("pointermove", (event) => {
    if (held) {
      turn((event.clientX - held[0]) / 110, (event.clientY - held[1]) / 110);
      held = [event.clientX, event.clientY];
    } else {
      hover(event);
    }
  });
  canvas.addEventListener("pointerup", () => (held = null));
  canvas.addEventListener("pointerleave", () => name(null));
  canvas.addEventListener(
    "wheel",
    (event) => {
      if (event.ctrlKey) {
        event.preventDefault();
        zoom(Math.exp(-event.deltaY / 300));
      }
    },
    { passive: false },
  );
  canvas.addEventListener("keydown", (event) => {
    const act = {
      ArrowLeft: () => turn(-0.12, 0),
      ArrowRight: () => turn(0.12, 0),
      ArrowUp: () => turn(0, -0.12),
      ArrowDown: () => turn(0, 0.12),
      "+": () => zoom(1.2),
      "=": () => zoom(1.2),
      "-": () => zoom(1 / 1.2),
      Home: reset,
    }[event.key];
    if (act) {
      event.preventDefault();
      act();
    }
  });

  function hover(event) {
    const b = canvas.getBoundingClientRect();
    const [x, y] = [event.clientX - b.left, event.clientY - b.top];
    const under = shown.filter((s) => Math.hypot(s.x - x, s.y - y) <= Math.max(s.r, 6));
    name(under.length ? under.reduce((p, q) => (q.depth > p.depth ? q : p)).atom : null);
  }

  function name(atom) {
    if (atom !== view.lit) {
      view.lit = atom;
      draw();
    }
    const words = atom && [
      `${atom.label} (${atom.el})`,
      atom.fraction.map((v) => number(v, 4)).join(", "),
      atom.occ < 1 ? `occupied to ${number(100 * atom.occ, 1)} %` : "",
      neighbourhood(scene, atom),
    ];
    says.textContent = words ? words.filter(Boolean).join(" · ") : plane || HELP;
  }

  const toggle = (text, key) => {
    const button = element("button", { type: "button", "aria-pressed": "true", onclick: flip }, text);
    function flip() {
      view[key] = !view[key];
      button.setAttribute("aria-pressed", String(view[key]));
      draw();
    }
    return button;
  };
  const button = (text, hint, onclick) => element("button", { type: "button", title: hint, onclick }, text);
  const bar = element(
    "div",
    { class: "bar" },
    ["a", "b", "c"].map((axis, i) => button(axis, `View along ${axis}`, along(i))),
    button("Reset", "As at the beginning", reset),
    scene.faces.length ? toggle("Polyhedra", "polyhedra") : null,
    scene.bonds.length ? toggle("Bonds", "bonds") : null,
  );
  const legend = element(
    "p",
    { class: "bar" },
    legendOf(structure).map(({ el, colour }) =>
      element("span", { class: "key" }, element("span", { class: "ball", style: `background:${colour}` }), el),
    ),
  );
  const box = panel(title, element("div", {}, bar, canvas, says, legend), {
    svg: drawSvg,
    cif: () => cifOf(structure),
  });
  box.showPlane = (hkl) => {
    const numbers = hkl ? hkl.trim().split(/\s+/).map(Number) : null;
    const valid = numbers && numbers.length === 3 && numbers.every(Number.isInteger) && numbers.some(Boolean);
    view.planes = valid ? planesOf(scene, numbers) : [];
    plane = valid ? `Planes (${indices(hkl)}), ${number(planeSpacing(structure.cell, numbers), 4)} Å apart` : null;
    name(null);
    draw();
  };
  canvas.redraw = draw;
  new ResizeObserver(() => requestAnimationFrame(draw)).observe(canvas);
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
  setTimeout(draw);
  return box;
}

/** The facts of a structure. */
export function structureFacts(s) {
  const [a, b, c, alpha, beta, gamma] = s.cell;
  const angles = [alpha, beta, gamma].map((v) => number(v, 3)).join(", ");
  return [
    ["Formula", formula(s.formula)],
    ["Space group", s.symbol ? `${s.symbol} (${s.spaceGroup})` : s.spaceGroup && String(s.spaceGroup)],
    ["Crystal system", s.crystalSystem],
    ["a, b, c / Å", [a, b, c].map((v) => number(v, 4)).join(", ")],
    ["α, β, γ / deg", angles],
    ["Atoms in the cell", String(s.atoms.length)],
  ];
}

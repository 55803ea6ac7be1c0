// SPDX-License-Identifier: GPL-3.0-or-later
// Paints a scene from the back to the front with a pen: a canvas' for the screen, an SVG's for files and paper.

import { elementColour } from "./elements.mjs";
import { add, middle, minus, times } from "./geometry.mjs";
import { projection } from "./camera.mjs";

const PIECES = 6;

/**
 * Paints.
 *
 * @param view {rotation, width, height, zoom, planes: [[points]], lit: atom, polyhedra: boolean, bonds: boolean,
 * colours: {ink, soft,
 *     accent, paper}}
 * @return what was painted of atoms, for hovering: [{atom, x, y, r, depth}]
 */
export function paint(scene, view, pen) {
  const eye = projection(view.rotation, { ...view, radius: scene.radius });
  const { colours } = view;
  const items = [];
  for (const [p, q] of scene.edges) {
    for (let i = 0; i < PIECES; i++) {
      const [from, to] = [i, i + 1].map((k) => eye.of(add(p, times(minus(q, p), k / PIECES))));
      items.push({ depth: (from.depth + to.depth) / 2, draw: () => pen.line(from, to, colours.soft, 1.1) });
    }
  }
  if (view.bonds) {
    bonds(scene, eye, pen, items);
  }
  for (const { el, points } of view.polyhedra ? scene.faces : []) {
    const corners = points.map(eye.of);
    items.push({
      depth: eye.of(middle(points)).depth,
      draw: () => pen.polygon(corners, elementColour(el), 0.3, elementColour(el)),
    });
  }
  for (const points of view.planes || []) {
    const corners = points.map(eye.of);
    items.push({
      depth: eye.of(middle(points)).depth,
      draw: () => pen.polygon(corners, colours.accent, 0.35, colours.accent),
    });
  }
  const atoms = scene.atoms.map((atom) => {
    const { x, y, depth } = eye.of(atom.p);
    const ball = { atom, x, y, depth, r: eye.scale * atom.r };
    const lit = view.lit === atom ? colours.accent : null;
    items.push({ depth: depth + 0.01, draw: () => pen.ball(ball, elementColour(atom.el), atom.occ, lit) });
    return ball;
  });
  items.sort((a, b) => a.depth - b.depth).forEach((item) => item.draw());
  compass(scene, view, pen);
  return atoms;
}

/** Each half in its atom's colour. */
function bonds(scene, eye, pen, items) {
  for (const { from, to, a, b } of scene.bonds) {
    const half = middle([from, to]);
    for (const [end, el] of [
      [from, a],
      [to, b],
    ]) {
      const [p, q] = [eye.of(end), eye.of(half)];
      items.push({
        depth: (p.depth + q.depth) / 2,
        draw: () => pen.line(p, q, elementColour(el), 0.11 * eye.scale, true),
      });
    }
  }
}

/** The directions of a, b and c in the lower left corner. */
function compass(scene, view, pen) {
  const { height, rotation, colours } = view;
  const origin = { x: 46, y: height - 42 };
  const eye = projection(rotation, { width: 0, height: 0, radius: 1, zoom: 0 });
  scene.axes
    .map((axis, i) => {
      const { depth } = eye.of(axis);
      const size = Math.hypot(...axis);
      const [x, y] = [0, 1].map(
        (k) => (rotation[k][0] * axis[0] + rotation[k][1] * axis[1] + rotation[k][2] * axis[2]) / size,
      );
      return { depth, tip: { x: origin.x + 30 * x, y: origin.y - 30 * y }, name: "abc"[i], x, y };
    })
    .sort((p, q) => p.depth - q.depth)
    .forEach(({ tip, name, x, y }) => {
      pen.line(origin, tip, colours.ink, 2);
      pen.text({ x: tip.x + 8 * x, y: tip.y - 8 * y }, name, colours.ink);
    });
}

// SPDX-License-Identifier: GPL-3.0-or-later
// Two pens that paint alike: on a canvas and as SVG.

import { tag, text } from "../chart/svg.mjs";

/** Points are {x, y}; colours #rrggbb; a ball is {x, y, r}. */
export function canvasPen(g) {
  return {
    line(p, q, colour, width, outlined = false) {
      g.lineCap = "round";
      for (const [w, c] of outlined
        ? [
            [width + 1.4, "#00000066"],
            [width, colour],
          ]
        : [[width, colour]]) {
        g.strokeStyle = c;
        g.lineWidth = w;
        g.beginPath();
        g.moveTo(p.x, p.y);
        g.lineTo(q.x, q.y);
        g.stroke();
      }
    },
    polygon(points, fill, opacity, stroke) {
      g.beginPath();
      points.forEach((p, i) => (i ? g.lineTo(p.x, p.y) : g.moveTo(p.x, p.y)));
      g.closePath();
      g.globalAlpha = opacity;
      g.fillStyle = fill;
      g.fill();
      g.globalAlpha = Math.min(1, opacity + 0.4);
      g.strokeStyle = stroke;
      g.lineWidth = 1;
      g.stroke();
      g.globalAlpha = 1;
    },
    ball({ x, y, r }, colour, occupancy, ring) {
      const shade = g.createRadialGradient(x - r * 0.35, y - r * 0.4, r * 0.08, x, y, r);
      shades(colour).forEach(([stop, c]) => shade.addColorStop(stop, c));
      g.fillStyle = shade;
      g.globalAlpha = 0.35 + 0.65 * occupancy;
      g.beginPath();
      g.arc(x, y, r, 0, 2 * Math.PI);
      g.fill();
      g.globalAlpha = 1;
      g.lineWidth = ring ? 2.5 : 0.8;
      g.strokeStyle = ring || "#00000088";
      g.stroke();
    },
    text(p, words, colour) {
      g.font = "italic 600 14px system-ui, sans-serif";
      g.textAlign = "center";
      g.textBaseline = "middle";
      g.fillStyle = colour;
      g.fillText(words, p.x, p.y);
    },
  };
}

/** The same as SVG: content() gives its text. */
export function svgPen() {
  const parts = [];
  const gradients = new Map();
  const gradient = (colour) => {
    if (!gradients.has(colour)) {
      const id = `ball-${colour.slice(1)}`;
      const stops = shades(colour).map(([offset, c]) => tag("stop", { offset, "stop-color": c }));
      gradients.set(colour, {
        id,
        svg: tag("radialGradient", { id, cx: 0.5, cy: 0.5, fx: 0.33, fy: 0.3 }, stops.join("")),
      });
    }
    return `url(#${gradients.get(colour).id})`;
  };
  return {
    line(p, q, colour, width, outlined = false) {
      const ends = { x1: p.x, y1: p.y, x2: q.x, y2: q.y, "stroke-linecap": "round" };
      if (outlined) {
        parts.push(tag("line", { ...ends, stroke: "#000", "stroke-opacity": 0.4, "stroke-width": width + 1.4 }));
      }
      parts.push(tag("line", { ...ends, stroke: colour, "stroke-width": width }));
    },
    polygon(points, fill, opacity, stroke) {
      const list = points.map((p) => `${p.x.toFixed(1)},${p.y.toFixed(1)}`).join(" ");
      parts.push(
        tag("polygon", {
          points: list,
          fill,
          "fill-opacity": opacity,
          stroke,
          "stroke-opacity": opacity + 0.4,
        }),
      );
    },
    ball({ x, y, r }, colour, occupancy) {
      const look = {
        fill: gradient(colour),
        "fill-opacity": 0.35 + 0.65 * occupancy,
        stroke: "#000",
        "stroke-opacity": 0.5,
      };
      parts.push(tag("circle", { cx: x, cy: y, r, ...look, "stroke-width": 0.8 }));
    },
    text(p, words, colour) {
      const look = {
        fill: colour,
        "text-anchor": "middle",
        "font-style": "italic",
        "font-weight": 600,
        "font-size": 14,
      };
      parts.push(text(p.x, p.y + 5, words, look));
    },
    content: () => tag("defs", {}, [...gradients.values()].map((g) => g.svg).join("")) + parts.join(""),
  };
}

/** Stops of a ball's shading: light from the upper left, dark at the rim. */
function shades(colour) {
  return [
    [0, mix(colour, 255, 0.75)],
    [0.3, mix(colour, 255, 0.2)],
    [0.7, colour],
    [1, mix(colour, 0, 0.35)],
  ];
}

function mix(colour, towards, share) {
  const parts = [1, 3, 5].map((i) => parseInt(colour.slice(i, i + 2), 16));
  return `#${parts
    .map((v) =>
      Math.round(v + (towards - v) * share)
        .toString(16)
        .padStart(2, "0"),
    )
    .join("")}`;
}

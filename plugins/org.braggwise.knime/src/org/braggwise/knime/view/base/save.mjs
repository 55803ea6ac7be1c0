// SPDX-License-Identifier: GPL-3.0-or-later
// Files that the reader saves.

import { element, resolveColours } from "./dom.mjs";

/** Offers the content as a file. */
export function saveFile(name, type, content) {
  const url = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  const link = element("a", { href: url, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 2000);
}

/** A drawing as a file of its own. */
export function saveSvg(name, svg) {
  saveFile(name, "image/svg+xml", resolveColours(svg));
}

/** A drawing as a picture, three points for each of its own. */
export function savePng(name, svg) {
  const [, width, height] = /viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg);
  const image = new Image();
  image.onload = () => {
    const canvas = element("canvas", { width: 3 * width, height: 3 * height });
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    canvas.toBlob((blob) => saveFile(name, "image/png", blob));
  };
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(resolveColours(svg))}`;
}

#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Draws the nodes' 16 x 16 icons (8 times too large, then reduced) beside their factories. Run by hand when an icon changes."""
import math
import pathlib

from PIL import Image, ImageDraw

BASE = pathlib.Path(__file__).resolve().parent.parent / "src" / "org" / "braggwise" / "knime"
K = 8
INK, BLUE, ORANGE, GREEN, PINK = "#26323f", "#0072b2", "#d55e00", "#009e73", "#cc79a7"


def peaks(d, at, base=14.5, colour=INK, width=1.1, left=0.8, right=15.2):
    points = [(left, base)]
    for i in range(200):
        x = left + (right - left) * i / 199
        y = base - sum(h / (1 + ((x - c) / w) ** 2) for c, h, w in at)
        points.append((x, y))
    d.line([(K * x, K * y) for x, y in points], fill=colour, width=int(K * width), joint="curve")


def ball(d, x, y, r, colour):
    d.ellipse([K * (x - r), K * (y - r), K * (x + r), K * (y + r)], fill=colour)


def line(d, *p, colour=INK, width=1.1):
    d.line([(K * x, K * y) for x, y in p], fill=colour, width=int(K * width), joint="curve")


def cell(d, x=2, y=2, s=12, colour=INK):
    line(d, (x, y), (x + s, y), (x + s, y + s), (x, y + s), (x, y), colour=colour)


def cifreader(d):
    cell(d); ball(d, 2, 2, 1.9, GREEN); ball(d, 14, 2, 1.9, GREEN); ball(d, 2, 14, 1.9, GREEN); ball(d, 14, 14, 1.9, GREEN); ball(d, 8, 8, 2.6, BLUE)


def substitutor(d):
    ball(d, 4, 5, 3, GREEN); ball(d, 12, 11, 3, ORANGE)
    line(d, (8.5, 3), (13, 3), (13, 6.5)); line(d, (11.3, 5), (13, 6.8), (14.7, 5))
    line(d, (7.5, 13), (3, 13), (3, 9.5)); line(d, (1.3, 11), (3, 9.2), (4.7, 11))


def simulator(d):
    line(d, (1, 1), (6, 6), colour=ORANGE, width=1.3); line(d, (6, 6), (12, 1), colour=ORANGE, width=1.3)
    ball(d, 6, 6, 1.6, BLUE); peaks(d, [(4, 4, 0.5), (8, 6.5, 0.4), (12, 3, 0.5)])


def augmenter(d):
    peaks(d, [(4, 3, 0.6), (10, 4, 0.6)], 5.5, BLUE); peaks(d, [(4.8, 2, 0.9), (10.8, 3.4, 0.9)], 10, ORANGE); peaks(d, [(3.4, 3.3, 0.5), (9.2, 2, 0.5), (13, 2, 0.4)], 14.5, GREEN)


def synthesizer(d):
    peaks(d, [(4.5, 4, 0.6)], 7, BLUE, right=8); peaks(d, [(11, 4, 0.6)], 7, ORANGE, left=8.4)
    line(d, (4.5, 9), (8, 11)); line(d, (11.5, 9), (8, 11)); peaks(d, [(5, 3, 0.6), (11, 3, 0.6)], 15)


def learner(d):
    for x, n in ((2.5, 3), (8, 4), (13.5, 2)):
        for i in range(n):
            y = 8 + (i - (n - 1) / 2) * 4
            for x2, m in ((8, 4), (13.5, 2)):
                if x2 - x in (5.5,):
                    for j in range(m):
                        line(d, (x, y), (x2, 8 + (j - (m - 1) / 2) * 4), colour="#8b97a5", width=0.5)
    for x, n, c in ((2.5, 3, BLUE), (8, 4, INK), (13.5, 2, ORANGE)):
        for i in range(n):
            ball(d, x, 8 + (i - (n - 1) / 2) * 4, 1.5, c)


def finetuner(d):
    learner(d)
    d.ellipse([K * 7.6, K * 7.6, K * 16, K * 16], fill="#ffffff")
    d.arc([K * 8.6, K * 8.6, K * 15, K * 15], 30, 330, fill=GREEN, width=int(K * 1.5))
    d.polygon([(K * x, K * y) for x, y in ((12.2, 9), (15.9, 8.2), (15, 12))], fill=GREEN)


def predictor(d):
    for y, w, c in ((3, 12, BLUE), (8, 6, "#7aa9c9"), (13, 3, "#b7cbd8")):
        line(d, (1, y), (1 + w, y), colour=c, width=3)
    line(d, (10, 3), (15.3, 3), width=0.9); line(d, (15, 1.4), (15, 4.6), width=0.9); line(d, (5, 8), (10, 8), width=0.9)


def scorer(d):
    line(d, (2, 1), (2, 14), (15, 14)); line(d, (2, 14), (14, 2), colour="#8b97a5", width=0.8)
    for x, y in ((4, 12.5), (6.6, 10.5), (9, 7), (11, 5.2), (13.5, 2.6)):
        ball(d, x, y, 1.3, BLUE)


def explainer(d):
    d.rectangle([K * 3, K * 1, K * 6, K * 15], fill="#f3c9a5"); d.rectangle([K * 9.5, K * 1, K * 11.5, K * 15], fill="#a9cbe0")
    peaks(d, [(4.5, 11, 0.5), (10.5, 7, 0.5), (13.4, 3, 0.4)], 14)


def modelreader(d):
    learner(d)
    d.ellipse([K * 7.6, K * 7.6, K * 16, K * 16], fill="#ffffff")
    line(d, (12, 8.4), (12, 13), colour=GREEN, width=1.6); d.polygon([(K * x, K * y) for x, y in ((9, 11.4), (15, 11.4), (12, 15.4))], fill=GREEN)


def modelwriter(d):
    learner(d)
    d.ellipse([K * 7.6, K * 7.6, K * 16, K * 16], fill="#ffffff")
    line(d, (12, 11), (12, 15.2), colour=ORANGE, width=1.6); d.polygon([(K * x, K * y) for x, y in ((9, 12), (15, 12), (12, 8))], fill=ORANGE)


def patternreader(d):
    line(d, (3, 1), (10, 1), (13, 4), (13, 15), (3, 15), (3, 1)); line(d, (10, 1), (10, 4), (13, 4), width=0.8)
    peaks(d, [(6, 5, 0.4), (9.4, 7, 0.4)], 13.4, BLUE, left=4, right=12)


def preparation(d):
    peaks(d, [(4, 4, 0.4), (9, 5, 0.4)], 9, "#9aa6b3"); line(d, (1, 9), (6, 7.4), (15, 8.8), colour=ORANGE, width=0.9)
    peaks(d, [(4, 4.5, 0.4), (9, 5.5, 0.4)], 15, BLUE)


def indexer(d):
    cell(d, 4, 0.8, 8); line(d, (4, 0.8), (1.6, 3), (1.6, 11), (9.6, 11), (12, 8.8), width=0.8); line(d, (1.6, 3), (9.6, 3), (12, 0.8), width=0.8)
    line(d, (9.6, 3), (9.6, 11), width=0.8)
    for x in (2, 4.5, 7.6, 9.4, 13.4):
        line(d, (x, 12.4), (x, 15.4), colour=BLUE, width=1.2)


def matcher(d):
    peaks(d, [(4, 7.5, 0.5), (8.6, 5, 0.4), (12.6, 3, 0.5)], 10.4, ORANGE, width=2.4); peaks(d, [(4, 7.5, 0.5), (8.6, 5, 0.4), (12.6, 3, 0.5)], 10.4, BLUE, width=1)
    line(d, (0.8, 14.2), (3.4, 14.2), (4, 13.2), (4.6, 15), (5.2, 14.2), (8.2, 14.2), (8.8, 13.6), (9.4, 14.2), (15.2, 14.2), colour=GREEN, width=1)


def braggwise(d):
    for y in (8, 11.5, 15):
        line(d, (0.5, y), (15.5, y), colour="#8b97a5", width=0.8)
    for x in (2, 8, 14):
        for y in (8, 11.5, 15):
            ball(d, x, y, 1.1, BLUE)
    line(d, (1, 0.8), (8, 7.4), (15, 0.8), colour=ORANGE, width=1.5)


if __name__ == "__main__":
    for name in ("cifreader", "substitutor", "simulator", "augmenter", "synthesizer", "learner", "finetuner", "predictor", "scorer", "explainer", "modelreader", "modelwriter", "patternreader", "preparation", "indexer", "matcher"):
        image = Image.new("RGBA", (16 * K, 16 * K), (0, 0, 0, 0))
        globals()[name](ImageDraw.Draw(image))
        (BASE / name).mkdir(exist_ok=True)
        image.resize((16, 16), Image.LANCZOS).save(BASE / name / (name + ".png"))
    image = Image.new("RGBA", (16 * K, 16 * K), (0, 0, 0, 0))
    braggwise(ImageDraw.Draw(image))
    (BASE.parent.parent.parent.parent / "icons").mkdir(exist_ok=True)
    image.resize((16, 16), Image.LANCZOS).save(BASE.parent.parent.parent.parent / "icons" / "braggwise.png")

# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes anomalous-cromer-liberman.tsv from gemmi's cromer_liberman, and a table of values near edges to test it by.

Usage: anomalous.py TABLE EDGES   (Debian 12: python3-gemmi 0.5.7, python3-numpy)
Energies are scanned in steps of 2 eV, and near each edge, where f'' jumps, in steps that grow by a quarter from 2 meV; what a straight line
between its neighbours gives within 0.02 electrons is left out. The K-alpha lines of Ag, Mo, Cu, Co, Fe and Cr are always there. Further than
25 eV from an edge f' that is 0.05 electrons off the median of its neighbours is a fault of the quadrature (Gd at 16753 eV: 2484) and left out.
"""
import random
import sys

import gemmi
import numpy as np

EV_ANGSTROM = 12398.41984
FIRST, LAST = 3999.0, 62000.0
LINES = [1.54059290, 1.54442740, 1.54184, 1.7889960, 1.7928350, 1.79026, 0.70931715, 0.7136070, 0.71073, 2.2897260, 2.2936510, 2.29100,
         1.9360410, 1.9399730, 1.93736, 0.55942178, 0.5638131, 0.56087]
LINES += [(2 * a + b) / 3 for a, b in zip(LINES[0::3], LINES[1::3])]


def f(z, energy):
    return gemmi.cromer_liberman(z=z, energy=float(energy))


def scan(z, energies):
    return np.array([f(z, e) for e in energies])


def thinned(e, v, tolerance, fixed):
    """Indices of points between which straight lines are within the tolerance of all (Douglas and Peucker)."""
    keep = np.zeros(len(e), bool)
    keep[0] = keep[-1] = True
    keep[fixed] = True
    ends = np.flatnonzero(keep)
    todo = list(zip(ends, ends[1:]))
    while todo:
        a, b = todo.pop()
        if b - a < 2:
            continue
        t = ((e[a + 1:b] - e[a]) / (e[b] - e[a]))[:, None]
        off = abs(v[a] + t * (v[b] - v[a]) - v[a + 1:b]).max(axis=1)
        m = off.argmax()
        if off[m] > tolerance:
            m += a + 1
            keep[m] = True
            todo += [(a, m), (m, b)]
    return np.flatnonzero(keep)


def edges_of(z, e, v):
    edges = []
    for j in np.flatnonzero(np.diff(v[:, 1]) > 0.15):
        a, b, fa, fb = e[j], e[j + 1], v[j, 1], v[j + 1, 1]
        while b - a > 0.004:
            m = (a + b) / 2
            fm = f(z, m)[1]
            if fm - fa > fb - fm:
                b, fb = m, fm
            else:
                a, fa = m, fm
        if not edges or a - edges[-1][1] > 0.05:
            edges.append((a, b))
    return edges


def curve(z, lines):
    e = np.unique(np.concatenate([np.arange(FIRST, LAST, 2.0), [LAST], lines]))
    edges = edges_of(z, e, scan(z, e))
    steps = 0.002 * 1.25 ** np.arange(48)
    steps = steps[steps < 40]
    near = [x for a, b in edges for x in [a, b, *(a - steps), *(b + steps)] if FIRST < x < LAST]
    e = np.unique(np.concatenate([np.round(np.concatenate([e, near]), 4), lines]))
    v = scan(z, e)
    median = np.array([np.median(v[max(0, i - 5):i + 6, 0]) for i in range(len(e))])
    far = np.array([all(abs(x - a) > 25 for a, _ in edges) for x in e])
    good = ~far | (abs(v[:, 0] - median) <= 0.05) | np.isin(e, lines)
    e, v = e[good], v[good]
    fixed = [i for i, x in enumerate(e) if x in lines or any(abs(x - a) < 0.0045 or abs(x - b) < 0.0045 for a, b in edges)]
    kept = thinned(e, v, 0.02, fixed)
    return e[kept], v[kept], edges


def main():
    random.seed(5)
    lines = sorted(EV_ANGSTROM / w for w in LINES)
    with open(sys.argv[1], "w") as table, open(sys.argv[2], "w") as near:
        table.write("# SPDX-License-Identifier: GPL-3.0-or-later\n# Anomalous dispersion of free atoms after Cromer and Liberman (1981), "
                    "doi:10.1107/S0567739481000600, computed with gemmi's\n# cromer_liberman by tools/anomalous.py. element, energies in eV, "
                    "f' and f'' in electrons\n")
        near.write("# SPDX-License-Identifier: GPL-3.0-or-later\n# Made by tools/anomalous.py with gemmi %s: element, wavelength in angstrom "
                   "within 40 eV of an absorption edge, f', f''\n" % gemmi.__version__)
        for z in range(3, 93):
            symbol = gemmi.Element(z).name
            e, v, edges = curve(z, lines)
            short = lambda x: ("%.4f" % x).rstrip("0").rstrip(".")
            energy = lambda x: "%.12g" % x if x in lines else ("%.4f" % x).rstrip("0").rstrip(".")
            table.write("\t".join([symbol, " ".join(map(energy, e)), " ".join(map(short, v[:, 0])), " ".join(map(short, v[:, 1]))]) + "\n")
            for edge, _ in edges:
                for _ in range(4):
                    w = round(EV_ANGSTROM / (edge + random.choice([-1, 1]) * 10 ** random.uniform(-0.3, 1.6)), 6)
                    if FIRST < EV_ANGSTROM / w < LAST:
                        near.write("%s\t%.6f\t%.4f\t%.4f\n" % (symbol, w, *f(z, EV_ANGSTROM / w)))


if __name__ == "__main__":
    main()

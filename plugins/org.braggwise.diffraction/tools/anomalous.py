#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes anomalous-cromer-liberman.tsv to standard output. Needs gemmi (pip or Debian's python3-gemmi).

For each element: energies in eV, f' and f'' at them. Between neighbours the straight line is right to TOLERANCE electrons; intervals are
not made narrower than NARROWEST. The K-alpha lines (both, and the conventional mean) are among the energies.
"""
import math

import gemmi

EV_ANGSTROM = 12398.41984
FIRST, LAST = 3999.0, 62000.0
TOLERANCE, NARROWEST = 0.02, 4.0
LINES = [1.54059290, 1.54442740, 1.54184, 1.7889960, 1.7928350, 1.79026, 0.70931715, 0.7136070, 0.71073, 2.2897260, 2.2936510, 2.29100,
         1.9360410, 1.9399730, 1.93736, 0.55942178, 0.5638131, 0.56087]
LINES += [(2 * a + b) / 3 for a, b in zip(LINES[0::3], LINES[1::3])]


def nodes(z):
    f = lambda e: gemmi.cromer_liberman(z, e)
    fixed = sorted({FIRST, LAST} | {EV_ANGSTROM / w for w in LINES} | {round(FIRST * (LAST / FIRST) ** (i / 24)) for i in range(1, 24)})
    out = {e: f(e) for e in fixed}

    def split(a, b):
        if b - a < 2 * NARROWEST:
            return
        worst = 0
        for t in (0.25, 0.5, 0.75):
            e = a + t * (b - a)
            got = f(e)
            worst = max(worst, *(abs(got[i] - out[a][i] - t * (out[b][i] - out[a][i])) for i in (0, 1)))
        if worst > TOLERANCE:
            middle = round((a + b) / 2)
            out[middle] = f(middle)
            split(a, middle)
            split(middle, b)

    for a, b in zip(fixed, fixed[1:]):
        split(a, b)
    return sorted(out.items())


print("# SPDX-License-Identifier: GPL-3.0-or-later")
print("# Anomalous dispersion of free atoms after Cromer and Liberman (1981), doi:10.1107/S0567739481000600, computed with gemmi's")
print("# cromer_liberman by tools/anomalous.py. element, energies in eV, f' and f'' in electrons")
for z in range(3, 93):
    rows = nodes(z)
    print(gemmi.Element(z).name, " ".join(f"{e:.12g}" for e, _ in rows), *(" ".join(f"{v[i]:.4f}".rstrip("0").rstrip(".") for _, v in rows)
                                                                              for i in (0, 1)), sep="\t")

# SPDX-License-Identifier: GPL-3.0-or-later
"""Times pymatgen and Braggwise in turns, structure by structure. Called by benchmarks/simulation.

Arguments: folder of the shared data, rounds, then the command of Braggwise's side, which answers on a pipe.
pymatgen computes lines only; Braggwise computes its lines and a pattern of 3501 points. Of the structures of peer-pymatgen both get the
atoms without symmetry; CIF files each side reads for itself, before the clock starts. Both times are processor time: waiting for a busy
machine counts for neither.
"""
import glob
import json
import os
import re
import statistics
import subprocess
import sys
import time

from pymatgen.analysis.diffraction.xrd import XRDCalculator
from pymatgen.core import Structure
from pymatgen.io.cif import CifParser


def structures(data):
    for path in sorted(glob.glob(os.path.join(data, "peer-pymatgen", "*.json"))):
        d = json.load(open(path))
        lattice = [d["lattice"][i:i + 3] for i in (0, 3, 6)]
        yield d["id"], Structure(lattice, [s["species"] for s in d["sites"]], [s["frac"] for s in d["sites"]]), ""
    for path in sorted(glob.glob(os.path.join(data, "structures", "rss", "cif", "*.cif"))):
        try:
            s = CifParser(path, occupancy_tolerance=1.05).get_structures(primitive=False)[0]
        except Exception as e:  # noqa: BLE001: pymatgen raises many kinds
            print(f"left out, pymatgen does not read it: {os.path.basename(path)}: {str(e)[:80]}")
            continue
        yield os.path.basename(path), s, path


def line(s):
    """A structure on one line: 9 numbers of the lattice, then for each site x y z and element:occupancy pairs."""
    sites = []
    for site in s:
        parts = " ".join(f"{re.sub('[^A-Za-z].*', '', sp.symbol)}:{float(min(occ, 1.0))!r}" for sp, occ in site.species.items())
        sites.append(" ".join(repr(float(x)) for x in site.frac_coords) + " " + parts)
    return ";".join([" ".join(repr(float(x)) for row in s.lattice.matrix for x in row)] + sites)


data, rounds, command = sys.argv[1], int(sys.argv[2]), sys.argv[3:]
everything = list(structures(data))
ours = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1)
for _, s, path in everything:
    ours.stdin.write(path + "\t" + line(s) + "\n")
ours.stdin.write("\n")
print(ours.stdout.readline().rstrip())

calculator = XRDCalculator("CuKa")
theirs = [[] for _ in everything]
mine = [[] for _ in everything]
for _ in range(rounds):
    for i, (_, s, _) in enumerate(everything):
        begin = time.process_time()
        calculator.get_pattern(s, scaled=False, two_theta_range=(10, 80))
        theirs[i].append(time.process_time() - begin)
        ours.stdin.write(f"{i}\n")
        mine[i].append([float(x) for x in ours.stdout.readline().split()])
ours.stdin.close()
ours.wait()

print(f"\n{'structure':<42}{'atoms':>6}{'pymatgen ms':>13}{'lines ms':>10}{'pattern ms':>12}{'x lines':>9}{'x pattern':>11}{'F share':>9}{'drawing':>9}")
lines, patterns, factor_shares, drawing_shares = [], [], [], []
for (name, s, _), t, m in zip(everything, theirs, mine):
    p = statistics.median(t) * 1e3
    refl, draw, factors = (statistics.median(column) / 1e6 for column in zip(*m))
    total = refl + draw
    lines.append(p / refl)
    patterns.append(p / total)
    factor_shares.append(factors / total)
    drawing_shares.append(draw / total)
    print(f"{name:<42}{len(s):>6}{p:>13.2f}{refl:>10.4f}{total:>12.4f}{p / refl:>9.0f}{p / total:>11.0f}{factors / total:>9.0%}{draw / total:>9.0%}")
print(f"\n{len(everything)} structures, {rounds} rounds in turns, one thread each; medians. Both sides: Cu Ka, 10 to 80 deg.")
print("pymatgen: lines. Braggwise: lines with dispersion and displacements, and a pattern of 3501 points (pseudo-Voigt, integrated over bins).")
print(f"Share of structure factors {statistics.median(factor_shares):.0%}, of drawing {statistics.median(drawing_shares):.0%} (medians).")
print(f"Lines alone: {statistics.median(lines):.0f} times pymatgen (median; least {min(lines):.0f}).")
print(f"Lines and pattern: {statistics.median(patterns):.0f} times pymatgen's lines (median; least {min(patterns):.0f}).")
print(f"RESULT simulation_vs_pymatgen {statistics.median(patterns):.1f}")

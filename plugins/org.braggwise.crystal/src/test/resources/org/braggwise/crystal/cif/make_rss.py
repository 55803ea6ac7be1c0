# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes rss.tsv: what gemmi and pymatgen read from the CIF files of a folder.

Usage: make_rss.py FOLDER > rss.tsv   (Debian 12: python3-gemmi 0.5.7, python3-pymatgen 2022.11.7)
Columns: file; space-group number by spglib's symprec 0.01 of pymatgen's structure; positions in the cell (pymatgen); volume in cubic
angstrom; then |sum over atoms of occupancy Z exp(2 pi i h.x)| for the reflections of HKL, which tell any other set of atoms apart.
"""
import glob
import os
import sys
import warnings

import numpy
import spglib
from pymatgen.core import Element
from pymatgen.io.cif import CifParser

HKL = [(1, 0, 0), (0, 1, 0), (0, 0, 1), (1, 1, 0), (2, 1, 1), (0, 2, 4), (3, 1, 2), (4, 0, 0)]
warnings.filterwarnings("ignore")
print("# SPDX-License-Identifier: GPL-3.0-or-later\n# Made by make_rss.py with pymatgen and spglib %s." % spglib.__version__)
for path in sorted(glob.glob(os.path.join(sys.argv[1], "*.cif"))):
    try:
        s = CifParser(path, occupancy_tolerance=1.1).get_structures(primitive=False)[0]
    except Exception as e:
        print("#", os.path.basename(path), repr(e)[:80], sep="\t")
        continue
    kinds = {}
    cell = (s.lattice.matrix, s.frac_coords, [kinds.setdefault(str(t.species), len(kinds)) for t in s])
    number = spglib.get_symmetry_dataset(cell, symprec=0.01)["number"]
    z = numpy.array([sum(Element(getattr(e, "symbol", str(e))).Z * n for e, n in t.species.items()) for t in s])
    f = [abs(numpy.sum(z * numpy.exp(2j * numpy.pi * s.frac_coords.dot(h)))) for h in HKL]
    print(os.path.basename(path), number, len(s), "%.4f" % s.volume, *("%.3f" % x for x in f), sep="\t")

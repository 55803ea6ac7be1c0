# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes space-groups.tsv: what spglib and gemmi say of each setting of space-group-settings.tsv.

Usage: make_space_groups.py TABLE > space-groups.tsv   (Debian 12: python3-gemmi 0.5.7, python3-spglib 2.0.2)
Columns: Hall symbol of the table; number by gemmi; number by spglib ("-" where spglib does not list the setting); number of
operations; the first 16 hexadecimal digits of the SHA-1 of the sorted operations, one a line, as nine integers of the rotation and
three of the translation in 24ths from 0 to 23, separated by blanks. Operations are gemmi's, and where spglib lists them, spglib's are
asserted to be the same.
"""
import hashlib
import sys

import gemmi
import spglib


def key(rotation, translation):
    return " ".join(str(int(v)) for v in list(rotation) + [t % 24 for t in translation])


by_spglib = {}
for hall_number in range(1, 531):
    s = spglib.get_symmetry_from_database(hall_number)
    ops = frozenset(key(r.ravel(), [int(round(24 * x)) for x in t]) for r, t in zip(s["rotations"], s["translations"]))
    by_spglib.setdefault(ops, spglib.get_spacegroup_type(hall_number)["number"])

print("# SPDX-License-Identifier: GPL-3.0-or-later\n# Made by make_space_groups.py with gemmi %s and spglib %s." % (gemmi.__version__, spglib.__version__))
for line in open(sys.argv[1], encoding="utf-8"):
    if line.startswith("#"):
        continue
    hall = line.rstrip("\n").split("\t")[3]
    group = gemmi.symops_from_hall(hall)
    ops = frozenset(key([v // 24 for row in op.rot for v in row], op.tran) for op in group)
    digest = hashlib.sha1("\n".join(sorted(ops)).encode()).hexdigest()[:16]
    print(hall, gemmi.find_spacegroup_by_ops(group).number, by_spglib.get(ops, "-"), len(ops), digest, sep="\t")

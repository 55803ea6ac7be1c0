# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads FOLDER/0.cif .. with gemmi, and every STEP-th with pymatgen too; prints number, group, volume and positions of each.

Usage: read_back.py FOLDER COUNT STEP. gemmi gives each site's images in the cell; the mixed site of the test counts once.
"""
import os
import sys
import warnings

import gemmi
from pymatgen.io.cif import CifParser

warnings.filterwarnings("ignore")
folder, count, step = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
for i in range(count):
    path = os.path.join(folder, "%d.cif" % i)
    small = gemmi.read_small_structure(path)
    block = gemmi.cif.read(path).sole_block()
    ops = [gemmi.Op(gemmi.cif.as_string(v)) for v in block.find_values("_space_group_symop_operation_xyz")]
    group = gemmi.find_spacegroup_by_ops(gemmi.GroupOps(ops))
    assert group.number == int(block.find_value("_space_group_IT_number")), path
    assert gemmi.find_spacegroup_by_name(gemmi.cif.as_string(block.find_value("_space_group_name_H-M_alt"))) is not None, path
    small.spacegroup_hm = group.xhm()
    atoms = [s for s in small.get_all_unit_cell_sites() if s.element.name != "Ca"]
    print(i, group.number, "%.3f" % small.cell.volume, len(atoms))
    if i % step == 0:
        s = CifParser(path).get_structures(primitive=False)[0]
        assert len(s) == len(atoms) and abs(s.volume - small.cell.volume) < 1e-3, (path, len(s), len(atoms))
        assert abs(s.composition["La"] - 3 * s.composition["Ca"]) < 1e-6, path

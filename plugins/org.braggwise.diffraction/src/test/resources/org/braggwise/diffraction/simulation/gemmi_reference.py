#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes gemmi-structure-factors.tsv and ../scattering/gemmi-dispersion.tsv beside itself. Needs gemmi 0.5.7 (Debian's python3-gemmi).

Structure factors: International Tables 1992 scattering factors of neutral atoms, f' at Cu Ka1 (Cromer and Liberman), B as given; gemmi adds
no f'' to them. Columns: structure, h, k, l, |F|^2. Dispersion: element, wavelength in angstrom, f', f'', at least 60 eV from where f'' jumps.
"""
import os
import random

import gemmi

here = os.path.dirname(os.path.abspath(__file__))
WAVELENGTH = 1.54059290

# name, cell, Hall-independent symbol that gemmi knows, sites: element, x, y, z, occupancy, B
STRUCTURES = [
    ("SrTiO3", (3.905, 3.905, 3.905, 90, 90, 90), "P m -3 m", [("Sr", 0, 0, 0, 1, 0.6), ("Ti", .5, .5, .5, 1, 0.4), ("O", .5, .5, 0, 1, 0.8)]),
    ("calcite", (4.991, 4.991, 17.062, 90, 90, 120), "R -3 c:H", [("Ca", 0, 0, 0, 1, 0.9), ("C", 0, 0, .25, 1, 0.9), ("O", .2573, 0, .25, 1, 1.2)]),
    ("quartz", (4.9137, 4.9137, 5.4047, 90, 90, 120), "P 32 2 1", [("Si", .4697, 0, 2 / 3, 1, 0.5), ("O", .4133, .2672, .7855, 1, 1.0)]),
    ("NdGaO3-like", (5.43, 5.50, 7.71, 90, 90, 90), "P b n m", [("Nd", .991, .041, .25, .9, 0.5), ("Ga", 0, .5, 0, 1, 0.4), ("O", .080, .483, .25, 1, 0.8), ("O", .708, .290, .0423, 1, 0.8)]),
    ("zincblende", (5.41, 5.41, 5.41, 90, 90, 90), "F -4 3 m", [("Zn", 0, 0, 0, 1, 0.8), ("S", .25, .25, .25, 1, 0.7)]),
    ("monoclinic", (5.15, 5.21, 5.32, 90, 99.2, 90), "P 1 21/c 1", [("Zr", .2754, .0395, .2083, 1, 0.5), ("O", .0700, .3317, .3447, 1, 0.7), ("O", .4496, .7569, .4792, .8, 0.7)]),
    ("triclinic", (4.1, 5.3, 6.2, 83, 97, 104), "P 1", [("K", .1, .2, .3, 1, 1.0), ("I", .63, .41, .77, 1, 1.3), ("O", .25, .81, .05, .5, 2.0)]),
]

with open(os.path.join(here, "gemmi-structure-factors.tsv"), "w") as out:
    out.write("# SPDX-License-Identifier: GPL-3.0-or-later\n# structure, h, k, l, |F|^2 by gemmi " + gemmi.__version__ + "; written by gemmi_reference.py\n")
    for name, cell, symbol, sites in STRUCTURES:
        group = gemmi.find_spacegroup_by_name(symbol)
        a, b, c, alpha, beta, gamma = cell
        text = (f"data_x\n_cell_length_a {a}\n_cell_length_b {b}\n_cell_length_c {c}\n_cell_angle_alpha {alpha}\n_cell_angle_beta {beta}\n"
                f"_cell_angle_gamma {gamma}\n_symmetry_space_group_name_H-M '{group.xhm()}'\nloop_\n_atom_site_label\n_atom_site_type_symbol\n"
                "_atom_site_fract_x\n_atom_site_fract_y\n_atom_site_fract_z\n_atom_site_occupancy\n_atom_site_U_iso_or_equiv\n")
        for i, (element, x, y, z, occupancy, b) in enumerate(sites):
            text += f"{element}{i} {element} {x:.17g} {y:.17g} {z:.17g} {occupancy} {b / (8 * 3.141592653589793 ** 2):.17g}\n"
        small = gemmi.make_small_structure_from_block(gemmi.cif.read_string(text).sole_block())
        small.change_occupancies_to_crystallographic(0.01)
        calculator = gemmi.StructureFactorCalculatorX(small.cell)
        for element in {s[0] for s in sites}:
            calculator.addends.set(gemmi.Element(element), gemmi.cromer_liberman(gemmi.Element(element).atomic_number, 12398.41984 / WAVELENGTH)[0])
        for h in range(0, 5):
            for k in range(-2, 5):
                for l in range(-3, 7):
                    if (h, k, l) != (0, 0, 0) and small.cell.calculate_d((h, k, l)) > 1.2:
                        f = calculator.calculate_sf_from_small_structure(small, (h, k, l))
                        out.write(f"{name}\t{h}\t{k}\t{l}\t{abs(f) ** 2:.6g}\n")

random.seed(1)
with open(os.path.join(here, "..", "scattering", "gemmi-dispersion.tsv"), "w") as out:
    out.write("# SPDX-License-Identifier: GPL-3.0-or-later\n# element, wavelength, f', f'' by gemmi " + gemmi.__version__ + "; written by gemmi_reference.py\n")
    n = 0
    while n < 400:
        z = random.randint(3, 92)
        w = random.uniform(0.25, 3.0)
        e = 12398.41984 / w
        f1, f2 = gemmi.cromer_liberman(z, e)
        if max(abs(gemmi.cromer_liberman(z, e + d)[1] / f2 - 1) for d in (-60, 60)) > 0.2:
            continue
        out.write(f"{gemmi.Element(z).name}\t{w:.6f}\t{f1:.5f}\t{f2:.5f}\n")
        n += 1

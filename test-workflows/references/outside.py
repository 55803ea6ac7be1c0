#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the reference outputs that come from other programs than ours: gemmi 0.5.7 (cells, space groups, lines) and pymatgen
2022.11.7 (formula, density, Shannon's radii); Debian's python3-gemmi and python3-pymatgen. ReferencesTest compares the workflows' outputs
with them. Run it where the data of a workflow have changed: test-workflows/references/outside.py
"""
import csv
import itertools
import math
import os
import warnings

import gemmi
from pymatgen.core import Species, Structure

warnings.filterwarnings("ignore")
HERE = os.path.dirname(os.path.abspath(__file__))
WAVELENGTH = 1.54184  # the node's default: Cu Ka, weighted mean
LINES = 10


def write(workflow, output, header, rows):
    folder = os.path.join(HERE, workflow)
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, output + ".csv"), "w", newline="", encoding="utf-8") as out:
        csv.writer(out, lineterminator="\n").writerows([header, *([f"{x:.10g}" if isinstance(x, float) else x for x in row] for row in rows)])


def data(workflow, *path):
    return os.path.join(HERE, "..", workflow, "data", *path)


def small(path):
    structure = gemmi.make_small_structure_from_block(gemmi.cif.read(path).sole_block())
    structure.change_occupancies_to_crystallographic(0.01)
    return structure


def structures(workflow, names):
    rows = []
    for name in names:
        path = data(workflow, name)
        cell, group = small(path).cell, gemmi.find_spacegroup_by_name(small(path).spacegroup_hm)
        whole = Structure.from_file(path)
        z = whole.composition.get_reduced_composition_and_factor()[1]
        rows.append([name, group.number, group.hm.replace(" ", ""), group.crystal_system_str(), cell.a, cell.b, cell.c, cell.volume, z, float(whole.density)])
    write(workflow, "1-CIF Reader port_1",
          ["RowID", "Space group", "Space group symbol", "Crystal system", "a (Å)", "b (Å)", "c (Å)", "Volume (Å^3)", "Z", "Density (g/cm^3)"], rows)


def peaks(path):
    """Lines as (two-theta, d, multiplicity), weakest left out. Intensities depend on whose table of scattering factors is taken: the
    bundle's own tests compare them with pymatgen and gemmi, table by table."""
    structure = small(path)
    calculator = gemmi.StructureFactorCalculatorX(structure.cell)
    operations = gemmi.find_spacegroup_by_name(structure.spacegroup_hm).operations()
    d_min = WAVELENGTH / 2 / math.sin(math.radians(40))
    lines, seen = [], {(0, 0, 0)}
    limits = [int(edge / d_min) + 1 for edge in (structure.cell.a, structure.cell.b, structure.cell.c)]
    for hkl in itertools.product(*(range(-n, n + 1) for n in limits)):
        if hkl in seen:
            continue
        orbit = {tuple(sign * i for i in op.apply_to_hkl(list(hkl))) for op in operations.sym_ops for sign in (1, -1)}
        seen |= orbit
        d = structure.cell.calculate_d(hkl)
        if d < d_min or d > WAVELENGTH / 2 / math.sin(math.radians(5)) or operations.is_systematically_absent(list(hkl)):
            continue
        f2 = abs(calculator.calculate_sf_from_small_structure(structure, hkl)) ** 2
        lines.append((2 * math.degrees(math.asin(WAVELENGTH / 2 / d)), d, len(orbit), len(orbit) * f2))
    strongest = max(line[3] for line in lines)
    return [line[:3] for line in sorted(lines) if line[3] > 1e-5 * strongest]


def simulated(workflow, names):
    header = ["RowID"] + [f"Peaks#/{n}/{key}" for n in range(LINES) for key in ("twoTheta", "d", "multiplicity")]
    rows = [[name] + [value for line in peaks(data(workflow, name))[:LINES] for value in line] for name in names]
    write(workflow, "2-XRD Simulator port_1", header, rows)


def tolerance_factors(workflow, template, compounds):
    """Goldschmidt's t and mu, Bartel's tau of A B O3, from Shannon's radii in coordination 12, 6 and 6."""
    rows = []
    for a, charge_a, b, charge_b in compounds:
        r_a, r_b, r_x = (Species(*ion).get_shannon_radius(n) for *ion, n in ((a, charge_a, "XII"), (b, charge_b, "VI"), ("O", -2, "VI")))
        t = (r_a + r_x) / math.sqrt(2) / (r_b + r_x)
        tau = r_x / r_b - charge_a * (charge_a - r_a / r_b / math.log(r_a / r_b))
        rows.append([f"{a}{b}O3 in {template}", t, r_b / r_x, tau])
    write(workflow, "2-CIF Template Substitutor port_1", ["RowID", "Goldschmidt t", "Octahedral mu", "Bartel tau"], rows)


def scans(workflow, names):
    rows = []
    for name in names:
        with open(data(workflow, "patterns", name), encoding="utf-8") as text:
            points = [tuple(map(float, line.split()[:2])) for line in text if line.strip() and line.lstrip()[0].isdigit()]
        picked = [points[i] for i in (0, 311, 555, len(points) - 1)]
        rows.append([name, len(points), points[0][0], points[-1][0]] + [x for point in picked for x in point])
    header = ["RowID", "Points", "First two-theta (deg)", "Last two-theta (deg)"]
    header += [f"{column}#/{i}" for i in (0, 311, 555, 1250) for column in ("Two-theta (deg)", "Intensity")]
    write(workflow, "5-XRD Pattern Reader port_1", header, rows)


if __name__ == "__main__":
    STRUCTURES = sorted(f for f in os.listdir(data("simulate-patterns")) if f.endswith(".cif"))
    structures("simulate-patterns", STRUCTURES)
    simulated("simulate-patterns", ["CaTiO3-orthorhombic-amcsd-0002890.cif", "CsSnI3-cubic-cod-4117957.cif", "SrTiO3-cubic-cod-1512124.cif"])
    scans("classify-my-patterns", sorted(os.listdir(data("classify-my-patterns", "patterns"))))
    tolerance_factors("substitute-templates", "LaAlO3-cubic-cod-5910090.cif",
                      [("Sr", 2, "Ti", 4), ("Ca", 2, "Ti", 4), ("Ba", 2, "Zr", 4), ("K", 1, "Nb", 5), ("La", 3, "Ga", 3)])

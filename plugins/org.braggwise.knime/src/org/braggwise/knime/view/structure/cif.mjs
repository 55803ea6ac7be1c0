// SPDX-License-Identifier: GPL-3.0-or-later
// A structure as CIF: the file that came with it, or all atoms of its cell in P 1.

/** CIF text of a structure. */
export function cifOf(structure) {
  if (structure.cif) {
    return structure.cif;
  }
  const names = [
    "_cell_length_a",
    "_cell_length_b",
    "_cell_length_c",
    "_cell_angle_alpha",
    "_cell_angle_beta",
    "_cell_angle_gamma",
  ];
  const counts = new Map();
  const rows = structure.atoms.map(({ el, x, y, z, occ = 1 }) => {
    counts.set(el, (counts.get(el) || 0) + 1);
    return `${el}${counts.get(el)} ${el} ${x} ${y} ${z} ${occ}`;
  });
  const was = structure.symbol ? ` of a structure in ${structure.symbol} (${structure.spaceGroup})` : "";
  return [
    `# All atoms of the cell${was}, written without its symmetry`,
    `data_${String(structure.name || "structure").replace(/[^A-Za-z0-9_.-]+/g, "_")}`,
    `_chemical_formula_sum '${String(structure.formula || "")
      .replace(/([A-Z][a-z]?)([\d.]*)/g, "$1$2 ")
      .trim()}'`,
    ...names.map((name, i) => `${name} ${structure.cell[i]}`),
    "_space_group_name_H-M_alt 'P 1'",
    "_space_group_IT_number 1",
    "loop_",
    "_space_group_symop_operation_xyz",
    "'x, y, z'",
    "loop_",
    ...["label", "type_symbol", "fract_x", "fract_y", "fract_z", "occupancy"].map((name) => `_atom_site_${name}`),
    ...rows,
    "",
  ].join("\n");
}

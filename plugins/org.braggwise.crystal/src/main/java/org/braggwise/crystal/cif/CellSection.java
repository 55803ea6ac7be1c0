// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.cif;

import org.braggwise.crystal.geometry.UnitCell;
import org.braggwise.crystal.symmetry.CrystalSystem;
import org.braggwise.crystal.symmetry.SpaceGroup;

/** Reads the cell of a block. */
final class CellSection {

    private static final String[] TAGS = {
        "_cell_length_a",
        "_cell_length_b",
        "_cell_length_c",
        "_cell_angle_alpha",
        "_cell_angle_beta",
        "_cell_angle_gamma"
    };
    private static final double ROUNDING = 1e-4;
    private static final double FORGIVABLE = 0.02;

    private CellSection() {}

    static boolean present(CifBlock block) {
        return block.items().containsKey(TAGS[0]) || block.loopWith(TAGS[0]) != null;
    }

    /**
     * @param system the crystal system that the file claims, null where it claims none: it fills in what is not given
     * @return the cell, null after an error
     */
    static UnitCell read(CifBlock block, CrystalSystem system, boolean rhombohedral, CifLog log) {
        double[] v = new double[6];
        int line = block.line();
        for (int i = 0; i < 6; i++) {
            CifValue value = block.first(TAGS[i]);
            v[i] = CifNumber.read(value, TAGS[i], log).value();
            if (value != null) {
                line = value.line();
                if (!Double.isNaN(v[i]) && (v[i] <= 0 || i >= 3 && v[i] >= 180)) {
                    log.error(
                            value.line(),
                            "cell",
                            TAGS[i] + " " + value.text(),
                            i < 3 ? "a positive length in angstrom" : "an angle between 0 and 180 degrees");
                    return null;
                }
            }
        }
        if (Double.isNaN(v[0])) {
            log.error(line, "cell-missing", TAGS[0] + " is not given", "the lengths of the cell");
            return null;
        }
        boolean aIsB = system == CrystalSystem.TETRAGONAL
                || system == CrystalSystem.TRIGONAL
                || system == CrystalSystem.HEXAGONAL
                || system == CrystalSystem.CUBIC;
        boolean aIsC = system == CrystalSystem.CUBIC || rhombohedral;
        for (int i = 1; i < 3; i++) {
            if (Double.isNaN(v[i])) {
                if (i == 1 ? !aIsB : !aIsC) {
                    log.error(line, "cell-missing", TAGS[i] + " is not given", "the three lengths of the cell");
                    return null;
                }
                v[i] = v[0];
                log.warning(line, "cell-missing", TAGS[i] + " is not given", "a length", "the length of a, " + v[0]);
            }
        }
        boolean hexagonal = (system == CrystalSystem.TRIGONAL || system == CrystalSystem.HEXAGONAL) && !rhombohedral;
        for (int i = 3; i < 6; i++) {
            if (Double.isNaN(v[i])) {
                v[i] = rhombohedral && i > 3 ? v[3] : hexagonal && i == 5 ? 120 : 90;
                log.warning(line, "cell-missing", TAGS[i] + " is not given", "an angle", v[i] + " degrees");
            }
        }
        UnitCell cell;
        try {
            cell = new UnitCell(v[0], v[1], v[2], v[3], v[4], v[5]);
        } catch (IllegalArgumentException e) {
            log.error(line, "cell", e.getMessage(), "three vectors that span a cell");
            return null;
        }
        if (v[0] == 1 && v[1] == 1 && v[2] == 1 && v[3] == 90 && v[4] == 90 && v[5] == 90) {
            log.error(
                    line,
                    "cell",
                    "a cell of 1 x 1 x 1 angstrom, which stands for no crystal",
                    "the cell of a crystal (nuclear magnetic resonance and microscopy of single particles have none)");
            return null;
        }
        CifValue stated = block.first("_cell_volume");
        double volume = CifNumber.read(stated, "_cell_volume", log).value();
        if (volume > 0 && Math.abs(volume / cell.volume() - 1) > 0.01) {
            log.warning(
                    stated.line(),
                    "cell-volume",
                    "_cell_volume " + stated.text(),
                    "the volume of the cell given, " + (float) cell.volume(),
                    "the cell");
        }
        return cell;
    }

    /** @return the cell exactly as the group demands, null after an error */
    static UnitCell constrained(UnitCell cell, SpaceGroup group, int line, CifLog log) {
        double misfit = group.cellMisfit(cell);
        if (misfit < 1e-12) {
            return cell;
        }
        String found = "cell " + text(cell) + " with " + group;
        if (misfit > FORGIVABLE) {
            log.error(
                    line,
                    "cell-symmetry",
                    found,
                    "a cell that the space group allows in this setting, such as " + text(group.constrained(cell)));
            return null;
        }
        UnitCell c = group.constrained(cell);
        if (misfit > ROUNDING) {
            log.warning(line, "cell-symmetry", found, "a cell that the space group allows", "the cell " + text(c));
        } else if (misfit > 1e-7) {
            log.info(line, "cell-symmetry", found, "a cell that the space group allows", "the cell " + text(c));
        }
        return c;
    }

    private static String text(UnitCell c) {
        return String.format(
                java.util.Locale.ROOT,
                "%.4f %.4f %.4f %.3f %.3f %.3f",
                c.a(),
                c.b(),
                c.c(),
                c.alphaDeg(),
                c.betaDeg(),
                c.gammaDeg());
    }
}

// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.cif;

import java.util.Map;
import java.util.Set;

import org.braggwise.crystal.CrystalStructure;
import org.braggwise.crystal.Elements;

/** Holds a structure against what its block says of formula, number of formula units and density, and against what solids are. */
final class Plausibility {

    /** In g/cm^3, a little more than osmium's 22.6, the densest at ordinary pressure. */
    static final double DENSEST = 23.5;

    /** No pressure of a laboratory makes a solid denser, in g/cm^3. */
    private static final double IMPOSSIBLE = 40;

    /** Relative; hydrogen that is not in the list makes more, and is looked for. */
    static final double SAME_DENSITY = 0.05;

    /** Lithium, the lightest solid without them, has 0.53; frameworks with organic linkers go down to 0.12, in g/cm^3. */
    private static final double LIGHTEST = 0.5;

    private static final double LIGHTEST_OPEN = 0.1;
    private static final Set<String> OPEN = Set.of("H", "D", "C", "N", "He", "Ne");

    private static final double DALTON_PER_CUBIC_ANGSTROM = 1.66053906660; // in g/cm^3, CODATA 2018

    private Plausibility() {}

    static void check(CrystalStructure s, FormulaSection formula, CifLog log) {
        boolean otherFormula = formula.disagrees(s.composition());
        if (otherFormula) {
            log.warning(
                    formula.line(),
                    "formula",
                    "formula \"" + formula + "\""
                            + (Double.isNaN(formula.units()) ? "" : " with Z = " + (float) formula.units()),
                    "that of the sites, " + s.composition(),
                    "the sites");
        }
        double density = s.density();
        double stated = formula.density();
        if (Math.abs(density / stated - 1) > SAME_DENSITY && (otherFormula || !hydrogenMissing(s, formula))) {
            log.warning(
                    formula.densityLine(), "density", text(density), (float) stated + ", as it is stated", "the sites");
        }
        double lightest = s.composition().keySet().stream().anyMatch(OPEN::contains) ? LIGHTEST_OPEN : LIGHTEST;
        if (density < lightest && !Double.isNaN(density) && !(stated < lightest)) {
            log.warning(
                    formula.line(),
                    "density",
                    text(density),
                    "at least " + lightest + ": check the occupancies and that the cell is in angstrom",
                    "the sites");
        }
        if (density > IMPOSSIBLE) {
            log.error(
                    formula.line(),
                    "density",
                    text(density),
                    "at most 22.6, that of osmium: check the cell, the symmetry and the units");
        } else if (density > DENSEST) {
            log.warning(formula.line(), "density", text(density), "at most 22.6, that of osmium", "the sites");
        }
    }

    private static String text(double density) {
        return String.format(java.util.Locale.ROOT, "density %.2f g/cm3 by the sites and the cell", density);
    }

    /** @return whether formula and density are stated at all, so far that they speak for or against a structure */
    static boolean canTell(FormulaSection formula) {
        return !formula.amounts().isEmpty() && !Double.isNaN(formula.units()) || !Double.isNaN(formula.density());
    }

    /** @return whether a structure has the formula and the density that are stated, and a density that solids have */
    static boolean fits(CrystalStructure s, FormulaSection formula) {
        return !formula.disagrees(s.composition())
                && !(Math.abs(s.density() / formula.density() - 1) > SAME_DENSITY && !hydrogenMissing(s, formula))
                && s.density() < DENSEST;
    }

    /** @return whether the formula, hydrogen and all, has the density that is stated */
    private static boolean hydrogenMissing(CrystalStructure s, FormulaSection formula) {
        double mass = 0;
        for (Map.Entry<String, Double> e : formula.amounts().entrySet()) {
            mass += Elements.of(e.getKey()).mass() * e.getValue();
        }
        double unit = mass / s.cell().volume() * DALTON_PER_CUBIC_ANGSTROM;
        return isDensity(unit * formula.unitsOf(s.composition()), formula)
                || formula.wholeCell() && isDensity(unit * formula.units(), formula);
    }

    private static boolean isDensity(double density, FormulaSection formula) {
        return Math.abs(density / formula.density() - 1) < SAME_DENSITY;
    }
}

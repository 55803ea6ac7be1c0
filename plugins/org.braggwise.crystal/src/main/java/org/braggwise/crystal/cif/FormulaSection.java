// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.cif;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.braggwise.crystal.Elements;
import org.braggwise.crystal.symmetry.PlainSymbol;

/**
 * What a block says about the contents of the cell.
 *
 * @param amounts atoms of each element in a formula unit, empty where none is given
 * @param units Z, NaN where it is not given
 * @param wholeCell whether the formula is that of the whole cell and Z says how many units are in it, as pymatgen writes it
 * @param line where the formula is
 * @param density in g/cm^3, NaN where none is stated
 * @param densityLine where it is
 */
record FormulaSection(
        Map<String, Double> amounts, double units, boolean wholeCell, int line, double density, int densityLine) {

    private static final Pattern PART = Pattern.compile("([A-Z][a-z]?)(\\d{0,6}(?:\\.\\d{0,6})?)");
    private static final String[] DENSITY = {
        "_exptl_crystal_density_diffrn", "_exptl_crystal_density_meas", "_cell_density", "_amcsd_formula_density"
    };
    private static final double SAME = 0.02;
    private static final int LONGEST = 1000;

    /** A larger density is one in kg/m^3. */
    private static final double KILOGRAMS = 100;

    static FormulaSection read(CifBlock block, CifLog log) {
        CifValue v = block.first("_chemical_formula_sum");
        double z = CifNumber.read(block.first("_cell_formula_units_z"), "_cell_formula_units_Z", log)
                .value();
        z = z > 0 ? z : Double.NaN;
        CifValue densityValue = block.first(DENSITY);
        double density =
                CifNumber.parse(densityValue == null ? "" : densityValue.text()).value();
        density = density > KILOGRAMS ? density / 1000 : density > 0 ? density : Double.NaN;
        int densityLine = densityValue == null ? block.line() : densityValue.line();
        if (v == null) {
            return new FormulaSection(new TreeMap<>(), z, false, block.line(), density, densityLine);
        }
        Map<String, Double> amounts = amounts(v.text());
        if (amounts.isEmpty()) {
            log.info(
                    v.line(),
                    "formula",
                    CifLog.quote(v),
                    "elements and their numbers, \"O3 Sr Ti\"",
                    "that no formula is given");
        }
        amounts.values().removeIf(n -> n <= 0);
        CifValue structural = block.first("_chemical_formula_structural");
        return new FormulaSection(
                amounts,
                z,
                z > 1 && (multiple(amounts, z) || structural != null && scaled(amounts(structural.text()), z, amounts)),
                v.line(),
                density,
                densityLine);
    }

    /** @return the numbers of a formula's elements, empty where it is none */
    private static Map<String, Double> amounts(String text) {
        Map<String, Double> amounts = new TreeMap<>();
        if (text.length() > LONGEST) {
            return amounts;
        }
        // AMCSD writes "K (Al Si3) O8": brackets without a factor mean nothing here.
        String s = PlainSymbol.of(text).replaceAll("[\\s,_]+", "").replaceAll("\\(([^()]*)\\)(?![\\d.])", "$1");
        Matcher m = PART.matcher(s);
        int end = 0;
        while (end < s.length()
                && m.find(end)
                && m.start() == end
                && Elements.find(m.group(1)).isPresent()
                && !m.group(2).equals(".")) {
            amounts.merge(m.group(1), m.group(2).isEmpty() ? 1 : Double.parseDouble(m.group(2)), Double::sum);
            end = m.end();
        }
        if (end < s.length()) {
            amounts.clear();
        }
        return amounts;
    }

    private static boolean multiple(Map<String, Double> amounts, double z) {
        return amounts.values().stream().allMatch(n -> Math.abs(n / z - Math.rint(n / z)) < 1e-6);
    }

    private static boolean scaled(Map<String, Double> unit, double z, Map<String, Double> amounts) {
        return unit.keySet().equals(amounts.keySet()) && misfit(amounts, unit, z) < SAME;
    }

    /** @return how many formulas the cell holds: Z, 1 for a formula of the whole cell, else by the numbers of atoms */
    double unitsOf(Map<String, Double> cell) {
        return wholeCell ? 1 : Double.isNaN(units) ? sum(heavy(cell)) / sum(heavy(amounts)) : units;
    }

    /**
     * The largest relative difference between the cell and Z formulas, hydrogen left out. Where Z is not given the best number is
     * taken.
     *
     * @param cell the atoms of each element in the cell
     * @return 1 where the elements differ, NaN without a formula
     */
    double misfit(Map<String, Double> cell) {
        Map<String, Double> found = heavy(cell);
        Map<String, Double> stated = heavy(amounts);
        if (stated.isEmpty()) {
            return Double.NaN;
        }
        if (!found.keySet().equals(stated.keySet())) {
            return 1;
        }
        double asStated = misfit(found, stated, unitsOf(cell));
        return wholeCell ? Math.min(asStated, misfit(found, stated, units)) : asStated;
    }

    private static double misfit(Map<String, Double> found, Map<String, Double> stated, double ratio) {
        double worst = 0;
        for (Map.Entry<String, Double> e : stated.entrySet()) {
            worst = Math.max(worst, Math.abs(found.get(e.getKey()) / (ratio * e.getValue()) - 1));
        }
        return worst;
    }

    /** @return whether the difference is more than rounding of occupancies */
    boolean disagrees(Map<String, Double> cell) {
        return misfit(cell) > SAME;
    }

    private static double sum(Map<String, Double> m) {
        return m.values().stream().mapToDouble(d -> d).sum();
    }

    private static Map<String, Double> heavy(Map<String, Double> m) {
        Map<String, Double> h = new TreeMap<>(m);
        h.remove("H");
        h.remove("D");
        return h;
    }

    @Override
    public String toString() {
        StringBuilder s = new StringBuilder();
        amounts.forEach((e, n) -> s.append(s.length() == 0 ? "" : " ")
                .append(e)
                .append(n == 1 ? "" : n == Math.rint(n) ? Integer.toString(n.intValue()) : n.toString()));
        return s.toString();
    }
}

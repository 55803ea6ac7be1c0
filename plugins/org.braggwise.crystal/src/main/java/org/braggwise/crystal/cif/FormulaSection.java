// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.cif;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.braggwise.crystal.Elements;

/**
 * What a block says about the contents of the cell.
 *
 * @param amounts atoms of each element in a formula unit, empty where none is given
 * @param units Z, NaN where it is not given
 * @param line where the formula is
 */
record FormulaSection(Map<String, Double> amounts, double units, int line) {

    private static final Pattern PART = Pattern.compile("([A-Z][a-z]?)(\\d{0,6}(?:\\.\\d{0,6})?)");
    private static final double SAME = 0.02;

    static FormulaSection read(CifBlock block, CifLog log) {
        CifValue v = block.first("_chemical_formula_sum");
        double z = CifNumber.read(block.first("_cell_formula_units_z"), "_cell_formula_units_Z", log)
                .value();
        Map<String, Double> amounts = new TreeMap<>();
        if (v == null) {
            return new FormulaSection(amounts, z > 0 ? z : Double.NaN, block.line());
        }
        // AMCSD writes "K (Al Si3) O8": brackets without a factor mean nothing here.
        String s = v.text().length() > 1000
                ? v.text()
                : v.text().replaceAll("\\s+", "").replaceAll("\\(([^()]*)\\)(?![\\d.])", "$1");
        Matcher m = PART.matcher(s);
        int end = 0;
        while (end < s.length()
                && s.length() < 1000
                && m.find(end)
                && m.start() == end
                && Elements.find(m.group(1)).isPresent()
                && !m.group(2).equals(".")) {
            amounts.merge(m.group(1), m.group(2).isEmpty() ? 1 : Double.parseDouble(m.group(2)), Double::sum);
            end = m.end();
        }
        if (end < s.length()) {
            log.info(
                    v.line(),
                    "formula",
                    CifLog.quote(v),
                    "elements and their numbers, \"O3 Sr Ti\"",
                    "that no formula is given");
            amounts.clear();
        }
        amounts.values().removeIf(n -> n <= 0);
        return new FormulaSection(amounts, z > 0 ? z : Double.NaN, v.line());
    }

    /**
     * The largest relative difference between the cell and Z formulas, hydrogen left out. Where Z is not given the best number is taken; a
     * formula that is that of the whole cell, as pymatgen writes it, is as good.
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
        return Double.isNaN(units)
                ? misfit(found, stated, sum(found) / sum(stated))
                : Math.min(misfit(found, stated, units), misfit(found, stated, 1));
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

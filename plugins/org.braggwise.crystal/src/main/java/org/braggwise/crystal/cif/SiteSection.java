// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.cif;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.braggwise.crystal.Displacement;
import org.braggwise.crystal.Species;
import org.braggwise.crystal.UnitCell;

/** Reads the rows of the list of sites. */
final class SiteSection {

    private static final String X = "_atom_site_fract_x";
    private static final String Y = "_atom_site_fract_y";
    private static final String Z = "_atom_site_fract_z";
    private static final int MOST_SITES = 100_000;

    /**
     * One row.
     *
     * @param label the label, or the type symbol where there is none
     * @param species the one species
     * @param x the coordinates
     * @param displacement null where none is given
     * @param multiplicity what the file says that it is, NaN where it does not
     * @param line where the row starts
     */
    record Row(String label, Species species, double[] x, Displacement displacement, double multiplicity, int line) {}

    /**
     * All rows.
     *
     * @param rows what was read
     * @param decimals the most decimals of a coordinate: how exact the coordinates are
     */
    record Rows(List<Row> rows, int decimals) {}

    private final CifBlock m_block;
    private final CifLog m_log;
    private final DisplacementSection m_displacements;
    private final Set<String> m_formula;
    private final Map<String, Integer> m_charges = new HashMap<>();
    private int m_decimals;

    SiteSection(CifBlock block, UnitCell cell, FormulaSection formula, CifLog log) {
        m_block = block;
        m_log = log;
        m_displacements = new DisplacementSection(block, cell, log);
        m_formula = formula.amounts().keySet();
        CifLoop types = block.loopWith("_atom_type_oxidation_number");
        for (int row = 0; types != null && row < types.rows(); row++) {
            CifValue symbol = types.get(row, "_atom_type_symbol");
            double n = CifNumber.parse(
                            types.get(row, "_atom_type_oxidation_number") == null
                                    ? ""
                                    : types.get(row, "_atom_type_oxidation_number")
                                            .text())
                    .value();
            if (symbol != null && n == Math.rint(n) && Math.abs(n) <= 9) {
                m_charges.put(symbol.text(), (int) n);
            }
        }
    }

    static CifLoop loop(CifBlock block) {
        return block.loopWith(X);
    }

    /** @return the rows; null after an error that leaves no structure */
    Rows read() {
        CifLoop loop = loop(m_block);
        if (!loop.has(Y) || !loop.has(Z)) {
            m_log.error(
                    loop.line(),
                    "site-coordinates",
                    "a list of sites without y or z",
                    "the columns " + X + ", " + Y + ", " + Z);
            return null;
        }
        if (!loop.complete()) {
            m_log.error(
                    loop.line(),
                    "site-list",
                    loop.values().size() + " values in " + loop.tags().size() + " columns",
                    "complete rows: a value is missing or too many");
            return null;
        }
        if (loop.rows() > MOST_SITES) {
            m_log.error(loop.line(), "site-list", loop.rows() + " sites", "at most " + MOST_SITES);
            return null;
        }
        List<Row> rows = new ArrayList<>();
        boolean good = true;
        for (int i = 0; i < loop.rows(); i++) {
            int errors = m_log.errors();
            Row row = row(loop, i);
            if (row != null) {
                rows.add(row);
            }
            good &= m_log.errors() == errors;
        }
        if (good && rows.isEmpty()) {
            m_log.error(loop.line(), "site-list", "no site that can be used", "at least one");
            return null;
        }
        return good ? new Rows(rows, m_decimals) : null;
    }

    private Row row(CifLoop loop, int i) {
        int line = loop.lineOf(i);
        CifValue labelValue = loop.get(i, "_atom_site_label");
        CifValue type = loop.get(i, "_atom_site_type_symbol");
        String label = labelValue != null ? labelValue.text() : type != null ? type.text() : "";
        if (label.isEmpty() && loop.get(i, X) == null) {
            m_log.info(
                    line, "site-dummy", "a row without label and coordinates", "atoms", "that it can be passed over");
            return null;
        }
        CifValue flag = loop.get(i, "_atom_site_calc_flag");
        if (flag != null && flag.text().equalsIgnoreCase("dum")
                || TypeSymbol.isVacancy(type != null ? type.text() : label)) {
            m_log.info(
                    line,
                    "site-dummy",
                    "site \"" + label + "\" that stands for no atom",
                    "atoms",
                    "that it can be passed over");
            return null;
        }
        TypeSymbol symbol = symbol(label, type, line);
        if (symbol == null) {
            return null;
        }
        double[] x = coordinates(loop, i, label, symbol.element(), line);
        if (x == null) {
            return null;
        }
        double occupancy = occupancy(loop, i, label, line);
        if (!(occupancy > 0)) {
            return null;
        }
        int charge = symbol.charge() != 0
                ? symbol.charge()
                : type == null ? m_charges.getOrDefault(label, 0) : m_charges.getOrDefault(type.text(), 0);
        String m = loop.has("_atom_site_site_symmetry_multiplicity")
                ? "_atom_site_site_symmetry_multiplicity"
                : "_atom_site_symmetry_multiplicity";
        CifValue multiplicity = loop.get(i, m);
        return new Row(
                label,
                new Species(symbol.element(), charge, occupancy),
                x,
                m_displacements.of(loop, i, label),
                multiplicity == null
                        ? Double.NaN
                        : CifNumber.parse(multiplicity.text()).value(),
                line);
    }

    private TypeSymbol symbol(String label, CifValue type, int line) {
        if (type != null) {
            TypeSymbol t = TypeSymbol.ofType(type.text());
            if (t.element() != null) {
                if (t.remark() != null) {
                    m_log.warning(
                            type.line(),
                            "type-symbol",
                            "type \"" + type.text() + "\" of site \"" + label + "\"",
                            "an element and a charge such as \"Sr2+\"",
                            t.element() + " (" + t.remark() + ")");
                }
                return t;
            }
            m_log.error(
                    type.line(),
                    "type-symbol",
                    "type \"" + type.text() + "\" of site \"" + label + "\"",
                    "an element and a charge such as \"Sr2+\"");
            return null;
        }
        TypeSymbol t = TypeSymbol.ofLabel(label, m_formula);
        if (t.element() == null) {
            m_log.error(
                    line,
                    "type-symbol",
                    "site \"" + label + "\" without a type",
                    "a type symbol, or a label that starts with an element");
            return null;
        }
        if (t.remark() != null) {
            m_log.warning(
                    line,
                    "type-symbol",
                    "site \"" + label + "\" without a type",
                    "a type symbol",
                    t.element() + " (" + t.remark() + ")");
        }
        return t;
    }

    private double[] coordinates(CifLoop loop, int i, String label, String element, int line) {
        double[] x = new double[3];
        String[] tags = {X, Y, Z};
        for (int k = 0; k < 3; k++) {
            CifValue v = loop.get(i, tags[k]);
            CifNumber n = v == null ? new CifNumber(Double.NaN, 0, null) : CifNumber.parse(v.text());
            if (!n.isNumber() || Math.abs(n.value()) > 1000) {
                String found = tags[k] + " of site \"" + label + "\" is " + (v == null ? "not given" : CifLog.quote(v));
                if (v == null && (element.equals("H") || element.equals("D"))) {
                    m_log.warning(line, "site-coordinates", found, "a number", "that the hydrogen can be left out");
                } else {
                    m_log.error(line, "site-coordinates", found, "a fractional coordinate such as 0.3333");
                }
                return null;
            }
            if (n.remark() != null) {
                m_log.info(
                        line,
                        "number",
                        tags[k] + " of site \"" + label + "\" is " + CifLog.quote(v) + ", " + n.remark(),
                        "a decimal number",
                        Double.toString(n.value()));
            } else {
                m_decimals = Math.max(m_decimals, n.decimals());
            }
            x[k] = n.value();
        }
        return x;
    }

    /** @return the occupancy, 1 where none is given; NaN after an error, 0 for a site that nothing occupies */
    private double occupancy(CifLoop loop, int i, String label, int line) {
        CifValue v = loop.get(i, "_atom_site_occupancy");
        if (v == null) {
            return 1;
        }
        CifNumber n = CifNumber.parse(v.text());
        String found = "occupancy " + CifLog.quote(v) + " of site \"" + label + "\"";
        if (!n.isNumber() || n.value() < 0 || n.value() > 1.05) {
            m_log.error(line, "occupancy", found, "a number from 0 to 1");
            return Double.NaN;
        }
        if (n.value() == 0) {
            m_log.info(line, "occupancy", found, "a number above 0", "that the site can be left out");
        } else if (n.value() > 1.02) {
            m_log.warning(line, "occupancy", found, "a number from 0 to 1", "1");
        } else if (n.value() > 1) {
            m_log.info(line, "occupancy", found, "a number from 0 to 1", "1");
        }
        return Math.min(1, n.value());
    }
}

// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.cif;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;

import org.braggwise.crystal.Species;
import org.braggwise.crystal.geometry.UnitCell;

/** Reads the rows of the list of sites. */
final class SiteSection {

    private static final int MOST_SITES = 100_000;
    private static final String MULTIPLICITY = "_atom_site_site_symmetry_multiplicity";

    /**
     * All rows.
     *
     * @param rows what was read
     * @param decimals the most decimals of a coordinate: how exact the coordinates are
     */
    record Rows(List<SiteRow> rows, int decimals) {}

    private final CifLog m_log;
    private final SiteTable m_sites;
    private final SiteCoordinates m_coordinates;
    private final DisplacementSection m_displacements;
    private final Map<String, Double> m_formula;
    private final Map<String, Integer> m_charges = new HashMap<>();

    SiteSection(CifBlock block, SiteTable sites, UnitCell cell, FormulaSection formula, CifLog log) {
        m_log = log;
        m_sites = sites;
        m_coordinates = new SiteCoordinates(block, sites, cell, log);
        m_displacements = new DisplacementSection(block, cell, log);
        m_formula = formula.amounts();
        CifLoop types = block.loopWith("_atom_type_oxidation_number");
        for (int row = 0; types != null && row < types.rows(); row++) {
            CifValue symbol = types.get(row, "_atom_type_symbol");
            CifValue number = types.get(row, "_atom_type_oxidation_number");
            double n = CifNumber.parse(number == null ? "" : number.text()).value();
            if (symbol != null && n == Math.rint(n) && Math.abs(n) <= 9) {
                m_charges.put(symbol.text(), (int) n);
            }
        }
    }

    /** @return the rows; null after an error that leaves no structure */
    Rows read() {
        int errors = m_log.errors();
        for (CifLoop loop : m_sites.loops()) {
            checkColumns(loop);
        }
        if (m_sites.rows() > MOST_SITES) {
            m_log.error(m_sites.line(0), "site-list", m_sites.rows() + " sites", "at most " + MOST_SITES);
        }
        if (m_log.errors() > errors) {
            return null;
        }
        severalLoops();
        List<SiteRow> rows = new ArrayList<>();
        for (int i = 0; i < m_sites.rows(); i++) {
            if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException("Reading was interrupted.");
            }
            SiteRow row = row(i);
            if (row != null) {
                rows.add(row);
            }
        }
        if (m_log.errors() == errors && rows.isEmpty()) {
            m_log.error(m_sites.line(0), "site-list", "no site that can be used", "at least one");
        }
        return m_log.errors() == errors
                ? new Rows(DisorderChoice.of(DisplacementUnits.told(rows, m_log), m_log), m_coordinates.decimals())
                : null;
    }

    private void checkColumns(CifLoop loop) {
        String[] tags = m_sites.coordinates();
        if (!loop.has(tags[1]) || !loop.has(tags[2])) {
            m_log.error(
                    loop.line(), "site-coordinates", "a list of sites without y or z", "the columns " + m_sites.what());
        } else if (!loop.complete()) {
            m_log.error(
                    loop.line(),
                    "site-list",
                    loop.values().size() + " values in " + loop.tags().size() + " columns",
                    "complete rows: a value is missing or too many");
        }
    }

    /** Two lists of sites are one list in two parts where they share no label, and two models of the same atoms where they do. */
    private void severalLoops() {
        if (m_sites.loops().size() < 2) {
            return;
        }
        Map<String, CifLoop> labels = new HashMap<>();
        Set<String> twice = new HashSet<>();
        for (int i = 0; i < m_sites.rows(); i++) {
            String label = m_sites.label(i);
            CifLoop first = labels.putIfAbsent(label, m_sites.loop(i));
            if (!label.isEmpty() && first != null && first != m_sites.loop(i)) {
                twice.add(label);
            }
        }
        CifLoop second = m_sites.loops().get(1);
        String found = m_sites.loops().size() + " lists of sites in one block";
        if (twice.isEmpty()) {
            m_log.warning(
                    second.line(), "site-list", found, "one list", "that all of their sites belong to the structure");
        } else {
            m_log.error(
                    second.line(),
                    "site-list",
                    found + ", both with \"" + twice.iterator().next() + "\"",
                    "one list, or a data block for each model");
        }
    }

    private SiteRow row(int i) {
        int line = m_sites.line(i);
        CifValue type = m_sites.get(i, SiteTable.TYPE);
        String named = m_sites.label(i);
        String label = !named.isEmpty() ? named : type != null ? type.text() : "";
        if (label.isEmpty() && m_coordinates.missing(i)) {
            m_log.info(
                    line, "site-dummy", "a row without label and coordinates", "atoms", "that it can be passed over");
            return null;
        }
        CifValue flag = m_sites.get(i, "_atom_site_calc_flag");
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
        List<Species> contents = contents(label, type, line);
        if (contents == null) {
            return null;
        }
        double[] x = m_coordinates.read(i, label, contents.get(0).element());
        double occupancy = x == null ? 0 : occupancy(i, label, line);
        if (!(occupancy > 0)) {
            return null;
        }
        List<Species> species = occupancy == 1
                ? contents
                : contents.stream()
                        .map(s -> s.withOccupancy(s.occupancy() * occupancy))
                        .toList();
        CifValue multiplicity = m_sites.get(i, MULTIPLICITY);
        multiplicity = multiplicity != null ? multiplicity : m_sites.get(i, "_atom_site_symmetry_multiplicity");
        return new SiteRow(
                label,
                species,
                x,
                m_displacements.of(m_sites, i, label),
                multiplicity == null
                        ? Double.NaN
                        : CifNumber.parse(multiplicity.text()).value(),
                text(i, "_atom_site_disorder_assembly"),
                text(i, "_atom_site_disorder_group"),
                m_sites.get(i, "_atom_site_occupancy") != null,
                line);
    }

    private String text(int i, String tag) {
        CifValue v = m_sites.get(i, tag);
        return v == null || v.text().equals("0") ? "" : v.text();
    }

    /** @return what is on a site by its type, or its label where it has none; null after an error */
    private List<Species> contents(String label, CifValue type, int line) {
        String text = type != null ? type.text() : label;
        SiteContents several = SiteContents.of(text, type == null, m_formula);
        if (several == null) {
            TypeSymbol symbol = symbol(label, type, line);
            return symbol == null ? null : List.of(new Species(symbol.element(), charge(symbol, text), 1));
        }
        List<Species> species = new ArrayList<>();
        several.shares().forEach((name, share) -> {
            TypeSymbol symbol = TypeSymbol.ofType(name);
            species.add(new Species(symbol.element(), charge(symbol, name), share));
        });
        String found = (type != null ? "type \"" + text + "\" of site" : "site without a type,") + " \"" + label + "\"";
        String assumed = species.stream()
                        .map(s -> (float) s.occupancy() + " " + s.element())
                        .toList()
                + (several.remark() == null ? "" : ", " + several.remark());
        if (several.remark() == null && type != null) {
            m_log.info(line, "type-symbol", found, "one element in each row", assumed);
        } else {
            m_log.warning(line, "type-symbol", found, "one element in each row, with its occupancy", assumed);
        }
        return species;
    }

    private int charge(TypeSymbol symbol, String text) {
        return symbol.charge() != 0 ? symbol.charge() : m_charges.getOrDefault(text, 0);
    }

    private TypeSymbol symbol(String label, CifValue type, int line) {
        if (type != null) {
            TypeSymbol t = TypeSymbol.ofType(type.text());
            String found = "type \"" + type.text() + "\" of site \"" + label + "\"";
            String expected = "an element and a charge such as \"Sr2+\"";
            if (t.element() == null) {
                m_log.error(type.line(), "type-symbol", found, expected);
                return null;
            }
            if (t.remark() != null) {
                m_log.warning(type.line(), "type-symbol", found, expected, t.element() + " (" + t.remark() + ")");
            }
            return t;
        }
        TypeSymbol t = TypeSymbol.ofLabel(label, m_formula.keySet());
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

    /** @return the occupancy, 1 where none is given; NaN after an error, 0 for a site that nothing occupies */
    private double occupancy(int i, String label, int line) {
        CifValue v = m_sites.get(i, "_atom_site_occupancy");
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

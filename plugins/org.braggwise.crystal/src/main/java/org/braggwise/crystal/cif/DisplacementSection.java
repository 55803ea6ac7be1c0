// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.cif;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

import org.braggwise.crystal.Displacement;
import org.braggwise.crystal.Displacement.Kind;
import org.braggwise.crystal.geometry.UnitCell;

/**
 * Reads displacement parameters. Equivalent values of anisotropic ones: U_eq = 1/3 sum_ij U_ij a*_i a*_j (a_i . a_j), and
 * U_ij = beta_ij / (2 pi^2 a*_i a*_j) (Trueblood et al. 1996, doi:10.1107/S0108767396005697, sections 1.2 and 4).
 */
final class DisplacementSection {

    private static final String[] INDICES = {"11", "22", "33", "12", "13", "23"};
    /** Of crystals; a U of that size is large. */
    private static final double SMALLEST_B = 0.1;

    /** Larger ones are doubtful. */
    private static final double LARGEST_U = 1.0;

    /** Larger ones can't be: such an atom is nowhere. */
    private static final double ABSURD_U = 10.0;

    private final UnitCell m_cell;
    private final CifLog m_log;
    private final Map<String, Displacement> m_ofLabel = new HashMap<>();
    /** Null as long as nobody asked. */
    private Boolean m_areB;

    DisplacementSection(CifBlock block, UnitCell cell, CifLog log) {
        m_cell = cell;
        m_log = log;
        for (String form : new String[] {"u", "b", "beta"}) {
            for (CifLoop loop : block.loopsWith("_atom_site_aniso_" + form + "_11")) {
                for (int row = 0; row < loop.rows(); row++) {
                    read(loop, row, form);
                }
            }
            CifLoop item = block.itemsAsLoop("_atom_site_aniso_");
            if (item != null && item.has("_atom_site_aniso_" + form + "_11")) {
                read(item, 0, form);
            }
        }
    }

    private void read(CifLoop loop, int row, String form) {
        CifValue label =
                loop.get(row, loop.has("_atom_site_aniso_label") ? "_atom_site_aniso_label" : "_atom_site_label");
        double[] u = new double[6];
        int given = 0;
        for (int i = 0; i < 6; i++) {
            String tag = "_atom_site_aniso_" + form + "_" + INDICES[i];
            u[i] = CifNumber.read(loop.get(row, tag), tag, m_log).value();
            if (Double.isNaN(u[i]) && i < 3) {
                return;
            }
            given += Double.isNaN(u[i]) ? 0 : 1;
        }
        if (label == null) {
            return;
        }
        boolean beta = form.equals("beta");
        if (given < 6) {
            boolean certain = completed(u, beta);
            String found = given + " of six anisotropic parameters of " + label.text();
            String assumed = "for the others those of an isotropic displacement";
            if (certain) {
                m_log.info(loop.lineOf(row), "displacement", found, "six", assumed);
            } else {
                m_log.warning(loop.lineOf(row), "displacement", found, "six", assumed);
            }
        }
        double mean = equivalent(u, beta);
        m_ofLabel.putIfAbsent(
                label.text(), new Displacement(form.equals("b") ? Kind.B_EQUIVALENT : Kind.U_EQUIVALENT, mean));
    }

    /**
     * What is not given becomes what it is for a sphere of the same size: U_ij a*_i a*_j = U (a*_i . a*_j), 0 between axes at right angles.
     *
     * @return whether the mean does not depend on it
     */
    private boolean completed(double[] u, boolean beta) {
        double[][] g = m_cell.reciprocalMetricTensor();
        boolean certain = true;
        for (int i = 0; i < 3; i++) {
            for (int j = i + 1; j < 3; j++) {
                int k = i + j + 2;
                double cosine = g[i][j] / Math.sqrt(g[i][i] * g[j][j]);
                if (Double.isNaN(u[k])) {
                    certain &= Math.abs(cosine) < 1e-9;
                    u[k] = beta ? cosine * Math.sqrt(Math.max(0, u[i] * u[j])) : cosine * (u[i] + u[j]) / 2;
                }
            }
        }
        return certain;
    }

    private double equivalent(double[] u, boolean beta) {
        double[][] g = m_cell.metricTensor();
        double[][] reciprocal = m_cell.reciprocalMetricTensor();
        double sum = 0;
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                double uij = u[i == j ? i : i + j + 2];
                double stars = Math.sqrt(reciprocal[i][i] * reciprocal[j][j]);
                sum += (beta ? uij / (2 * Math.PI * Math.PI) : uij * stars) * g[i][j] / 3;
            }
        }
        return sum;
    }

    /** @return the displacement parameter of a row of the site loop, null where none is given */
    Displacement of(SiteTable sites, int row, String label) {
        String t = type(sites, row);
        boolean mean = t.startsWith("uani")
                || t.startsWith("bani")
                || t.startsWith("umpe")
                || t.startsWith("bmpe")
                || t.startsWith("uovl")
                || m_ofLabel.containsKey(label);
        for (String form : new String[] {"u", "b"}) {
            CifValue v = sites.get(row, "_atom_site_" + form + "_iso_or_equiv");
            double value = CifNumber.read(v, "_atom_site_" + form + "_iso_or_equiv", m_log)
                    .value();
            if (!Double.isNaN(value)) {
                boolean isB = form.equals("b");
                if (!isB && t.startsWith("b") && areB(sites)) {
                    m_log.warning(
                            v.line(),
                            "displacement",
                            "type \"" + t + "\" with a value of U for " + label + ", " + (float) value,
                            "the same parameter in both",
                            "that it is a value of B");
                    isB = true;
                }
                return checked(
                        new Displacement(
                                isB ? mean ? Kind.B_EQUIVALENT : Kind.B_ISO : mean ? Kind.U_EQUIVALENT : Kind.U_ISO,
                                value),
                        v.line(),
                        label);
            }
        }
        Displacement d = m_ofLabel.get(label);
        return d == null ? null : checked(d, sites.line(row), label);
    }

    /** Whether the values of U of those sites that say a type of B are values of B: all of one hand, so by their median. */
    private boolean areB(SiteTable sites) {
        if (m_areB == null) {
            double[] values = IntStream.range(0, sites.rows())
                    .filter(row -> type(sites, row).startsWith("b"))
                    .mapToObj(row -> sites.get(row, "_atom_site_u_iso_or_equiv"))
                    .filter(Objects::nonNull)
                    .mapToDouble(v -> CifNumber.parse(v.text()).value())
                    .filter(v -> v > 0)
                    .sorted()
                    .toArray();
            m_areB = values.length > 0 && values[(values.length - 1) / 2] >= SMALLEST_B;
        }
        return m_areB;
    }

    private static String type(SiteTable sites, int row) {
        CifValue type = sites.get(row, "_atom_site_adp_type");
        type = type != null ? type : sites.get(row, "_atom_site_thermal_displace_type");
        return type == null ? "" : type.text().toLowerCase(Locale.ROOT);
    }

    private Displacement checked(Displacement d, int line, String label) {
        if (d.value() < 0) {
            m_log.warning(
                    line,
                    "displacement",
                    d.kind() + " of " + label + " is " + (float) d.value(),
                    "a positive number",
                    "that it is not given");
            return null;
        }
        if (d.uIso() > ABSURD_U) {
            m_log.warning(
                    line,
                    "displacement",
                    d.kind() + " of " + label + " is " + (float) d.value() + " square angstrom",
                    "less than " + (d.kind().isB() ? (int) (8 * Math.PI * Math.PI * LARGEST_U) : LARGEST_U),
                    "that it is not given");
            return null;
        }
        if (d.uIso() > LARGEST_U) {
            m_log.warning(
                    line,
                    "displacement",
                    d.kind() + " of " + label + " is " + (float) d.value() + " square angstrom",
                    d.kind().isB()
                            ? "less than " + (int) (8 * Math.PI * Math.PI * LARGEST_U)
                            : "less than " + LARGEST_U + " (is it a B?)",
                    "the value given");
        }
        return d;
    }
}

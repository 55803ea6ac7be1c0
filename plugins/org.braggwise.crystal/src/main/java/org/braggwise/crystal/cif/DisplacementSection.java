// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.cif;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

import org.braggwise.crystal.Displacement;
import org.braggwise.crystal.Displacement.Kind;
import org.braggwise.crystal.UnitCell;

/**
 * Reads displacement parameters. Equivalent values of anisotropic ones: U_eq = 1/3 sum_ij U_ij a*_i a*_j (a_i . a_j), and
 * U_ij = beta_ij / (2 pi^2 a*_i a*_j) (Trueblood et al. 1996, doi:10.1107/S0108767396005697, sections 1.2 and 4).
 */
final class DisplacementSection {

    private static final String[] INDICES = {"11", "22", "33", "12", "13", "23"};
    private static final double LARGEST_U = 1.0;

    private final UnitCell m_cell;
    private final CifLog m_log;
    private final Map<String, Displacement> m_ofLabel = new HashMap<>();

    DisplacementSection(CifBlock block, UnitCell cell, CifLog log) {
        m_cell = cell;
        m_log = log;
        for (String form : new String[] {"u", "b", "beta"}) {
            CifLoop loop = block.loopWith("_atom_site_aniso_" + form + "_11");
            for (int row = 0; loop != null && row < loop.rows(); row++) {
                read(loop, row, form);
            }
        }
    }

    private void read(CifLoop loop, int row, String form) {
        CifValue label =
                loop.get(row, loop.has("_atom_site_aniso_label") ? "_atom_site_aniso_label" : "_atom_site_label");
        double[] u = new double[6];
        for (int i = 0; i < 6; i++) {
            String tag = "_atom_site_aniso_" + form + "_" + INDICES[i];
            u[i] = CifNumber.read(loop.get(row, tag), tag, m_log).value();
            if (Double.isNaN(u[i])) {
                return;
            }
        }
        if (label != null) {
            double mean = equivalent(u, form.equals("beta"));
            m_ofLabel.putIfAbsent(
                    label.text(), new Displacement(form.equals("b") ? Kind.B_EQUIVALENT : Kind.U_EQUIVALENT, mean));
        }
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
    Displacement of(CifLoop loop, int row, String label) {
        CifValue type = loop.get(row, "_atom_site_adp_type");
        type = type != null ? type : loop.get(row, "_atom_site_thermal_displace_type");
        String t = type == null ? "" : type.text().toLowerCase(Locale.ROOT);
        boolean mean = t.startsWith("uani")
                || t.startsWith("bani")
                || t.startsWith("umpe")
                || t.startsWith("bmpe")
                || t.startsWith("uovl")
                || m_ofLabel.containsKey(label);
        for (String form : new String[] {"u", "b"}) {
            CifValue v = loop.get(row, "_atom_site_" + form + "_iso_or_equiv");
            double value = CifNumber.read(v, "_atom_site_" + form + "_iso_or_equiv", m_log)
                    .value();
            if (!Double.isNaN(value)) {
                boolean isB = form.equals("b");
                return checked(
                        new Displacement(
                                isB ? mean ? Kind.B_EQUIVALENT : Kind.B_ISO : mean ? Kind.U_EQUIVALENT : Kind.U_ISO,
                                value),
                        v.line(),
                        label);
            }
        }
        Displacement d = m_ofLabel.get(label);
        return d == null ? null : checked(d, loop.lineOf(row), label);
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
        if (!d.kind().isB() && d.value() > LARGEST_U) {
            m_log.warning(
                    line,
                    "displacement",
                    "U of " + label + " is " + (float) d.value() + " square angstrom",
                    "less than " + LARGEST_U + " (is it a B?)",
                    "the value as U");
        }
        return d;
    }
}

// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.cif;

import org.braggwise.crystal.geometry.Matrix3;
import org.braggwise.crystal.geometry.UnitCell;

/**
 * Reads the coordinates of sites: fractional, or in angstrom along orthogonal axes. The matrix between both is the file's, else that of a
 * along x and b in the plane of x and y, which the Protein Data Bank and most programs take.
 */
final class SiteCoordinates {

    private static final double MOST = 1000;
    private static final double MOST_ANGSTROM = 1e5;

    private final SiteTable m_sites;
    private final CifLog m_log;
    private final double[][] m_toFractional;
    private final double[] m_shift;
    private final int m_moreDecimals;
    private int m_decimals;

    SiteCoordinates(CifBlock block, SiteTable sites, UnitCell cell, CifLog log) {
        m_sites = sites;
        m_log = log;
        double[][] fractional = matrix(block, "_atom_sites_fract_tran");
        double[][] cartesian = matrix(block, "_atom_sites_cartn_tran");
        m_toFractional =
                fractional != null ? fractional : Matrix3.inverse(cartesian != null ? cartesian : cell.toCartesian());
        m_shift = new double[3];
        for (int i = 0; fractional != null && i < 3; i++) {
            m_shift[i] = vector(block, "_atom_sites_fract_tran", i);
        }
        if (fractional == null && cartesian != null) {
            // what is given takes fractional to Cartesian coordinates: x = M f + v
            double[] v = new double[3];
            for (int i = 0; i < 3; i++) {
                v[i] = vector(block, "_atom_sites_cartn_tran", i);
            }
            double[] back = Matrix3.apply(m_toFractional, v);
            for (int i = 0; i < 3; i++) {
                m_shift[i] = -back[i];
            }
        }
        m_moreDecimals = (int) Math.round(Math.log10(Math.max(cell.a(), Math.max(cell.b(), cell.c()))));
    }

    /** @return the matrix of core CIF (.._tran_matrix_11) or of mmCIF (.._transf_matrix[1][1]), null where it is not given */
    private static double[][] matrix(CifBlock block, String name) {
        double[][] m = new double[3][3];
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                String core = "_" + (i + 1) + (j + 1);
                m[i][j] = number(block, name, "matrix", core, "[" + (i + 1) + "][" + (j + 1) + "]", Double.NaN);
                if (Double.isNaN(m[i][j])) {
                    return null;
                }
            }
        }
        return Math.abs(Matrix3.determinant(m)) < 1e-12 ? null : m;
    }

    private static double vector(CifBlock block, String name, int i) {
        return number(block, name, "vector", "_" + (i + 1), "[" + (i + 1) + "]", 0);
    }

    private static double number(CifBlock block, String name, String what, String core, String macro, double absent) {
        CifValue v = block.first(name + "_" + what + core, name + "sf_" + what + macro);
        double n = v == null ? absent : CifNumber.parse(v.text()).value();
        return Double.isNaN(n) ? absent : n;
    }

    /** @return how many decimals of fractional coordinates are sure, the most that a site has */
    int decimals() {
        return m_decimals;
    }

    /** @return whether a row has no first coordinate */
    boolean missing(int row) {
        return m_sites.get(row, m_sites.coordinates()[0]) == null;
    }

    /** @return fractional coordinates; null where a hydrogen has none, and after an error */
    double[] read(int row, String label, String element) {
        double[] x = new double[3];
        String[] tags = m_sites.coordinates();
        boolean hydrogen = element.equals("H") || element.equals("D");
        for (int k = 0; k < 3; k++) {
            CifValue v = m_sites.raw(row, tags[k]);
            CifNumber n = v == null ? new CifNumber(Double.NaN, 0, null) : CifNumber.parse(v.text());
            int line = v == null ? m_sites.line(row) : v.line();
            String found = tags[k] + " of site \"" + label + "\" is " + CifLog.quote(v);
            if (n.isNumber() && Math.abs(n.value()) <= (m_sites.cartesian() ? MOST_ANGSTROM : MOST)) {
                if (n.remark() != null) {
                    m_log.info(
                            line, "number", found + ", " + n.remark(), "a decimal number", Double.toString(n.value()));
                } else {
                    m_decimals = Math.max(m_decimals, n.decimals() + (m_sites.cartesian() ? m_moreDecimals : 0));
                }
                x[k] = n.value();
            } else if (v != null && v.isMissing() && hydrogen) {
                m_log.warning(line, "site-coordinates", found, "a number", "that the hydrogen can be left out");
                return null;
            } else if (v != null && v.text().equals(".") && !v.quoted() && !m_sites.cartesian()) {
                m_log.warning(
                        line,
                        "site-coordinates",
                        found,
                        "a fractional coordinate such as 0.3333",
                        "0, as the ICSD means it");
            } else {
                m_log.error(line, "site-coordinates", found, "a fractional coordinate such as 0.3333");
                return null;
            }
        }
        if (!m_sites.cartesian()) {
            return x;
        }
        double[] f = Matrix3.apply(m_toFractional, x);
        return new double[] {f[0] + m_shift[0], f[1] + m_shift[1], f[2] + m_shift[2]};
    }
}

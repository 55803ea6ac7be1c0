// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.matching;

import java.util.Arrays;

/**
 * The structure factor of one reflection from the sums over the atoms of each role, with given elements or with fitted powers, and what its
 * square changes by with each. Its numbers are those of the reflection asked for last.
 */
final class RoleScattering {

    private final Amplitudes m_amplitudes;
    private Template m_template;
    private Assignment m_assignment;
    private double[] m_real = new double[0];
    private double[] m_imaginary = new double[0];
    private double[] m_byNumber = new double[0];
    private double[] m_byB = new double[0];
    private double[] m_sums = new double[0];
    private double m_re;
    private double m_im;
    private double m_anomalousRe;
    private double m_anomalousIm;

    RoleScattering(Amplitudes amplitudes) {
        m_amplitudes = amplitudes;
    }

    void prepare(Template template, Assignment assignment) {
        m_template = template;
        m_assignment = assignment;
        int roles = template.roles();
        if (m_real.length < roles) {
            m_real = new double[roles];
            m_imaginary = new double[roles];
            m_byNumber = new double[roles];
            m_byB = new double[roles];
            m_sums = new double[2 * roles];
        }
    }

    /** Takes the phases of the distinct atoms, which lie site by site. */
    void sum(PhaseTable phases, int[] siteStart) {
        Arrays.fill(m_sums, 0, 2 * m_template.roles(), 0);
        for (int s = 0; s < siteStart.length - 1; s++) {
            int o = 2 * m_template.roleOfSite(s);
            m_sums[o] += phases.cosines(siteStart[s], siteStart[s + 1]);
            m_sums[o + 1] += phases.sines(siteStart[s], siteStart[s + 1]);
        }
    }

    /**
     * @param s 1 / (2 d) in reciprocal angstrom
     * @param powersOrNull atomic number and B of each role, null for the assignment's elements
     * @return |F|^2 of the distinct atoms, Friedel opposites averaged
     */
    double square(double s, double[] powersOrNull) {
        amplitudes(s, powersOrNull);
        m_re = 0;
        m_im = 0;
        m_anomalousRe = 0;
        m_anomalousIm = 0;
        for (int r = 0; r < m_template.roles(); r++) {
            m_re += m_real[r] * m_sums[2 * r];
            m_im += m_real[r] * m_sums[2 * r + 1];
            m_anomalousRe += m_imaginary[r] * m_sums[2 * r];
            m_anomalousIm += m_imaginary[r] * m_sums[2 * r + 1];
        }
        return m_re * m_re + m_im * m_im + m_anomalousRe * m_anomalousRe + m_anomalousIm * m_anomalousIm;
    }

    private void amplitudes(double s, double[] powers) {
        double u = s / Amplitudes.STEP;
        int i = Math.min((int) u, m_amplitudes.samples() - 2);
        double w = u - i;
        for (int r = 0; r < m_template.roles(); r++) {
            if (powers == null) {
                Amplitudes.Curve c = m_assignment.curves()[r];
                m_real[r] = c.real()[i] + w * (c.real()[i + 1] - c.real()[i]);
                m_imaginary[r] = c.imaginary()[i] + w * (c.imaginary()[i + 1] - c.imaginary()[i]);
            } else {
                int z = (int) powers[2 * r];
                double between = powers[2 * r] - z;
                double[] a = m_amplitudes.bare(z);
                double[] b = m_amplitudes.bare(z + 1);
                double lower = a[i] + w * (a[i + 1] - a[i]);
                double upper = b[i] + w * (b[i + 1] - b[i]);
                double damped = Math.exp(-powers[2 * r + 1] * s * s);
                m_real[r] = (lower + between * (upper - lower)) * damped;
                m_imaginary[r] = 0;
                m_byNumber[r] = (upper - lower) * damped;
                m_byB[r] = -s * s * m_real[r];
            }
        }
    }

    /** @return half the derivative of the square by the sum of cosines of a role's atoms */
    double byCosine(int role) {
        return m_re * m_real[role] + m_anomalousRe * m_imaginary[role];
    }

    /** @return half the derivative of the square by the sum of sines of a role's atoms */
    double bySine(int role) {
        return m_im * m_real[role] + m_anomalousIm * m_imaginary[role];
    }

    /** @return half the derivative of the square by the fitted atomic number of a role */
    double byNumber(int role) {
        return byReal(role) * m_byNumber[role];
    }

    /** @return half the derivative of the square by the fitted B of a role */
    double byB(int role) {
        return byReal(role) * m_byB[role];
    }

    private double byReal(int role) {
        return m_re * m_sums[2 * role] + m_im * m_sums[2 * role + 1];
    }
}

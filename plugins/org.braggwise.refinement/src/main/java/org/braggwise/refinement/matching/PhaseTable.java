// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.matching;

import org.braggwise.refinement.phase.ReflectionFamilies;

/**
 * exp(2 pi i h . x) of many atoms for many reflections: powers along each axis are made once by multiplication, and each reflection takes a
 * product of three. Ask for reflections with the same h and k one after the other: their product is kept.
 */
final class PhaseTable {

    private final double[][] m_cos = new double[3][0];
    private final double[][] m_sin = new double[3][0];
    private final int[] m_limit = new int[3];
    private double[] m_hkCos = new double[0];
    private double[] m_hkSin = new double[0];
    private double[] m_c = new double[0];
    private double[] m_s = new double[0];
    private int m_atoms;
    private int m_h = Integer.MIN_VALUE;
    private int m_k;

    /** Makes room for these reflections and so many atoms. */
    void prepare(ReflectionFamilies families, int atoms) {
        m_atoms = atoms;
        m_limit[0] = largest(families.h());
        m_limit[1] = largest(families.k());
        m_limit[2] = largest(families.l());
        for (int axis = 0; axis < 3; axis++) {
            int size = (m_limit[axis] + 1) * atoms;
            if (m_cos[axis].length < size) {
                m_cos[axis] = new double[size];
                m_sin[axis] = new double[size];
            }
        }
        if (m_c.length < atoms) {
            m_hkCos = new double[atoms];
            m_hkSin = new double[atoms];
            m_c = new double[atoms];
            m_s = new double[atoms];
        }
    }

    private static int largest(int[] indices) {
        int max = 0;
        for (int i : indices) {
            max = Math.max(max, Math.abs(i));
        }
        return max;
    }

    /** Takes new positions, three numbers an atom, of which those of some atoms count. */
    void fill(double[] xyz, int[] which) {
        m_h = Integer.MIN_VALUE;
        for (int axis = 0; axis < 3; axis++) {
            double[] c = m_cos[axis];
            double[] s = m_sin[axis];
            for (int i = 0; i < m_atoms; i++) {
                double angle = 2 * Math.PI * xyz[3 * which[i] + axis];
                double c1 = Math.cos(angle);
                double s1 = Math.sin(angle);
                c[i] = 1;
                s[i] = 0;
                for (int n = 0, o = i; n < m_limit[axis]; n++, o += m_atoms) {
                    c[o + m_atoms] = c[o] * c1 - s[o] * s1;
                    s[o + m_atoms] = c[o] * s1 + s[o] * c1;
                }
            }
        }
    }

    /** Computes the phases of one reflection; h is 0 or more. */
    void at(int h, int k, int l) {
        if (h != m_h || k != m_k) {
            m_h = h;
            m_k = k;
            multiply(
                    m_cos[0],
                    m_sin[0],
                    h * m_atoms,
                    m_cos[1],
                    m_sin[1],
                    Math.abs(k) * m_atoms,
                    k < 0 ? -1 : 1,
                    m_hkCos,
                    m_hkSin);
        }
        multiply(m_hkCos, m_hkSin, 0, m_cos[2], m_sin[2], Math.abs(l) * m_atoms, l < 0 ? -1 : 1, m_c, m_s);
    }

    private void multiply(
            double[] c1, double[] s1, int o1, double[] c2, double[] s2, int o2, double sign, double[] c, double[] s) {
        int n = m_atoms;
        for (int i = 0; i < n; i++) {
            double t = sign * s2[o2 + i];
            c[i] = c1[o1 + i] * c2[o2 + i] - s1[o1 + i] * t;
            s[i] = s1[o1 + i] * c2[o2 + i] + c1[o1 + i] * t;
        }
    }

    double cosine(int atom) {
        return m_c[atom];
    }

    double sine(int atom) {
        return m_s[atom];
    }

    double cosines(int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += m_c[i];
        }
        return sum;
    }

    double sines(int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += m_s[i];
        }
        return sum;
    }
}

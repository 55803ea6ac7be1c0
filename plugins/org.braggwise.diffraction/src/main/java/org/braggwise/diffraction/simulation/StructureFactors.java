// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.simulation;

import java.util.List;

import org.braggwise.crystal.Atom;

/**
 * |F|^2 with F(h) = sum over the cell's atoms of f exp(2 pi i h . x), from tables of exp(2 pi i h x) for each atom and index along each axis.
 * Ask for members with the same h and k one after the other: their product is kept.
 */
final class StructureFactors {

    private final Scatterers m_scatterers;
    private final int m_atoms;
    /* Atoms are sorted by scatterer: those of scatterer g lie from m_start[g] to m_start[g + 1]. */
    private final int[] m_start;
    private final double[][] m_cos = new double[3][];
    private final double[][] m_sin = new double[3][];
    private final double[] m_hkCos;
    private final double[] m_hkSin;
    private final double[] m_real;
    private final double[] m_imaginary;
    private int m_h = Integer.MIN_VALUE;
    private int m_k = Integer.MIN_VALUE;

    /**
     * @param atoms all atoms of the cell
     * @param scatterers what is on their sites
     * @param families whose indices will be asked for
     */
    StructureFactors(List<Atom> atoms, Scatterers scatterers, ReflectionSphere families) {
        m_scatterers = scatterers;
        m_atoms = atoms.size();
        m_start = new int[scatterers.size() + 1];
        for (Atom atom : atoms) {
            m_start[scatterers.ofSite(atom.siteIndex()) + 1]++;
        }
        for (int g = 0; g < scatterers.size(); g++) {
            m_start[g + 1] += m_start[g];
        }
        double[][] x = new double[3][m_atoms];
        int[] next = m_start.clone();
        for (Atom atom : atoms) {
            int i = next[scatterers.ofSite(atom.siteIndex())]++;
            x[0][i] = atom.x();
            x[1][i] = atom.y();
            x[2][i] = atom.z();
        }
        for (int axis = 0; axis < 3; axis++) {
            tabulate(axis, x[axis], families.limit(axis));
        }
        m_hkCos = new double[m_atoms];
        m_hkSin = new double[m_atoms];
        m_real = new double[scatterers.size()];
        m_imaginary = new double[scatterers.size()];
    }

    /* Row h from row h - 1 by one multiplication each: the error grows as h times 1e-16. */
    private void tabulate(int axis, double[] x, int limit) {
        double[] c = new double[(limit + 1) * m_atoms];
        double[] s = new double[c.length];
        for (int i = 0; i < m_atoms; i++) {
            double angle = 2 * Math.PI * x[i];
            double c1 = Math.cos(angle);
            double s1 = Math.sin(angle);
            c[i] = 1;
            for (int h = 1, o = i; h <= limit; h++, o += m_atoms) {
                c[o + m_atoms] = c[o] * c1 - s[o] * s1;
                s[o + m_atoms] = c[o] * s1 + s[o] * c1;
            }
        }
        m_cos[axis] = c;
        m_sin[axis] = s;
    }

    /**
     * @param h first index, 0 or more
     * @param k second
     * @param l third
     * @param s2 1 / (4 d^2) in reciprocal square angstrom
     * @return the mean of |F(h k l)|^2 and |F(-h -k -l)|^2, in electrons squared
     */
    double squared(int h, int k, int l, double s2) {
        if (h != m_h || k != m_k) {
            prepare(h, k);
        }
        m_scatterers.amplitudes(s2, m_real, m_imaginary);
        double[] c = m_cos[2];
        double[] s = m_sin[2];
        int o = Math.abs(l) * m_atoms;
        double sign = l < 0 ? -1 : 1;
        double re = 0;
        double im = 0;
        double anomalousRe = 0;
        double anomalousIm = 0;
        for (int g = 0; g < m_real.length; g++) {
            // Sums of cos cos, sin sin, cos sin, sin cos: the sign of l comes in afterwards.
            double cc = 0;
            double ss = 0;
            double cs = 0;
            double sc = 0;
            for (int i = m_start[g]; i < m_start[g + 1]; i++) {
                double p = m_hkCos[i];
                double q = m_hkSin[i];
                cc += p * c[o + i];
                ss += q * s[o + i];
                cs += p * s[o + i];
                sc += q * c[o + i];
            }
            double geometricRe = cc - sign * ss;
            double geometricIm = sc + sign * cs;
            re += m_real[g] * geometricRe;
            im += m_real[g] * geometricIm;
            anomalousRe += m_imaginary[g] * geometricRe;
            anomalousIm += m_imaginary[g] * geometricIm;
        }
        return re * re + im * im + anomalousRe * anomalousRe + anomalousIm * anomalousIm;
    }

    /** @return what |F|^2 would be if all atoms scattered in phase, at the spacing that was last asked for */
    double squaredInPhase() {
        double re = 0;
        double im = 0;
        for (int g = 0; g < m_real.length; g++) {
            int atoms = m_start[g + 1] - m_start[g];
            re += atoms * Math.abs(m_real[g]);
            im += atoms * m_imaginary[g];
        }
        return re * re + im * im;
    }

    private void prepare(int h, int k) {
        m_h = h;
        m_k = k;
        double[] ch = m_cos[0];
        double[] sh = m_sin[0];
        double[] ck = m_cos[1];
        double[] sk = m_sin[1];
        int oh = h * m_atoms;
        int ok = Math.abs(k) * m_atoms;
        double sign = k < 0 ? -1 : 1;
        for (int i = 0; i < m_atoms; i++) {
            m_hkCos[i] = ch[oh + i] * ck[ok + i] - sign * sh[oh + i] * sk[ok + i];
            m_hkSin[i] = sh[oh + i] * ck[ok + i] + sign * ch[oh + i] * sk[ok + i];
        }
    }
}

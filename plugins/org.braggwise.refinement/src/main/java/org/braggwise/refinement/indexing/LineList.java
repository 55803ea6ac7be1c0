// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.indexing;

import java.util.Arrays;

import org.braggwise.crystal.symmetry.BravaisLattice;
import org.braggwise.crystal.symmetry.CrystalSystem;

/**
 * The lines of a lattice up to a Q, one for each set of reflections that the holohedry makes equivalent; a buffer that is filled again and
 * again. Q = A h^2 + B k^2 + C l^2 + D kl + E hl + F hk.
 */
final class LineList {

    private final int m_most;
    final double[] q;
    final int[] h;
    final int[] k;
    final int[] l;
    int size;

    private char m_centring;
    private double m_limit;
    private boolean m_full;

    /** @param most how many lines it can hold */
    LineList(int most) {
        m_most = most;
        q = new double[most];
        h = new int[most];
        k = new int[most];
        l = new int[most];
    }

    /**
     * @param system whose holohedry makes reflections equivalent; on conventional axes
     * @param f A, B, C, D, E, F in reciprocal square angstrom
     * @param centring of the conventional cell
     * @param limit greatest Q
     * @return whether the lines are not more than the buffer holds
     */
    boolean fill(CrystalSystem system, double[] f, char centring, double limit) {
        size = 0;
        m_centring = centring;
        m_limit = limit;
        m_full = false;
        switch (system) {
            case TRICLINIC -> triclinic(f);
            case MONOCLINIC -> monoclinic(f);
            case ORTHORHOMBIC -> orthorhombic(f);
            case CUBIC -> cubic(f[0]);
            case TETRAGONAL -> uniaxial(f[0], 0, f[2]);
            case TRIGONAL, HEXAGONAL -> uniaxial(f[0], f[0], f[2]);
        }
        return !m_full;
    }

    /** @return how many different Q there are up to a limit: 300 and 221 of a cubic lattice are one line */
    int distinct(double limit) {
        double[] sorted = Arrays.copyOf(q, size);
        Arrays.sort(sorted);
        int count = 0;
        for (int i = 0; i < size && sorted[i] <= limit; i++) {
            count += i == 0 || sorted[i] - sorted[i - 1] > 1e-9 * sorted[i] ? 1 : 0;
        }
        return count;
    }

    private void add(double value, int hh, int kk, int ll) {
        if (value <= m_limit && (hh != 0 || kk != 0 || ll != 0) && BravaisLattice.allows(m_centring, hh, kk, ll)) {
            if (size == m_most) {
                m_full = true;
                return;
            }
            q[size] = value;
            h[size] = hh;
            k[size] = kk;
            l[size++] = ll;
        }
    }

    private void cubic(double a) {
        for (int i = 0; a * i * i <= m_limit && !m_full; i++) {
            for (int j = 0; j <= i && a * (i * i + j * j) <= m_limit && !m_full; j++) {
                for (int n = 0; n <= j && a * (i * i + j * j + n * n) <= m_limit; n++) {
                    add(a * (i * i + j * j + n * n), i, j, n);
                }
            }
        }
    }

    /** Tetragonal without, hexagonal with the term in hk. */
    private void uniaxial(double a, double f, double c) {
        for (int i = 0; a * i * i <= m_limit && !m_full; i++) {
            for (int j = 0; j <= i && !m_full; j++) {
                double plane = a * (i * i + j * j) + f * i * j;
                if (plane > m_limit) {
                    break;
                }
                for (int n = 0; plane + c * n * n <= m_limit && !m_full; n++) {
                    boolean turned = m_centring == 'R' && Math.floorMod(-i + j + n, 3) != 0;
                    add(plane + c * n * n, turned ? j : i, turned ? i : j, n);
                }
            }
        }
    }

    private void orthorhombic(double[] f) {
        for (int i = 0; f[0] * i * i <= m_limit && !m_full; i++) {
            double qa = f[0] * i * i;
            for (int j = 0; qa + f[1] * j * j <= m_limit && !m_full; j++) {
                double qb = qa + f[1] * j * j;
                for (int n = 0; qb + f[2] * n * n <= m_limit && !m_full; n++) {
                    add(qb + f[2] * n * n, i, j, n);
                }
            }
        }
    }

    private void monoclinic(double[] f) {
        double least = f[0] - f[4] * f[4] / (4 * f[2]);
        for (int i = 0; least * i * i <= m_limit && !m_full; i++) {
            int start = i == 0 ? 0 : (int) Math.rint(-f[4] * i / (2 * f[2]));
            for (int step = 1; step >= (i == 0 ? 1 : -1); step -= 2) {
                for (int n = step > 0 ? start : start - 1; !m_full; n += step) {
                    double zone = f[0] * i * i + f[2] * n * n + f[4] * i * n;
                    if (zone > m_limit) {
                        break;
                    }
                    for (int j = 0; zone + f[1] * j * j <= m_limit && !m_full; j++) {
                        add(zone + f[1] * j * j, i, j, n);
                    }
                }
            }
        }
    }

    private void triclinic(double[] f) {
        double bb = f[1] - f[3] * f[3] / (4 * f[2]);
        double aa = f[0] - f[4] * f[4] / (4 * f[2]);
        double ff = f[5] - f[3] * f[4] / (2 * f[2]);
        double least = aa - ff * ff / (4 * bb);
        if (!(bb > 0 && least > 0)) {
            m_full = true;
            return;
        }
        for (int i = 0; least * i * i <= m_limit && !m_full; i++) {
            int start = i == 0 ? 0 : (int) Math.rint(-ff * i / (2 * bb));
            for (int step = 1; step >= (i == 0 ? 1 : -1); step -= 2) {
                for (int j = step > 0 ? start : start - 1; !m_full; j += step) {
                    if (aa * i * i + bb * j * j + ff * i * j > m_limit) {
                        break;
                    }
                    row(f, i, j);
                }
            }
        }
    }

    private void row(double[] f, int i, int j) {
        double constant = f[0] * i * i + f[1] * j * j + f[5] * i * j;
        double linear = f[3] * j + f[4] * i;
        boolean axis = i == 0 && j == 0;
        int start = axis ? 0 : (int) Math.rint(-linear / (2 * f[2]));
        for (int step = 1; step >= (axis ? 1 : -1); step -= 2) {
            for (int n = step > 0 ? start : start - 1; !m_full; n += step) {
                double value = constant + linear * n + f[2] * n * n;
                if (value > m_limit) {
                    break;
                }
                add(value, i, j, n);
            }
        }
    }
}

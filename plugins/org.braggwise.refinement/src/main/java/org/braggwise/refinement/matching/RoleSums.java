// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.matching;

/** A structure's reflections with the sums of exp(2 pi i h . x) over each role's atoms: what elements are tried on. For one thread. */
final class RoleSums {

    private final IntegratedIntensities m_data;
    private final double[] m_sums;
    private final int[] m_samples;
    private final double[] m_intensities;
    private final int m_roles;

    RoleSums(Template t, double[] positions, IntegratedIntensities data, Amplitudes amplitudes) {
        m_data = data;
        m_roles = t.roles();
        int n = data.size();
        m_sums = new double[2 * m_roles * n];
        m_samples = new int[n];
        m_intensities = new double[n];
        double[] xyz = new double[3 * t.atoms()];
        t.free().positions(positions, xyz);
        for (int i = 0; i < n; i++) {
            m_samples[i] =
                    Math.min(amplitudes.samples() - 1, (int) Math.rint(Math.sqrt(data.q(i)) / 2 / Amplitudes.STEP));
            for (int a : t.distinctAtoms()) {
                double phase = 2
                        * Math.PI
                        * (data.h(i) * xyz[3 * a] + data.k(i) * xyz[3 * a + 1] + data.l(i) * xyz[3 * a + 2]);
                int o = 2 * (m_roles * i + t.roleOfSite(t.free().siteOfAtom(a)));
                m_sums[o] += t.centring() * Math.cos(phase);
                m_sums[o + 1] += t.centring() * Math.sin(phase);
            }
        }
    }

    /** @return R with these amplitudes on the roles, at the best scale */
    double residual(Amplitudes.Curve[] curves) {
        for (int i = 0; i < m_intensities.length; i++) {
            double re = 0;
            double im = 0;
            double otherRe = 0;
            double otherIm = 0;
            for (int role = 0; role < m_roles; role++) {
                double f = curves[role].real()[m_samples[i]];
                double ff = curves[role].imaginary()[m_samples[i]];
                double x = m_sums[2 * (m_roles * i + role)];
                double y = m_sums[2 * (m_roles * i + role) + 1];
                re += f * x;
                im += f * y;
                otherRe += ff * x;
                otherIm += ff * y;
            }
            m_intensities[i] = m_data.multiplicity(i) * (re * re + im * im + otherRe * otherRe + otherIm * otherIm);
        }
        return m_data.residual(m_intensities);
    }
}

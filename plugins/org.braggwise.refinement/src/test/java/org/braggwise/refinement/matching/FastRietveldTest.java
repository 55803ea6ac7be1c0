// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.matching;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;

import org.braggwise.crystal.CrystalStructure;
import org.braggwise.diffraction.Pattern;
import org.braggwise.diffraction.Radiation;
import org.braggwise.diffraction.simulation.PatternSimulator;
import org.braggwise.diffraction.simulation.PeakProfile;
import org.braggwise.diffraction.simulation.ProfileShape;
import org.braggwise.diffraction.simulation.SimulationSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FastRietveldTest {

    private static FastRietveld fit(Pattern pattern, MatchConditions conditions) {
        return new FastRietveld(
                new Observed(pattern, conditions, Double.POSITIVE_INFINITY, 0),
                new Amplitudes(conditions),
                new ProfileIntegral(conditions.profile()));
    }

    /** Lines of one width without tails: changes of the width, and tails beyond nine widths, are left out of the derivatives on purpose. */
    @ParameterizedTest
    @ValueSource(strings = {"given", "fitted"})
    void derivativesAreThoseOfFiniteDifferences(String elements) {
        PeakProfile profile = PeakProfile.DEFAULT
                .withShape(ProfileShape.GAUSSIAN)
                .withCaglioti(0, 0, 0.04)
                .withDomainSizeNm(Double.POSITIVE_INFINITY);
        MatchConditions conditions = MatchConditions.of(Examples.GRID, Radiation.of("Cu Ka1+Ka2"), profile);
        Pattern pattern = new PatternSimulator(SimulationSettings.builder()
                        .grid(Examples.GRID)
                        .radiation(conditions.radiation())
                        .profile(profile)
                        .build())
                .pattern(Examples.MONOCLINIC, "");
        FastRietveld fit = fit(pattern, conditions);
        Template template = new Template(Examples.MONOCLINIC, conditions.qMax());
        SplittableRandom random = new SplittableRandom(5);
        double[] g = template.g().clone();
        for (int i = 0; i < g.length; i++) {
            g[i] *= 1 + random.nextDouble(-1e-3, 1e-3);
        }
        double[] x = random.doubles(template.free().size(), -0.02, 0.02).toArray();
        double[] powers = elements.equals("given") ? null : new double[] {70.3, 0.5, 25.4, 0.8, 9.7, 1.1};
        Assignment own = Assignment.own(template, new Amplitudes(conditions));
        int n = 1 + g.length + x.length + (powers == null ? 0 : powers.length);
        Refined at = new Refined(template, own, powers, g, x, 2e-7, 0, 0, n, 0, 0, false, 0);
        double[] analytic = fit.squaresAndGradient(at);
        for (int p = 0; p < n; p++) {
            double size = p == 0 ? at.scale() : p <= g.length ? 0.01 : p <= g.length + x.length ? 0.1 : 1;
            double step = 1e-4 * size;
            double numeric =
                    -(fit.squaresAndGradient(moved(at, p, step))[0] - fit.squaresAndGradient(moved(at, p, -step))[0])
                            / (4 * step);
            assertEquals(
                    numeric, analytic[1 + p], 0.01 * Math.abs(numeric) + 1e-4 * analytic[0] / size, "parameter " + p);
        }
    }

    private static Refined moved(Refined r, int parameter, double step) {
        double[] g = r.g().clone();
        double[] x = r.positions().clone();
        double[] powers = r.powers() == null ? null : r.powers().clone();
        double scale = r.scale();
        int i = parameter - 1;
        if (i < 0) {
            scale += step;
        } else if (i < g.length) {
            g[i] += step;
        } else if (i < g.length + x.length) {
            x[i - g.length] += step;
        } else {
            powers[i - g.length - x.length] += step;
        }
        return new Refined(r.template(), r.assignment(), powers, g, x, scale, 0, 0, r.parameters(), 0, 0, false, 0);
    }

    /** The calculated curve is the simulator's, and a displaced start comes back to it. */
    @Test
    void displacedAtomsGoBack() {
        for (CrystalStructure s : new CrystalStructure[] {
            Examples.CUBIC,
            Examples.ORTHORHOMBIC,
            Examples.TETRAGONAL,
            Examples.RHOMBOHEDRAL,
            Examples.HEXAGONAL,
            Examples.MONOCLINIC
        }) {
            FastRietveld fit = fit(Examples.pattern(s), Examples.CONDITIONS);
            Template template = new Template(s, Examples.CONDITIONS.qMax());
            Assignment own = Assignment.own(template, new Amplitudes(Examples.CONDITIONS));
            double[] zero = new double[template.free().size()];
            Refined same = fit.refine(template, own, new FastRietveld.Start(template.g(), zero, null, 0, 0))
                    .orElseThrow();
            assertTrue(same.residual() < 2e-4, s + ": " + same.residual());
            SplittableRandom random = new SplittableRandom(9);
            double[] g = template.g().clone();
            for (int i = 0; i < g.length; i++) {
                g[i] *= 1 + random.nextDouble(-1e-3, 1e-3);
            }
            double[] x = random.doubles(zero.length, -0.012, 0.012).toArray();
            Refined back = fit.refine(template, own, new FastRietveld.Start(g, x, null, 1e-7, 60))
                    .orElseThrow();
            assertTrue(back.residual() < 1e-3, s + ": " + back.initialResidual() + " to " + back.residual());
            assertEquals(s.cell().a(), template.metric().cell(back.g()).a(), 2e-4, s.toString());
        }
    }
}

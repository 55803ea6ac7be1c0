// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.mixture;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import org.braggwise.diffraction.Radiation;
import org.braggwise.diffraction.Reflection;
import org.braggwise.diffraction.TwoThetaGrid;
import org.braggwise.diffraction.simulation.PatternSimulator;
import org.braggwise.diffraction.simulation.SimulationSettings;

/**
 * The strongest lines of a candidate, the strongest first: what screening needs of it. Reflections that no lattice error in question tells
 * apart are one line.
 *
 * @param lnQ ln(1 / d) of each line, d in angstrom
 * @param strength multiplicity times |F|^2 of each line, the sum being 1
 */
record CandidateLines(float[] lnQ, float[] strength) {

    private static final int MOST_LINES = 100;
    private static final double SAME_LINE = 0.0025;

    /** Copper's wavelength and 105 degrees: spacings down to 0.97 angstrom, which is where the telling lines are. */
    private static final SimulationSettings SETTINGS = SimulationSettings.builder()
            .grid(new TwoThetaGrid(0.5, 105, 2))
            .radiation(Radiation.of("Cu Ka1"))
            .lorentzPolarisation(false)
            .build();

    private record Line(double lnQ, double strength) {
        /** Low angles are favoured by the Lorentz-polarisation factor, about as 1 / q^2. */
        double visibility() {
            return strength * Math.exp(-2 * lnQ);
        }
    }

    static CandidateLines of(PhaseCandidate candidate) {
        List<Line> lines = new ArrayList<>();
        double start = Double.NEGATIVE_INFINITY;
        double sum = 0;
        double moment = 0;
        double total = 0;
        for (Reflection r : new PatternSimulator(SETTINGS)
                .reflections(candidate.structure())
                .reflections()) {
            double lnQ = -Math.log(r.dAngstrom());
            double strength = r.multiplicity() * r.structureFactorSquared();
            if (lnQ - start > SAME_LINE) {
                if (sum > 0) {
                    lines.add(new Line(moment / sum, sum));
                }
                start = lnQ;
                sum = 0;
                moment = 0;
            }
            sum += strength;
            moment += strength * lnQ;
            total += strength;
        }
        if (sum > 0) {
            lines.add(new Line(moment / sum, sum));
        }
        lines.sort(Comparator.comparingDouble(Line::visibility).reversed());
        int n = Math.min(MOST_LINES, lines.size());
        float[] lnQ = new float[n];
        float[] strength = new float[n];
        for (int i = 0; i < n; i++) {
            lnQ[i] = (float) lines.get(i).lnQ();
            strength[i] = (float) (lines.get(i).strength() / total);
        }
        return new CandidateLines(lnQ, strength);
    }
}

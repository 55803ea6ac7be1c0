// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.wholepattern;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import org.braggwise.crystal.CrystalStructure;
import org.braggwise.crystal.Elements;
import org.braggwise.crystal.KeyedRandom;
import org.braggwise.crystal.Site;
import org.braggwise.crystal.geometry.UnitCell;
import org.braggwise.crystal.symmetry.SpaceGroup;
import org.braggwise.diffraction.Normalisation;
import org.braggwise.diffraction.Radiation;
import org.braggwise.diffraction.TwoThetaGrid;
import org.braggwise.diffraction.simulation.DisplacementSource;
import org.braggwise.diffraction.simulation.MarchDollase;
import org.braggwise.diffraction.simulation.PatternSimulator;
import org.braggwise.diffraction.simulation.PeakProfile;
import org.braggwise.diffraction.simulation.ProfileShape;
import org.braggwise.diffraction.simulation.SimulationSettings;

/** Patterns of the simulator, which shares no profile code with the refinement, with background and counting noise. */
public final class SimulatedPatterns {

    /** Bins of the simulator and points of the refinement are the same within a sixth of this step squared over the width squared. */
    private static final TwoThetaGrid GRID = new TwoThetaGrid(15, 115, 5001);

    static final PeakProfile PROFILE = PeakProfile.DEFAULT
            .withShape(ProfileShape.THOMPSON_COX_HASTINGS)
            .withCaglioti(0.006, -0.003, 0.006)
            .withDomainSizeNm(Double.POSITIVE_INFINITY)
            .withLorentzianCoefficients(0.03, 0.05);

    private SimulatedPatterns() {}

    /** Rutile. */
    public static CrystalStructure rutile() {
        return new CrystalStructure(
                "rutile",
                new UnitCell(4.5938, 4.5938, 2.9586, 90, 90, 90),
                SpaceGroup.ofNumber(136),
                List.of(Site.of("Ti", "Ti", 0, 0, 0), Site.of("O", "O", 0.3048, 0.3048, 0)));
    }

    /** Fluorite. */
    public static CrystalStructure fluorite() {
        return new CrystalStructure(
                "fluorite",
                new UnitCell(5.4640, 5.4640, 5.4640, 90, 90, 90),
                SpaceGroup.ofNumber(225),
                List.of(Site.of("Ca", "Ca", 0, 0, 0), Site.of("F", "F", 0.25, 0.25, 0.25)));
    }

    /** Corundum. */
    public static CrystalStructure corundum() {
        return new CrystalStructure(
                "corundum",
                new UnitCell(4.7591, 4.7591, 12.9918, 90, 90, 120),
                SpaceGroup.ofNumber(167),
                List.of(Site.of("Al", "Al", 0, 0, 0.3522), Site.of("O", "O", 0.3064, 0, 0.25)));
    }

    /** How a pattern is made: the sample's displacement is 0.08 mm on a radius of 240 mm. */
    static SimulationSettings.Builder settings() {
        return SimulationSettings.builder()
                .grid(GRID)
                .radiation(Radiation.of("Cu Ka1+Ka2"))
                .displacementSource(DisplacementSource.STRUCTURE_ELSE_TABLE)
                .profile(PROFILE)
                .tailThreshold(1e-5)
                .goniometerRadiusMm(240)
                .sampleDisplacementMm(0.08)
                .normalisation(Normalisation.NONE);
    }

    /**
     * @param structures the phases
     * @param weights their shares of the mass
     * @param texture of the first phase, null for none
     * @param counts at the strongest line
     * @return counts on a background that falls
     */
    public static MeasuredPattern of(
            List<CrystalStructure> structures, double[] weights, MarchDollase texture, double counts) {
        return of(Radiation.of("Cu Ka1+Ka2"), structures, weights, texture, counts);
    }

    /** The same with other X-rays. */
    public static MeasuredPattern of(
            Radiation radiation,
            List<CrystalStructure> structures,
            double[] weights,
            MarchDollase texture,
            double counts) {
        double[] y = new double[GRID.points()];
        for (int p = 0; p < weights.length; p++) {
            SimulationSettings.Builder builder = settings().radiation(radiation);
            if (p == 0 && texture != null) {
                builder.texture(texture);
            }
            double[] of = new PatternSimulator(builder.build())
                    .pattern(structures.get(p), "p")
                    .intensities();
            // The intensity of a phase goes with its volume over the square of its cell's.
            double scale = weights[p]
                    / (mass(structures.get(p)) * structures.get(p).cell().volume());
            for (int i = 0; i < y.length; i++) {
                y[i] += scale * of[i];
            }
        }
        double highest = Arrays.stream(y).max().orElseThrow();
        var random = KeyedRandom.of(1, "simulated", "noise", weights.length);
        double[] x = new double[y.length];
        for (int i = 0; i < y.length; i++) {
            x[i] = GRID.at(i);
            double mean = counts * (y[i] / highest + 0.01 + 0.2 / x[i]);
            y[i] = Math.max(0, Math.rint(mean + Math.sqrt(mean) * random.nextGaussian()));
        }
        return MeasuredPattern.counted(x, y, radiation);
    }

    /** @return the pattern without the points between two angles, as a dead stretch of a detector leaves it */
    public static MeasuredPattern without(MeasuredPattern pattern, double fromDeg, double toDeg) {
        double[] x = pattern.twoThetaDeg();
        int[] kept = IntStream.range(0, x.length)
                .filter(i -> x[i] < fromDeg || x[i] > toDeg)
                .toArray();
        return new MeasuredPattern(
                IntStream.of(kept).mapToDouble(i -> x[i]).toArray(),
                IntStream.of(kept).mapToDouble(i -> pattern.intensities()[i]).toArray(),
                IntStream.of(kept).mapToDouble(i -> pattern.sigmas()[i]).toArray(),
                pattern.radiation());
    }

    private static double mass(CrystalStructure structure) {
        return structure.composition().entrySet().stream()
                .mapToDouble(e -> Elements.of(e.getKey()).mass() * e.getValue())
                .sum();
    }
}

// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.wholepattern;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;

import org.braggwise.crystal.CrystalStructure;
import org.braggwise.crystal.Site;
import org.braggwise.crystal.geometry.UnitCell;
import org.braggwise.crystal.symmetry.SpaceGroup;
import org.braggwise.diffraction.Radiation;
import org.braggwise.diffraction.TwoThetaGrid;
import org.braggwise.diffraction.simulation.DisplacementSource;
import org.braggwise.diffraction.simulation.PatternSimulator;
import org.braggwise.diffraction.simulation.SimulationSettings;
import org.braggwise.refinement.leastsquares.NormalEquations;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Derivatives against finite differences, intensities against the simulator. */
class PatternModelTest {

    /** Low-quartz-like, non-centrosymmetric, with free coordinates. */
    static CrystalStructure quartz() {
        return new CrystalStructure(
                "quartz",
                new UnitCell(4.913, 4.913, 5.404, 90, 90, 120),
                SpaceGroup.ofNumber(154),
                List.of(Site.of("Si", "Si", 0.4697, 0, 2 / 3.0), Site.of("O", "O", 0.4133, 0.2672, 0.7855)));
    }

    /** Baddeleyite's group and cell: monoclinic, all coordinates free. */
    static CrystalStructure baddeleyite() {
        return new CrystalStructure(
                "baddeleyite",
                new UnitCell(5.15, 5.21, 5.316, 90, 99.2, 90),
                SpaceGroup.ofNumber(14),
                List.of(
                        Site.of("Zr", "Zr", 0.2754, 0.0395, 0.2083),
                        Site.of("O1", "O", 0.07, 0.3317, 0.3447),
                        Site.of("O2", "O", 0.4496, 0.7569, 0.4792)));
    }

    private static MeasuredPattern flat(double from, double to, int points) {
        double[] x = new double[points];
        double[] y = new double[points];
        double[] sigma = new double[points];
        for (int i = 0; i < points; i++) {
            x[i] = from + (to - from) * i / (points - 1);
            y[i] = 100 + i % 7;
            sigma[i] = 10;
        }
        return new MeasuredPattern(x, y, sigma, Radiation.of("Cu Ka1+Ka2"));
    }

    private static PatternModel model(DisplacementRefinement displacements) {
        RefinementSettings settings = RefinementSettings.builder()
                .positions(true)
                .displacements(displacements)
                .amorphousHump(24)
                .backgroundTerms(4)
                .build();
        MeasuredPattern pattern = flat(10, 70, 1501);
        double[] weights = new double[pattern.points()];
        Arrays.fill(weights, 0.01);
        PatternModel model = new PatternModel(
                pattern,
                weights,
                PatternModel.reflections(pattern, List.of(quartz(), baddeleyite()), settings),
                settings);
        double[] x = model.table().values();
        for (int i = 0; i < model.table().size(); i++) {
            String name = model.table().parameter(i).name();
            model.table().free(i, true);
            if (name.endsWith("scale")) {
                x[i] = 37;
            } else if (name.endsWith("width")) {
                x[i] = name.startsWith("hump") ? 11 : 0.07;
            } else if (name.contains("metric")) {
                x[i] = 0.0013;
            } else if (name.contains("occupancy")) {
                x[i] = 0.93;
            } else if (name.contains("position")) {
                x[i] = 0.004;
            } else if (name.contains(" B")) {
                x[i] = 0.17;
            } else if (name.endsWith("texture")) {
                x[i] = 0.8;
            }
        }
        x[model.background().hump()] = 20;
        x[model.shared().zero()] = 0.013;
        x[model.shared().displacement()] = 0.05;
        x[model.shared().u()] = 0.02;
        x[model.shared().v()] = -0.01;
        x[model.shared().w()] = 0.012;
        model.phases().get(0).orient(new MillerIndices(1, 0, 1));
        model.phases().get(1).orient(new MillerIndices(0, 0, 1));
        return model;
    }

    /** The gradient is minus half the objective's derivative: every parameter's column takes part in it. */
    @ParameterizedTest
    @EnumSource(
            value = DisplacementRefinement.class,
            names = {"OVERALL", "PER_ELEMENT"})
    void derivativesAreThoseOfFiniteDifferences(DisplacementRefinement displacements) {
        PatternModel model = model(displacements);
        model.table().free(model.shared().asymmetry(), false);
        compare(model, 2e-5);
    }

    /** With axial divergence, the change of the weights with the angle is left out: 1 % of the largest derivative is asked for. */
    @Test
    void derivativesWithAsymmetry() {
        PatternModel model = model(DisplacementRefinement.OVERALL);
        model.table().set(model.shared().asymmetry(), 0.03);
        compare(model, 1e-2);
    }

    private static void compare(PatternModel model, double tolerance) {
        model.prepare();
        int n = model.parameters();
        int[] active = model.table().active();
        double[] x = Arrays.stream(active)
                .mapToDouble(i -> model.table().values()[i])
                .toArray();
        NormalEquations equations = new NormalEquations(n);
        model.linearise(x, equations);
        assertEquals(model.objective(x), equations.objective(), 1e-9 * equations.objective());
        for (int i = 0; i < n; i++) {
            // A step that changes y by about a tenth of a sigma.
            double step = 1e-3 / Math.sqrt(Math.max(1e-6, equations.curvature(i, i)));
            double[] plus = x.clone();
            plus[i] += step;
            double[] minus = x.clone();
            minus[i] -= step;
            double difference = (model.objective(plus) - model.objective(minus)) / (2 * step);
            // In units of the steepest that this parameter could be: |J| |r|.
            double scale = 2 * Math.sqrt(equations.curvature(i, i) * equations.objective());
            assertEquals(
                    difference / scale,
                    -2 * equations.gradient(i) / scale,
                    tolerance,
                    model.table().parameter(active[i]).name());
            assertTrue(
                    equations.curvature(i, i) > 0,
                    model.table().parameter(active[i]).name());
        }
    }

    /** |F|^2 of the simulator, which was tested against other programs, for both structures. */
    @Test
    void intensitiesAreTheSimulators() {
        MeasuredPattern pattern = flat(10, 70, 1501);
        SimulationSettings simulation = SimulationSettings.builder()
                .grid(new TwoThetaGrid(10, 70, 1501))
                .radiation(pattern.radiation())
                .displacementSource(DisplacementSource.STRUCTURE_ELSE_TABLE)
                .build();
        for (CrystalStructure structure : List.of(quartz(), baddeleyite())) {
            PhaseReflections ours = PatternModel.reflections(
                            pattern,
                            List.of(structure),
                            RefinementSettings.builder().positions(true).build())
                    .get(0);
            var theirs = new PatternSimulator(simulation)
                    .reflections(structure)
                    .within(simulation.grid())
                    .reflections();
            int found = 0;
            for (int i = 0; i < ours.s2().length; i++) {
                double d = 1 / Math.sqrt(4 * ours.s2()[i]);
                int m = ours.families().multiplicity()[i];
                double square = ours.squares()[i];
                if (theirs.stream()
                        .anyMatch(r -> Math.abs(r.dAngstrom() - d) < 1e-9
                                && r.multiplicity() == m
                                && Math.abs(r.structureFactorSquared() - square) < 1e-6 * square + 1e-6)) {
                    found++;
                }
            }
            assertTrue(found >= theirs.size(), structure.name() + ": " + found + " of " + theirs.size());
        }
    }
}

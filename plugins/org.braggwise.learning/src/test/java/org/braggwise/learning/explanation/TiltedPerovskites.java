// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.explanation;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

import org.braggwise.crystal.CrystalStructure;
import org.braggwise.crystal.KeyedRandom;
import org.braggwise.crystal.Site;
import org.braggwise.crystal.geometry.UnitCell;
import org.braggwise.crystal.symmetry.SpaceGroup;
import org.braggwise.diffraction.PatternSpace;
import org.braggwise.diffraction.Radiation;
import org.braggwise.diffraction.Reflection;
import org.braggwise.diffraction.TwoThetaGrid;
import org.braggwise.diffraction.simulation.Noise;
import org.braggwise.diffraction.simulation.PatternSimulator;
import org.braggwise.diffraction.simulation.SimulationSettings;
import org.braggwise.learning.data.LabelledPatterns;
import org.braggwise.learning.model.BVggNetModel;
import org.braggwise.learning.model.IntensityScale;
import org.braggwise.learning.model.ModelInput;
import org.braggwise.learning.training.BVggNetTrainer;
import org.braggwise.learning.training.TrainingListener;
import org.braggwise.learning.training.TrainingSettings;
import org.braggwise.learning.training.TrainingSettings.Method;

/**
 * SrTiO3 above and below its transition, as a learning task: cubic Pm-3m, and tetragonal I4/mcm, whose octahedra turn about c (Glazer's
 * a0a0c-). Both have pseudocubic cells of 3.86 to 3.96 angstrom, so that where a line stands does not give the class away. What does is
 * physics: the turned oxygens double the cell, so that superstructure lines with half-integer pseudocubic indices appear, above all
 * (3/2 1/2 1/2) at 38 degrees of Cu Ka, and c differs from a, so that lines other than (h h h) split.
 */
final class TiltedPerovskites {
    static final int CUBIC = 0;
    static final int TETRAGONAL = 1;
    static final TwoThetaGrid GRID = new TwoThetaGrid(18, 62, 441);

    private static final int ROWS = 200;
    private static final double A_MIN = 3.86;
    private static final double A_MAX = 3.96;

    private final PatternSimulator m_simulator = new PatternSimulator(SimulationSettings.builder()
            .grid(GRID)
            .radiation(Radiation.of("Cu Ka"))
            .noise(new Noise(0, 0.003))
            .build());
    private final List<CrystalStructure> m_structures = new ArrayList<>();
    private final LabelledPatterns m_rows;

    /** @param set rows of different sets have no structure in common */
    TiltedPerovskites(String set, int rows) {
        float[][] patterns = new float[rows][];
        int[] labels = new int[rows];
        List<String> keys = new ArrayList<>();
        for (int r = 0; r < rows; r++) {
            String key = set + r;
            SplittableRandom random = KeyedRandom.of(1, key, "structure", 0);
            labels[r] = r % 2;
            double a = A_MIN + (A_MAX - A_MIN) * random.nextDouble();
            m_structures.add(
                    labels[r] == CUBIC
                            ? cubic(a)
                            : tetragonal(a, 1 + 0.02 * random.nextDouble(), 0.04 + 0.015 * random.nextDouble()));
            double[] y = m_simulator.pattern(m_structures.get(r), key).intensities();
            patterns[r] = new float[y.length];
            for (int i = 0; i < y.length; i++) {
                patterns[r][i] = (float) y[i];
            }
            keys.add(key);
        }
        m_rows = new LabelledPatterns(patterns, labels, List.of("cubic", "tetragonal"), keys, keys);
    }

    static CrystalStructure cubic(double a) {
        return new CrystalStructure(
                "cubic",
                new UnitCell(a, a, a, 90, 90, 90),
                SpaceGroup.ofNumber(221),
                List.of(
                        Site.of("Sr", "Sr", 0.5, 0.5, 0.5),
                        Site.of("Ti", "Ti", 0, 0, 0),
                        Site.of("O", "O", 0.5, 0, 0)));
    }

    /**
     * @param a pseudocubic, in angstrom, of the cubic cell with the same volume
     * @param ratio pseudocubic c / a
     * @param shift of the oxygen from 1/4; the octahedron turns by atan(4 shift)
     */
    static CrystalStructure tetragonal(double a, double ratio, double shift) {
        double flat = a / Math.cbrt(ratio);
        double long2 = flat * Math.sqrt(2);
        return new CrystalStructure(
                "tetragonal",
                new UnitCell(long2, long2, 2 * flat * ratio, 90, 90, 90),
                SpaceGroup.ofNumber(140),
                List.of(
                        Site.of("Sr", "Sr", 0, 0.5, 0.25),
                        Site.of("Ti", "Ti", 0, 0, 0),
                        Site.of("O1", "O", 0, 0, 0.25),
                        Site.of("O2", "O", 0.25 - shift, 0.75 - shift, 0)));
    }

    /** Whether a reflection of the tetragonal cell is absent from the cubic one: a half-integer pseudocubic index (h + k) / 2 or l / 2. */
    static boolean superstructure(Reflection r) {
        return (r.h() + r.k()) % 2 != 0 || r.l() % 2 != 0;
    }

    PatternSimulator simulator() {
        return m_simulator;
    }

    LabelledPatterns rows() {
        return m_rows;
    }

    CrystalStructure structure(int row) {
        return m_structures.get(row);
    }

    static BVggNetModel train() {
        TrainingSettings settings = TrainingSettings.builder()
                .network(new int[][] {{8}, {16}, {16}}, 16)
                .dropout(0, 0)
                .method(Method.NONE)
                .epochs(16, 0)
                .batchSize(16)
                .learningRate(3e-3, 0.1)
                .seed(1)
                .build();
        ModelInput domain = new ModelInput(
                PatternSpace.of(GRID.startDeg(), GRID.endDeg(), GRID.points(), 1.54184, "Cu Ka", "maximum 1"),
                IntensityScale.LINEAR);
        return new BVggNetTrainer(settings)
                .train(new TiltedPerovskites("train", ROWS).rows(), null, null, domain, TrainingListener.NONE);
    }
}

// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.benchmarks.accuracy;

import java.util.Optional;

import org.braggwise.crystal.CrystalStructure;
import org.braggwise.diffraction.Radiation;
import org.braggwise.diffraction.TwoThetaGrid;
import org.braggwise.diffraction.augmentation.AugmentationMode;
import org.braggwise.diffraction.augmentation.AugmentationSettings;
import org.braggwise.diffraction.augmentation.Augmenter;
import org.braggwise.diffraction.preparation.PatternPreparation;
import org.braggwise.diffraction.preparation.PreparationSettings;
import org.braggwise.diffraction.simulation.SimulationSettings;

/** Structures as a laboratory measures their powders, prepared as a user prepares scans. */
final class PowderScans {

    /** The node Pattern Preparation's own default. */
    private static final double SNIP_DEG = 1.5;

    private static final Radiation RADIATION = Radiation.of("Cu Ka");

    private final Augmenter m_augmenter;
    private final PatternPreparation m_preparation;
    private final double[] m_angles;

    /**
     * @param strain of the cells
     * @param moveAngstrom how far atoms move, within their site symmetry
     */
    PowderScans(TwoThetaGrid grid, long seed, double strain, double moveAngstrom) {
        m_angles = FilmPatterns.angles(grid);
        m_augmenter = new Augmenter(
                AugmentationSettings.powders(1)
                        .seed(seed)
                        .strain(strain)
                        .atomShiftAngstrom(moveAngstrom)
                        .build(),
                SimulationSettings.builder().grid(grid).ions(false).build());
        m_preparation = new PatternPreparation(PreparationSettings.builder()
                .grid(grid)
                .assumedRadiation(RADIATION)
                .targetRadiation(RADIATION)
                .background(PreparationSettings.Background.SNIP, SNIP_DEG)
                .build());
    }

    /** @return intensities on the grid, without background */
    double[] scan(CrystalStructure structure, String key, int index) {
        double[] counts = FilmPatterns.counts(m_augmenter
                .augment(structure, key, AugmentationMode.CHAINED, index)
                .pattern()
                .intensities());
        return m_preparation
                .prepare(m_angles, counts, Optional.of(RADIATION))
                .pattern()
                .intensities();
    }
}

// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.model;

import java.util.Optional;
import java.util.stream.IntStream;

import org.braggwise.diffraction.Normalisation;
import org.braggwise.diffraction.PatternSpace;
import org.braggwise.diffraction.Radiation;
import org.braggwise.diffraction.TwoThetaGrid;
import org.braggwise.diffraction.preparation.GridResampling;
import org.braggwise.diffraction.preparation.PatternPreparation;
import org.braggwise.diffraction.preparation.PreparationSettings;

/**
 * Brings patterns of one space to that of a model: to its wavelength, integrated over the bins of its grid, and normalised as its patterns
 * were. Patterns that the model takes as they are stay as they are. Safe on several threads.
 */
public final class InputConversion {

    private final ModelInput m_model;
    /** Both null where patterns are taken as they are. */
    private final double[] m_twoThetaDeg;

    private final PatternPreparation m_preparation;
    private final Optional<Radiation> m_found;

    /**
     * @param model what the model takes
     * @param found the patterns' space
     * @throws IllegalArgumentException where the patterns do not cover the model's grid, or the model sees heights as they are and no
     *     scaling gives those it knows
     */
    public InputConversion(ModelInput model, PatternSpace found) {
        m_model = model;
        if (!model.sameHeights(found) && !model.canGiveHeights()) {
            throw new IllegalArgumentException(
                    "The model sees heights as they are, and learnt patterns of the normalisation "
                            + model.space().normalisationText() + ", which no conversion gives; found "
                            + found.normalisationText() + ".");
        }
        m_found = Optional.of(Radiation.monochromatic(found.wavelengthAngstrom()));
        if (model.takes(found)) {
            m_twoThetaDeg = null;
            m_preparation = null;
            return;
        }
        TwoThetaGrid grid = found.grid();
        m_twoThetaDeg = IntStream.range(0, grid.points()).mapToDouble(grid::at).toArray();
        m_preparation = new PatternPreparation(PreparationSettings.builder()
                .grid(model.space().grid())
                .outside(GridResampling.Outside.ERROR)
                .targetRadiation(Radiation.monochromatic(model.space().wavelengthAngstrom()))
                .normalisation(model.space().normalisation().orElse(Normalisation.NONE))
                .build());
        intensities(new double[grid.points()]); // it depends on the angles alone whether it can be done
    }

    /** @return whether patterns are changed at all */
    public boolean changes() {
        return m_preparation != null;
    }

    /**
     * @param intensities finite, one for each angle of the patterns' grid
     * @return intensities on the model's grid; the same array where there is nothing to change
     */
    public double[] intensities(double[] intensities) {
        return m_preparation == null
                ? intensities
                : m_preparation
                        .prepare(m_twoThetaDeg, intensities, m_found)
                        .pattern()
                        .intensities();
    }

    /** @return what the model's networks are shown of the pattern */
    public float[] input(double[] intensities) {
        return m_model.of(intensities(intensities));
    }
}

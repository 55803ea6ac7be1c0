// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.common;

import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import org.braggwise.diffraction.Radiation;
import org.braggwise.diffraction.TwoThetaGrid;
import org.braggwise.diffraction.preparation.GridResampling;
import org.braggwise.diffraction.preparation.Normalisation;
import org.braggwise.diffraction.preparation.PatternPreparation;
import org.braggwise.diffraction.preparation.PreparationSettings;
import org.braggwise.knime.common.PatternColumn.BadPatternException;
import org.braggwise.learning.model.IntensityScale;
import org.braggwise.learning.model.PatternDomain;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.node.InvalidSettingsException;

/**
 * The patterns of a table as a model takes them: as they are where they are on its grid and wavelength, else refused or converted as the
 * Pattern Preparation converts to that grid, wavelength and normalisation. Reading rows is safe on several threads.
 */
public final class ModelPatterns {

    private final int m_column;
    private final PatternDomain m_found;
    private final PatternDomain m_model;
    private final String m_which;
    /** Both null where patterns are taken as they are. */
    private final double[] m_twoThetaDeg;

    private final PatternPreparation m_conversion;
    private final AtomicLong m_converted = new AtomicLong();

    /**
     * @param model what the model takes
     * @param spec the table's spec
     * @param name of its pattern column
     * @param which what to call the table in messages: "the table of patterns"
     * @param other what to do with patterns that the model can't take as they are
     * @throws InvalidSettingsException where there is no such column, where it does not say what its patterns are, where they are another domain's and to be
     *     refused, and where they do not cover the model's grid
     */
    public ModelPatterns(PatternDomain model, DataTableSpec spec, String name, String which, OtherDomain other)
            throws InvalidSettingsException {
        m_model = model;
        m_which = which;
        m_column = Columns.requirePattern(spec, name);
        m_found = PatternColumn.requireDomain(spec, m_column);
        boolean sameHeights = PatternColumn.sameHeights(model, m_found);
        if (!sameHeights && normalisation(model) == Normalisation.NONE) {
            throw new InvalidSettingsException(
                    "The model sees heights as they are, and learnt patterns of the normalisation "
                            + model.normalisation() + ", which no conversion gives; " + which + " has "
                            + m_found.normalisation() + ".");
        }
        boolean same = PatternColumn.same(model, m_found) && sameHeights;
        if (!same && other == OtherDomain.REFUSE) {
            throw new InvalidSettingsException(
                    "The patterns do not fit together: the model has " + describe(model) + ", "
                            + which + " has " + describe(m_found)
                            + ". Set \"Patterns on another grid or wavelength\" to Convert, or"
                            + " convert them with the Pattern Preparation node.");
        }
        if (same) {
            m_twoThetaDeg = null;
            m_conversion = null;
        } else {
            try {
                var grid = new TwoThetaGrid(m_found.startDeg(), m_found.endDeg(), m_found.points());
                m_twoThetaDeg =
                        IntStream.range(0, grid.points()).mapToDouble(grid::at).toArray();
                m_conversion = conversion(model);
                converted(new double[grid.points()]); // it depends on the angles alone whether it can be done
            } catch (IllegalArgumentException e) {
                throw new InvalidSettingsException(
                        "The patterns of " + which + " (" + describe(m_found)
                                + ") can't be converted to the model's (" + describe(model) + "): " + e.getMessage()
                                + " The Pattern Preparation node can fill what is missing with zeros.",
                        e);
            }
        }
    }

    /** @return how many of the patterns that were read were converted, from what to what; empty for none */
    public String converted() {
        return m_converted.get() == 0
                ? ""
                : m_converted + " pattern(s) of " + m_which + " were converted from " + describe(m_found)
                        + " to the model's " + describe(m_model) + ".";
    }

    /** With the normalisation where the model sees the heights as they are. */
    private String describe(PatternDomain d) {
        return PatternColumn.describe(d)
                + (m_model.scale() == IntensityScale.LINEAR ? ", normalisation " + d.normalisation() : "");
    }

    /** @throws BadPatternException where {@link #read} would */
    public void check(DataRow row) throws BadPatternException {
        intensities(row);
    }

    /**
     * @param row of the table
     * @return intensities on the model's grid
     * @throws BadPatternException where the row's cell holds no pattern of the column's grid
     */
    public double[] read(DataRow row) throws BadPatternException {
        double[] intensities = intensities(row);
        if (m_conversion == null) {
            return intensities;
        }
        m_converted.incrementAndGet();
        return converted(intensities);
    }

    private double[] intensities(DataRow row) throws BadPatternException {
        return PatternColumn.read(row.getCell(m_column), m_found.points());
    }

    private double[] converted(double[] intensities) {
        return m_conversion
                .prepare(m_twoThetaDeg, intensities, Optional.of(Radiation.monochromatic(m_found.wavelengthAngstrom())))
                .pattern()
                .intensities();
    }

    /** @return how the model's patterns are scaled; none where they are as computed, or of several kinds */
    private static Normalisation normalisation(PatternDomain model) {
        return Arrays.stream(Normalisation.values())
                .filter(n -> n.name().equals(model.normalisation()))
                .findAny()
                .orElse(Normalisation.NONE);
    }

    private static PatternPreparation conversion(PatternDomain model) {
        return new PatternPreparation(PreparationSettings.builder()
                .grid(new TwoThetaGrid(model.startDeg(), model.endDeg(), model.points()))
                .outside(GridResampling.Outside.ERROR)
                .targetRadiation(Radiation.monochromatic(model.wavelengthAngstrom()))
                .normalisation(normalisation(model))
                .build());
    }
}

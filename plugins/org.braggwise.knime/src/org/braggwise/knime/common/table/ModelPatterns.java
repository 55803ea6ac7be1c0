// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.common.table;

import java.util.concurrent.atomic.AtomicLong;

import org.braggwise.diffraction.PatternSpace;
import org.braggwise.knime.common.table.PatternColumn.BadPatternException;
import org.braggwise.learning.model.InputConversion;
import org.braggwise.learning.model.ModelInput;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.node.InvalidSettingsException;

/**
 * The patterns of a table as a model takes them: as they are where they are of its space, else refused or converted, see
 * {@link InputConversion}. Reading rows is safe on several threads.
 */
public final class ModelPatterns {

    private final int m_column;
    private final PatternSpace m_found;
    private final ModelInput m_model;
    private final String m_which;
    private final InputConversion m_conversion;
    private final AtomicLong m_converted = new AtomicLong();

    /**
     * @param model what the model takes
     * @param spec the table's spec
     * @param name of its pattern column
     * @param which what to call the table in messages: "the table of patterns"
     * @param other what to do with patterns that the model can't take as they are
     * @throws InvalidSettingsException where there is no such column, where it does not say what its patterns are, where they are of another
     *     space and to be refused, and where they can't be converted
     */
    public ModelPatterns(ModelInput model, DataTableSpec spec, String name, String which, OtherSpace other)
            throws InvalidSettingsException {
        m_model = model;
        m_which = which;
        m_column = Columns.requirePattern(spec, name);
        m_found = PatternColumn.requireSpace(spec, m_column);
        if (!model.takes(m_found) && other == OtherSpace.REFUSE) {
            throw new InvalidSettingsException(
                    "The patterns do not fit together: the model has " + model.describe(model.space()) + ", " + which
                            + " has " + model.describe(m_found)
                            + ". Set \"Patterns on another grid or wavelength\" to Convert, or"
                            + " convert them with the Pattern Preparation node.");
        }
        try {
            m_conversion = new InputConversion(model, m_found);
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingsException(
                    "The patterns of " + which + " (" + model.describe(m_found)
                            + ") can't be converted to the model's ("
                            + model.describe(model.space()) + "): " + e.getMessage()
                            + " The Pattern Preparation node can fill what is missing with zeros.",
                    e);
        }
    }

    /** @return how many of the patterns that were read were converted, from what to what; empty for none */
    public String converted() {
        return m_converted.get() == 0
                ? ""
                : m_converted + " pattern(s) of " + m_which + " were converted from " + m_model.describe(m_found)
                        + " to the model's " + m_model.describe(m_model.space()) + ".";
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
        if (m_conversion.changes()) {
            m_converted.incrementAndGet();
        }
        return m_conversion.intensities(intensities);
    }

    private double[] intensities(DataRow row) throws BadPatternException {
        return PatternColumn.read(row.getCell(m_column), m_found.grid().points());
    }
}

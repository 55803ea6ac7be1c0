// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.common.table;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.braggwise.diffraction.PatternSpace;
import org.braggwise.diffraction.TwoThetaGrid;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnProperties;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataColumnSpecCreator;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;
import org.knime.core.data.DoubleValue;
import org.knime.core.data.collection.CollectionDataValue;
import org.knime.core.data.vector.doublevector.DoubleVectorCellFactory;
import org.knime.core.data.vector.doublevector.DoubleVectorValue;
import org.knime.core.node.InvalidSettingsException;

/**
 * How a powder pattern lies in a KNIME table: one DoubleVector cell (lists of doubles are read too) of intensities, whose two-theta
 * grid, radiation and normalisation travel in the column's properties. No node guesses them.
 */
public final class PatternColumn {

    /** The name that every node of ours gives to its pattern column. */
    public static final String NAME = "Pattern";

    /** The type of vectors of doubles. */
    public static final DataType VECTOR = new DoubleVectorCellFactory().getDataType();

    private static final String PREFIX = "braggwise.";
    private static final String START = PREFIX + "twoThetaStartDeg";
    private static final String END = PREFIX + "twoThetaEndDeg";
    private static final String POINTS = PREFIX + "points";
    private static final String RADIATION = PREFIX + "radiation";
    private static final String WAVELENGTH = PREFIX + "wavelengthAngstrom";
    private static final String NORMALISATION = PREFIX + "normalisation";
    /** One property for all of it: where tables are put together that differ in any of it, KNIME drops what would hold for some rows only. */
    private static final String SIMULATED = PREFIX + "simulated";

    private static final List<String> KEYS = List.of(START, END, POINTS, RADIATION, WAVELENGTH, NORMALISATION);

    private PatternColumn() {}

    /**
     * @param name the column's name
     * @param space what every pattern of the column shares
     * @return a DoubleVector column whose properties hold the space
     */
    public static DataColumnSpec spec(String name, PatternSpace space) {
        return spec(name, properties(space));
    }

    /**
     * @param simulated what the patterns of the column were simulated with, or augmented from
     * @return the same column, which says that too where there is something to say
     */
    public static DataColumnSpec spec(String name, PatternSpace space, Optional<HowSimulated> simulated) {
        Map<String, String> properties = properties(space);
        simulated.ifPresent(s -> properties.put(SIMULATED, s.toText()));
        return spec(name, properties);
    }

    private static DataColumnSpec spec(String name, Map<String, String> properties) {
        var creator = new DataColumnSpecCreator(name, VECTOR);
        creator.setProperties(new DataColumnProperties(properties));
        return creator.createSpec();
    }

    private static Map<String, String> properties(PatternSpace space) {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put(START, Double.toString(space.grid().startDeg()));
        properties.put(END, Double.toString(space.grid().endDeg()));
        properties.put(POINTS, Integer.toString(space.grid().points()));
        properties.put(RADIATION, space.radiation().name());
        properties.put(WAVELENGTH, Double.toString(space.wavelengthAngstrom()));
        properties.put(NORMALISATION, space.normalisationText());
        return properties;
    }

    /**
     * @return what the column says of its patterns' simulation; empty where it says nothing: measured patterns, prepared ones, or tables
     *     put together that were simulated differently
     * @throws InvalidSettingsException where the property is not what {@link HowSimulated#toText} makes
     */
    public static Optional<HowSimulated> simulated(DataColumnSpec column) throws InvalidSettingsException {
        try {
            return Optional.ofNullable(column.getProperties().getProperty(SIMULATED))
                    .map(HowSimulated::ofText);
        } catch (IllegalArgumentException e) {
            throw wrong(column, e);
        }
    }

    private static InvalidSettingsException wrong(DataColumnSpec column, IllegalArgumentException e) {
        return new InvalidSettingsException(
                "Column \"" + column.getName() + "\" describes its patterns wrongly: " + e.getMessage(), e);
    }

    /** @return whether the column's properties say anything of its patterns */
    public static boolean statesSpace(DataColumnSpec column) {
        return KEYS.stream().anyMatch(column.getProperties()::containsProperty);
    }

    /**
     * Where tables are put together by Concatenate, KNIME keeps the properties that are the same in all of them. So a column may have a
     * part of its properties: patterns of several normalisations, or of one wavelength under two names, can be used; those of several grids
     * can't. A loop's end keeps those of the first iteration, whatever the others were: docs/users.md warns of it.
     *
     * @param spec the table's spec
     * @param column the pattern column's index
     * @return the space of the column's patterns
     * @throws InvalidSettingsException where the column carries none, or a part of one
     */
    public static PatternSpace requireSpace(DataTableSpec spec, int column) throws InvalidSettingsException {
        DataColumnSpec c = spec.getColumnSpec(column);
        if (!statesSpace(c)) {
            throw new InvalidSettingsException("Column \"" + c.getName()
                    + "\" holds numbers, but says neither their two-theta grid nor their wavelength (column properties braggwise.*)."
                    + " Pass the patterns through the Pattern Preparation node with \"A row holds\" on Patterns and \"State the grid of"
                    + " patterns without one\" switched on (and \"Background\" on None where they were simulated).");
        }
        DataColumnProperties p = c.getProperties();
        List<String> missing = Stream.of(START, END, POINTS, WAVELENGTH)
                .filter(k -> !p.containsProperty(k))
                .toList();
        if (!missing.isEmpty()) {
            throw new InvalidSettingsException(
                    "Column \"" + c.getName() + "\" was put together from patterns that do not fit together: "
                            + String.join(", ", missing)
                            + " was not the same in all of them. Give each table the same grid and wavelength by a"
                            + " Pattern Preparation node before they are put together.");
        }
        try {
            return PatternSpace.of(
                    Double.parseDouble(p.getProperty(START)),
                    Double.parseDouble(p.getProperty(END)),
                    Integer.parseInt(p.getProperty(POINTS)),
                    Double.parseDouble(p.getProperty(WAVELENGTH)),
                    p.getProperty(RADIATION, p.getProperty(WAVELENGTH) + " A"),
                    p.getProperty(NORMALISATION, "mixed"));
        } catch (IllegalArgumentException e) {
            throw wrong(c, e);
        }
    }

    /** @throws InvalidSettingsException where settings state no grid of two-theta: flow variables pass the dialog's limits by */
    public static void checkGrid(double startDeg, double endDeg, int points) throws InvalidSettingsException {
        try {
            new TwoThetaGrid(startDeg, endDeg, points);
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingsException(e.getMessage(), e);
        }
    }

    /** @throws InvalidSettingsException naming both spaces where peaks would not be at the same points */
    public static void requireSame(PatternSpace expected, String expectedOf, PatternSpace found, String foundOf)
            throws InvalidSettingsException {
        if (!expected.samePositions(found)) {
            throw new InvalidSettingsException("The patterns do not fit together: " + expectedOf + " has " + expected
                    + ", " + foundOf + " has " + found + ". Convert one with the Pattern Preparation node.");
        }
    }

    public static DataCell cell(double[] intensities) {
        return DoubleVectorCellFactory.createCell(intensities);
    }

    /**
     * @param cell a DoubleVector cell or a list of doubles
     * @param expectedPoints how many numbers it must have, negative for any
     * @return its numbers, a new array
     * @throws BadPatternException where the cell is missing, holds anything else, has a length other than expected, or a number
     *     that is not finite
     */
    public static double[] read(DataCell cell, int expectedPoints) throws BadPatternException {
        double[] values = readWithGaps(cell, expectedPoints);
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                throw new BadPatternException("the number at point " + (i + 1) + " of " + values.length + " is "
                        + values[i] + ", expected a finite one");
            }
        }
        return values;
    }

    /** As {@link #read}, but numbers may be NaN: points that were not measured. */
    public static double[] readWithGaps(DataCell cell, int expectedPoints) throws BadPatternException {
        if (cell.isMissing()) {
            throw new BadPatternException("the cell is missing, expected a double vector or a list of doubles");
        }
        double[] values;
        if (cell instanceof DoubleVectorValue vector) {
            values = new double[vector.getLength()];
            for (int i = 0; i < values.length; i++) {
                values[i] = vector.getValue(i);
            }
        } else if (cell instanceof CollectionDataValue list) {
            values = new double[list.size()];
            int i = 0;
            for (DataCell element : list) {
                values[i++] = element instanceof DoubleValue d ? d.getDoubleValue() : Double.NaN;
            }
        } else {
            throw new BadPatternException(
                    "found " + cell.getType() + ", expected a double vector or a list of doubles");
        }
        if (expectedPoints >= 0 && values.length != expectedPoints) {
            throw new BadPatternException("found " + values.length + " numbers, expected " + expectedPoints);
        }
        return values;
    }

    /** A cell that is no usable pattern; the message says what was found and what was expected. */
    public static final class BadPatternException extends Exception {
        private static final long serialVersionUID = 1L;

        BadPatternException(String message) {
            super(message);
        }
    }
}

// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.common.table;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataColumnSpecCreator;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;
import org.knime.core.data.DataValue;
import org.knime.core.data.IntValue;
import org.knime.core.data.LongValue;
import org.knime.core.data.StringValue;
import org.knime.core.data.collection.ListDataValue;
import org.knime.core.data.def.IntCell;
import org.knime.core.data.def.LongCell;
import org.knime.core.data.def.StringCell;
import org.knime.core.data.vector.doublevector.DoubleVectorValue;
import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.widget.choices.util.CompatibleColumnsProvider;

/** Making, choosing and finding columns, the same way in every node. */
public final class Columns {

    /** The column of CIF text that the CIF Reader writes. */
    public static final String CIF = "CIF";

    /** What a pattern cell may be. */
    public static final Collection<Class<? extends DataValue>> PATTERN_TYPES =
            List.of(DoubleVectorValue.class, ListDataValue.class);

    /** What a class cell may be: text and whole numbers. */
    private static final Collection<Class<? extends DataValue>> CLASS_TYPES =
            List.of(StringValue.class, IntValue.class, LongValue.class);

    /** How many columns a message names: tables with a column an angle have thousands. */
    private static final int MOST_NAMES = 12;

    private Columns() {}

    /** @return one column of the type */
    public static DataColumnSpec column(String name, DataType type) {
        return new DataColumnSpecCreator(name, type).createSpec();
    }

    /** @return a table of columns, some of them in lists ({@link CellColumns}) */
    @SafeVarargs
    public static DataTableSpec table(String name, List<DataColumnSpec>... columns) {
        return new DataTableSpec(name, Stream.of(columns).flatMap(List::stream).toArray(DataColumnSpec[]::new));
    }

    /** @return the columns of a spec and more */
    public static DataColumnSpec[] append(DataTableSpec spec, DataColumnSpec... more) {
        var all = new DataColumnSpec[spec.getNumColumns() + more.length];
        for (int i = 0; i < spec.getNumColumns(); i++) {
            all[i] = spec.getColumnSpec(i);
        }
        System.arraycopy(more, 0, all, spec.getNumColumns(), more.length);
        return all;
    }

    /**
     * @return the index of the column
     * @throws InvalidSettingsException naming the column, its role and what the table has, where it is absent or of another type
     */
    @SafeVarargs
    public static int require(DataTableSpec spec, String column, String role, Class<? extends DataValue>... types)
            throws InvalidSettingsException {
        return require(spec, column, role, List.of(types));
    }

    private static int require(
            DataTableSpec spec, String column, String role, Collection<Class<? extends DataValue>> types)
            throws InvalidSettingsException {
        int index = column == null ? -1 : spec.findColumnIndex(column);
        if (index < 0) {
            throw new InvalidSettingsException(
                    "The " + role + " column \"" + column + "\" is not in the input table, which has: "
                            + spec.stream()
                                    .limit(MOST_NAMES)
                                    .map(DataColumnSpec::getName)
                                    .collect(Collectors.joining(", "))
                            + (spec.getNumColumns() > MOST_NAMES
                                    ? " and " + (spec.getNumColumns() - MOST_NAMES) + " more."
                                    : "."));
        }
        var type = spec.getColumnSpec(index).getType();
        if (isAny(type, types)) {
            return index;
        }
        throw new InvalidSettingsException("The " + role + " column \"" + column + "\" is of type " + type.getName()
                + ", expected " + types.stream().map(Columns::typeName).collect(Collectors.joining(" or ")) + ".");
    }

    /** @return the index of the pattern column */
    public static int requirePattern(DataTableSpec spec, String column) throws InvalidSettingsException {
        int index = require(spec, column, "pattern", PATTERN_TYPES);
        DataType type = spec.getColumnSpec(index).getType();
        if (type.isCollectionType() && type.getCollectionElementType().isCompatible(StringValue.class)) {
            throw new InvalidSettingsException(
                    "The pattern column \"" + column + "\" holds lists of texts, expected numbers.");
        }
        return index;
    }

    private static boolean isAny(DataType type, Collection<Class<? extends DataValue>> types) {
        return types.stream().anyMatch(type::isCompatible);
    }

    private static String typeName(Class<? extends DataValue> type) {
        return type.getSimpleName().replace("DataValue", "").replace("Value", "");
    }

    /**
     * The default of a column parameter: the column of this name where the input has it, else the first compatible one, else the name.
     */
    @SafeVarargs
    public static String guess(
            NodeParametersInput input, int port, String preferred, Class<? extends DataValue>... types) {
        DataTableSpec spec = input == null || !OptionalInput.isThere(input, port)
                ? null
                : input.getInTableSpec(port).orElse(null);
        if (spec == null || spec.containsName(preferred)) {
            return preferred;
        }
        for (DataColumnSpec c : spec) {
            if (isAny(c.getType(), List.of(types))) {
                return c.getName();
            }
        }
        return preferred;
    }

    /** Text columns of the first input. */
    public static final class Text extends CompatibleColumnsProvider {
        Text() {
            super(StringValue.class);
        }
    }

    /** Pattern columns of the first input. */
    public static final class Patterns extends CompatibleColumnsProvider {
        Patterns() {
            super(PATTERN_TYPES);
        }
    }

    /** Columns that can hold a class: text and whole numbers. */
    public static final class Classes extends CompatibleColumnsProvider {
        Classes() {
            super(CLASS_TYPES);
        }
    }

    /** @return the index of a column that holds classes */
    public static int requireClass(DataTableSpec spec, String column) throws InvalidSettingsException {
        return require(spec, column, "class", CLASS_TYPES);
    }

    /** @return the index of the column where the table has it and it can hold classes, -1 else */
    public static int findClass(DataTableSpec spec, String column) {
        int index = spec.findColumnIndex(column);
        return index >= 0 && isAny(spec.getColumnSpec(index).getType(), CLASS_TYPES) ? index : -1;
    }

    /** @return the class in a cell of a class column without blanks around it, null where there is none: KNIME's columns are named so */
    public static String className(DataCell cell) {
        if (cell.isMissing()) {
            return null;
        }
        if (cell instanceof StringValue s) {
            return s.getStringValue().isBlank() ? null : s.getStringValue().strip();
        }
        return String.valueOf(cell instanceof IntValue i ? i.getIntValue() : ((LongValue) cell).getLongValue());
    }

    /** @return the index of the class in a cell of a class column, -1 where there is none or another */
    public static int classIndex(DataCell cell, List<String> classes) {
        String name = className(cell);
        return name == null ? -1 : classes.indexOf(name);
    }

    /** @return the type of a new column for the classes of this one: plain numbers or texts, whatever cells (truth values, XML) they come from */
    public static DataType classType(DataTableSpec spec, int index) {
        DataType type = spec.getColumnSpec(index).getType();
        if (type.isCompatible(StringValue.class)) {
            return StringCell.TYPE;
        }
        return type.isCompatible(IntValue.class) ? IntCell.TYPE : LongCell.TYPE;
    }

    /**
     * @param name of {@link #className}
     * @param type of {@link #classType}
     */
    public static DataCell classCell(String name, DataType type) {
        if (type.equals(IntCell.TYPE)) {
            return new IntCell(Integer.parseInt(name));
        }
        return type.equals(LongCell.TYPE) ? new LongCell(Long.parseLong(name)) : new StringCell(name);
    }
}

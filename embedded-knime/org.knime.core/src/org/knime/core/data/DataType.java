// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.data;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import org.knime.core.data.collection.CollectionDataValue;
import org.knime.core.data.collection.ListDataValue;
import org.knime.core.data.vector.doublevector.DoubleVectorValue;

/**
 * What the cells of a column have in common: the values that each of them can be read as, the preferred one first, and for
 * collections the type of their elements. A type belongs to one class of cells, or to none where it is what several share.
 */
public final class DataType {

    private record Key(Class<? extends DataCell> cellClass, DataType elementType) {}

    private static final Map<Key, DataType> NATIVE = new ConcurrentHashMap<>();
    private static final Map<Class<?>, String> NAMES = Map.of(
            StringValue.class,
            "String",
            IntValue.class,
            "Number (Integer)",
            LongValue.class,
            "Number (Long Integer)",
            DoubleValue.class,
            "Number (Float)",
            BooleanValue.class,
            "Boolean",
            DoubleVectorValue.class,
            "Double Vector",
            ListDataValue.class,
            "Collection (List)",
            CollectionDataValue.class,
            "Collection",
            MissingValue.class,
            "?");

    private final Class<? extends DataCell> m_cellClass;
    private final List<Class<? extends DataValue>> m_valueClasses;
    private final DataType m_elementType;

    private DataType(
            Class<? extends DataCell> cellClass,
            Collection<Class<? extends DataValue>> valueClasses,
            DataType elementType) {
        m_cellClass = cellClass;
        m_valueClasses = List.copyOf(valueClasses);
        m_elementType = elementType;
    }

    /** @return the type of the cells of this class, which is no collection */
    public static DataType getType(Class<? extends DataCell> cell) {
        return getType(cell, null);
    }

    /**
     * @param collectionElementType null unless the class is one of collections
     * @throws IllegalArgumentException where a collection has no element type, or anything else has one
     */
    public static DataType getType(
            Class<? extends DataCell> cellImplementsCollectionDataValue, DataType collectionElementType) {
        Class<? extends DataCell> cell =
                Objects.requireNonNull(cellImplementsCollectionDataValue, "The cell class is null.");
        if (CollectionDataValue.class.isAssignableFrom(cell) != (collectionElementType != null)) {
            throw new IllegalArgumentException(
                    collectionElementType == null
                            ? "The cells of " + cell.getName()
                                    + " are collections, but no type of their elements is given."
                            : "The cells of " + cell.getName()
                                    + " are no collections, but a type of elements is given.");
        }
        Key key = new Key(cell, collectionElementType);
        DataType known = NATIVE.get(key);
        if (known != null) {
            return known;
        }
        Set<Class<? extends DataValue>> values = new LinkedHashSet<>();
        addValueClasses(values, cell);
        return NATIVE.computeIfAbsent(key, k -> new DataType(cell, values, collectionElementType));
    }

    private static void addValueClasses(Set<Class<? extends DataValue>> into, Class<?> of) {
        for (Class<?> i : of.getInterfaces()) {
            if (DataValue.class.isAssignableFrom(i)) {
                into.add(i.asSubclass(DataValue.class));
            }
            addValueClasses(into, i);
        }
        if (of.getSuperclass() != null) {
            addValueClasses(into, of.getSuperclass());
        }
    }

    static DataType ofCell(DataCell cell) {
        return getType(cell.getClass(), cell instanceof CollectionDataValue c ? c.getElementType() : null);
    }

    /** @return the cell that says that a value is missing, for no stated reason */
    public static DataCell getMissingCell() {
        return MissingCell.INSTANCE;
    }

    /** @return the narrowest type that both are compatible with: one of the two where it is a super type of the other */
    public static DataType getCommonSuperType(DataType type1, DataType type2) {
        if (type1.isMissingValueType()) {
            return type2;
        }
        if (type2.isMissingValueType() || type1.isASuperTypeOf(type2)) {
            return type1;
        }
        if (type2.isASuperTypeOf(type1)) {
            return type2;
        }
        Set<Class<? extends DataValue>> shared = new LinkedHashSet<>(type1.m_valueClasses);
        shared.retainAll(type2.m_valueClasses);
        boolean collection = shared.stream().anyMatch(CollectionDataValue.class::isAssignableFrom);
        DataType element = collection ? getCommonSuperType(type1.m_elementType, type2.m_elementType) : null;
        DataType candidate = new DataType(null, shared, element);
        return NATIVE.values().stream()
                .filter(t -> t.sameValues(candidate))
                .findFirst()
                .orElse(candidate);
    }

    public boolean isMissingValueType() {
        return m_valueClasses.contains(MissingValue.class);
    }

    public boolean isCollectionType() {
        return isCompatible(CollectionDataValue.class);
    }

    /** @return the type of a collection's elements, null for any other type */
    public DataType getCollectionElementType() {
        return m_elementType;
    }

    public Class<? extends DataValue> getPreferredValueClass() {
        return m_valueClasses.get(0);
    }

    public List<Class<? extends DataValue>> getValueClasses() {
        return m_valueClasses;
    }

    /** @return the class of the cells, null where the type is what several classes share */
    public Class<? extends DataCell> getCellClass() {
        return m_cellClass;
    }

    /** @return whether a cell of this type can be read as the given value; a missing cell can be read as any */
    public boolean isCompatible(Class<? extends DataValue> valueClass) {
        return isMissingValueType() || m_valueClasses.stream().anyMatch(valueClass::isAssignableFrom);
    }

    /** @return whether cells of the given type may stand in a column of this type */
    public boolean isASuperTypeOf(DataType type) {
        if (type == this || type.isMissingValueType()) {
            return true;
        }
        for (Class<? extends DataValue> v : m_valueClasses) {
            if (!type.isCompatible(v)
                    || v == CollectionDataValue.class
                            && !m_elementType.isASuperTypeOf(type.getCollectionElementType())) {
                return false;
            }
        }
        return true;
    }

    /** @return the name that KNIME 5.8 shows for the type, without that of its elements */
    public String getName() {
        if (m_cellClass == null) {
            return "Non-Native "
                    + m_valueClasses.stream().map(Class::getName).collect(Collectors.joining(", ", "[", "]"));
        }
        return NAMES.getOrDefault(getPreferredValueClass(), m_cellClass.getSimpleName());
    }

    /** @return the name, and for a collection that of its elements */
    @Override
    public String toString() {
        return m_elementType == null ? getName() : getName() + " (Collection of: " + m_elementType + ")";
    }

    private boolean sameValues(DataType o) {
        return Set.copyOf(m_valueClasses).equals(Set.copyOf(o.m_valueClasses))
                && Objects.equals(m_elementType, o.m_elementType);
    }

    /** Types are equal where they have the same values, the same one preferred, and elements of equal type. */
    @Override
    public boolean equals(Object other) {
        return this == other
                || other instanceof DataType o
                        && sameValues(o)
                        && getPreferredValueClass().equals(o.getPreferredValueClass());
    }

    @Override
    public int hashCode() {
        return Objects.hash(Set.copyOf(m_valueClasses), m_elementType);
    }
}

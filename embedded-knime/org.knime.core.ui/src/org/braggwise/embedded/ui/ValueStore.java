// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.embedded.ui;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeSettingsRO;
import org.knime.core.node.NodeSettingsWO;

/** Stores one simple value or an array of them, as KNIME does for its type. */
final class ValueStore {

    private interface Saver {
        void save(NodeSettingsWO settings, String key, Object value);
    }

    private interface Loader {
        Object load(NodeSettingsRO settings, String key) throws InvalidSettingsException;
    }

    /** @param empty what stands in the file for an optional that is not there */
    private record Simple(String typeName, Object empty, Saver saver, Loader loader) {}

    private static final Map<Class<?>, Simple> TYPES = Map.ofEntries(
            Map.entry(
                    Integer.class,
                    new Simple("xint", 0, (s, k, v) -> s.addInt(k, (Integer) v), NodeSettingsRO::getInt)),
            Map.entry(
                    Long.class, new Simple("xlong", 0L, (s, k, v) -> s.addLong(k, (Long) v), NodeSettingsRO::getLong)),
            Map.entry(
                    Double.class,
                    new Simple("xdouble", 0.0, (s, k, v) -> s.addDouble(k, (Double) v), NodeSettingsRO::getDouble)),
            Map.entry(
                    Float.class,
                    new Simple("xfloat", 0f, (s, k, v) -> s.addFloat(k, (Float) v), NodeSettingsRO::getFloat)),
            Map.entry(
                    Boolean.class,
                    new Simple(
                            "xboolean", false, (s, k, v) -> s.addBoolean(k, (Boolean) v), NodeSettingsRO::getBoolean)),
            Map.entry(
                    String.class,
                    new Simple("xstring", null, (s, k, v) -> s.addString(k, (String) v), NodeSettingsRO::getString)),
            Map.entry(
                    int[].class,
                    new Simple(
                            "xint[]",
                            new int[0],
                            (s, k, v) -> s.addIntArray(k, (int[]) v),
                            NodeSettingsRO::getIntArray)),
            Map.entry(
                    long[].class,
                    new Simple(
                            "xlong[]",
                            new long[0],
                            (s, k, v) -> s.addLongArray(k, (long[]) v),
                            NodeSettingsRO::getLongArray)),
            Map.entry(
                    double[].class,
                    new Simple(
                            "xdouble[]",
                            new double[0],
                            (s, k, v) -> s.addDoubleArray(k, (double[]) v),
                            NodeSettingsRO::getDoubleArray)),
            Map.entry(
                    float[].class,
                    new Simple(
                            "xfloat[]",
                            new float[0],
                            (s, k, v) -> s.addFloatArray(k, (float[]) v),
                            NodeSettingsRO::getFloatArray)),
            Map.entry(
                    boolean[].class,
                    new Simple(
                            "xboolean[]",
                            new boolean[0],
                            (s, k, v) -> s.addBooleanArray(k, (boolean[]) v),
                            NodeSettingsRO::getBooleanArray)),
            Map.entry(
                    String[].class,
                    new Simple(
                            "xstring[]",
                            new String[0],
                            (s, k, v) -> s.addStringArray(k, (String[]) v),
                            NodeSettingsRO::getStringArray)));

    private static final Map<Class<?>, Class<?>> BOXES = Map.of(
            int.class,
            Integer.class,
            long.class,
            Long.class,
            double.class,
            Double.class,
            float.class,
            Float.class,
            boolean.class,
            Boolean.class);

    private ValueStore() {}

    /** @return Integer for int and so on, any other type as it is */
    static Class<?> boxed(Class<?> type) {
        return BOXES.getOrDefault(type, type);
    }

    private static Simple simple(Class<?> type) {
        Simple simple = TYPES.get(boxed(type));
        if (simple == null) {
            throw new IllegalArgumentException("A parameter of type " + type.getName()
                    + " can't be stored: expected an enum, nested"
                    + " parameters, or one of "
                    + TYPES.keySet().stream().map(Class::getSimpleName).sorted().toList()
                    + "; or name a persistor.");
        }
        return simple;
    }

    /** @return the type as it stands in the file, with "[]" for an array */
    static String typeName(Class<?> type) {
        return type.isEnum() ? "xstring" : simple(type).typeName();
    }

    static void save(Class<?> type, String key, Object value, NodeSettingsWO settings) {
        if (type.isEnum()) {
            settings.addString(key, value == null ? null : ((Enum<?>) value).name());
        } else {
            simple(type).saver().save(settings, key, value);
        }
    }

    static void saveOptional(Class<?> type, String key, Optional<?> value, NodeSettingsWO settings) {
        save(
                type,
                key,
                value.isPresent()
                        ? value.get()
                        : type.isEnum() ? null : simple(type).empty(),
                settings);
        settings.addBoolean(presenceKey(key), value.isPresent());
    }

    static Optional<?> loadOptional(Class<?> type, String key, NodeSettingsRO settings)
            throws InvalidSettingsException {
        return settings.getBoolean(presenceKey(key), true)
                ? Optional.ofNullable(load(type, key, settings))
                : Optional.empty();
    }

    static String presenceKey(String key) {
        return key + "_is_present";
    }

    /** @throws InvalidSettingsException where the key is not there, its value is of another type, or no constant has the name */
    static Object load(Class<?> type, String key, NodeSettingsRO settings) throws InvalidSettingsException {
        if (!type.isEnum()) {
            return simple(type).loader().load(settings, key);
        }
        String name = settings.getString(key);
        return Arrays.stream(type.getEnumConstants())
                .filter(c -> ((Enum<?>) c).name().equals(name))
                .findFirst()
                .orElseThrow(() -> new InvalidSettingsException("Invalid value '" + name + "'. Possible values: "
                        + Arrays.stream(type.getEnumConstants())
                                .map(c -> ((Enum<?>) c).name())
                                .collect(Collectors.joining(", "))));
    }
}

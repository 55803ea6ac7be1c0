// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.node.config.base;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import org.braggwise.embedded.SettingsEntry;
import org.knime.core.node.InvalidSettingsException;

/** A tree of typed values in the order in which they were added. An array is a tree with its size and a value for each index. */
public abstract class ConfigBase extends AbstractConfigEntry implements ConfigBaseRO, ConfigBaseWO {

    private static final long serialVersionUID = 1L;

    static {
        SettingsEntry.setAccess(ConfigBase::entryOf);
    }

    private static final String SIZE = "array-size";

    private final Map<String, AbstractConfigEntry> m_entries = new LinkedHashMap<>();

    public ConfigBase(String key) {
        super(key);
    }

    private static SettingsEntry entryOf(ConfigBase config) {
        List<SettingsEntry> children = new ArrayList<>();
        for (AbstractConfigEntry e : config.m_entries.values()) {
            children.add(
                    e instanceof ScalarEntry s
                            ? new SettingsEntry(s.getKey(), s.type(), s.value(), List.of())
                            : entryOf((ConfigBase) e));
        }
        return new SettingsEntry(config.getKey(), SettingsEntry.CONFIG, null, children);
    }

    /** @return a new tree of the same class */
    public abstract ConfigBase getInstance(String key);

    /** Puts an entry in, in place of the one of the same key. */
    protected void put(AbstractConfigEntry e) {
        m_entries.put(e.getKey(), e);
    }

    final void putScalar(String key, String type, String value) {
        put(new ScalarEntry(key, type, value));
    }

    final Iterable<AbstractConfigEntry> entries() {
        return m_entries.values();
    }

    /** @return a new empty tree under the key */
    public final ConfigBase addConfigBase(String key) {
        ConfigBase sub = getInstance(key);
        put(sub);
        return sub;
    }

    public final ConfigBase getConfigBase(String key) throws InvalidSettingsException {
        if (m_entries.get(key) instanceof ConfigBase sub) {
            return sub;
        }
        throw new InvalidSettingsException("Config for key \"" + key + "\" not found.");
    }

    @Override
    public boolean containsKey(String key) {
        return m_entries.containsKey(key);
    }

    @Override
    public Set<String> keySet() {
        return Collections.unmodifiableSet(m_entries.keySet());
    }

    @Override
    public final Iterator<String> iterator() {
        return keySet().iterator();
    }

    @Override
    public void addBoolean(String key, boolean value) {
        putScalar(key, "xboolean", Boolean.toString(value));
    }

    @Override
    public void addInt(String key, int value) {
        putScalar(key, "xint", Integer.toString(value));
    }

    @Override
    public void addLong(String key, long value) {
        putScalar(key, "xlong", Long.toString(value));
    }

    @Override
    public void addFloat(String key, float value) {
        putScalar(key, "xfloat", Float.toString(value));
    }

    @Override
    public void addDouble(String key, double value) {
        putScalar(key, "xdouble", Double.toString(value));
    }

    @Override
    public void addString(String key, String value) {
        putScalar(key, "xstring", value);
    }

    private <T> T get(String key, String type, String what, Function<String, T> parser)
            throws InvalidSettingsException {
        if (m_entries.get(key) instanceof ScalarEntry s && s.type().equals(type)) {
            return parser.apply(s.value());
        }
        throw new InvalidSettingsException(what + " for key \"" + key + "\" not found.");
    }

    private <T> T get(String key, String type, Function<String, T> parser, T def) {
        return m_entries.get(key) instanceof ScalarEntry s && s.type().equals(type) ? parser.apply(s.value()) : def;
    }

    @Override
    public boolean getBoolean(String key) throws InvalidSettingsException {
        return get(key, "xboolean", "Boolean", Boolean::valueOf);
    }

    @Override
    public boolean getBoolean(String key, boolean def) {
        return get(key, "xboolean", Boolean::valueOf, def);
    }

    @Override
    public int getInt(String key) throws InvalidSettingsException {
        return get(key, "xint", "Int", Integer::valueOf);
    }

    @Override
    public int getInt(String key, int def) {
        return get(key, "xint", Integer::valueOf, def);
    }

    @Override
    public long getLong(String key) throws InvalidSettingsException {
        return get(key, "xlong", "Long", Long::valueOf);
    }

    @Override
    public long getLong(String key, long def) {
        return get(key, "xlong", Long::valueOf, def);
    }

    @Override
    public float getFloat(String key) throws InvalidSettingsException {
        return get(key, "xfloat", "Float", Float::valueOf);
    }

    @Override
    public float getFloat(String key, float def) {
        return get(key, "xfloat", Float::valueOf, def);
    }

    @Override
    public double getDouble(String key) throws InvalidSettingsException {
        return get(key, "xdouble", "Double", Double::valueOf);
    }

    @Override
    public double getDouble(String key, double def) {
        return get(key, "xdouble", Double::valueOf, def);
    }

    @Override
    public String getString(String key) throws InvalidSettingsException {
        return get(key, "xstring", "String", s -> s);
    }

    @Override
    public String getString(String key, String def) {
        return get(key, "xstring", s -> s, def);
    }

    private void addArray(String key, int size, Object values, ElementAdder adder) {
        ConfigBase config = addConfigBase(key);
        if (values != null) {
            config.addInt(SIZE, size);
            for (int i = 0; i < size; i++) {
                adder.add(config, Integer.toString(i), i);
            }
        }
    }

    @Override
    public void addBooleanArray(String key, boolean... values) {
        addArray(key, values == null ? 0 : values.length, values, (c, k, i) -> c.addBoolean(k, values[i]));
    }

    @Override
    public void addIntArray(String key, int... values) {
        addArray(key, values == null ? 0 : values.length, values, (c, k, i) -> c.addInt(k, values[i]));
    }

    @Override
    public void addLongArray(String key, long... values) {
        addArray(key, values == null ? 0 : values.length, values, (c, k, i) -> c.addLong(k, values[i]));
    }

    @Override
    public void addFloatArray(String key, float... values) {
        addArray(key, values == null ? 0 : values.length, values, (c, k, i) -> c.addFloat(k, values[i]));
    }

    @Override
    public void addDoubleArray(String key, double... values) {
        addArray(key, values == null ? 0 : values.length, values, (c, k, i) -> c.addDouble(k, values[i]));
    }

    @Override
    public void addStringArray(String key, String... values) {
        addArray(key, values == null ? 0 : values.length, values, (c, k, i) -> c.addString(k, values[i]));
    }

    /** @return the array, null where null was added */
    private <A> A getArray(String key, Function<Integer, A> maker, ElementReader<A> reader)
            throws InvalidSettingsException {
        ConfigBase config = getConfigBase(key);
        int size = config.getInt(SIZE, -1);
        if (size == -1) {
            return null;
        }
        A array = maker.apply(size);
        for (int i = 0; i < size; i++) {
            reader.read(array, config, Integer.toString(i), i);
        }
        return array;
    }

    @Override
    public boolean[] getBooleanArray(String key) throws InvalidSettingsException {
        return getArray(key, boolean[]::new, (a, c, k, i) -> a[i] = c.getBoolean(k));
    }

    @Override
    public int[] getIntArray(String key) throws InvalidSettingsException {
        return getArray(key, int[]::new, (a, c, k, i) -> a[i] = c.getInt(k));
    }

    @Override
    public long[] getLongArray(String key) throws InvalidSettingsException {
        return getArray(key, long[]::new, (a, c, k, i) -> a[i] = c.getLong(k));
    }

    @Override
    public float[] getFloatArray(String key) throws InvalidSettingsException {
        return getArray(key, float[]::new, (a, c, k, i) -> a[i] = c.getFloat(k));
    }

    @Override
    public double[] getDoubleArray(String key) throws InvalidSettingsException {
        return getArray(key, double[]::new, (a, c, k, i) -> a[i] = c.getDouble(k));
    }

    @Override
    public String[] getStringArray(String key) throws InvalidSettingsException {
        return getArray(key, String[]::new, (a, c, k, i) -> a[i] = c.getString(k));
    }

    @Override
    public String[] getStringArray(String key, String... def) {
        try {
            return getStringArray(key);
        } catch (InvalidSettingsException e) { // NOSONAR: the default is for this
            return def;
        }
    }

    /** Writes KNIME's XML and closes the stream. */
    @Override
    public final void saveToXML(OutputStream os) throws IOException {
        ConfigXmlWriter.write(this, os);
    }

    /** Adds what KNIME's XML holds. */
    protected static ConfigBase loadFromXML(ConfigBase config, InputStream in) throws IOException {
        ConfigXmlReader.read(config, in);
        return config;
    }

    @Override
    final Object content() {
        return m_entries;
    }

    @Override
    public String toString() {
        return getKey() + "=" + m_entries.values();
    }

    private interface ElementAdder {
        void add(ConfigBase config, String key, int index);
    }

    private interface ElementReader<A> {
        void read(A array, ConfigBase config, String key, int index) throws InvalidSettingsException;
    }
}

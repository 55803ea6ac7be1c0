// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.headless.workflow;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A tree of settings as KNIME stores it: named entries, each with a type and a value, and named trees, in order.
 * It keeps what it does not understand, so that a file that is read and written again loses nothing.
 */
public final class Config {

    /** What stands under a key. */
    public sealed interface Item permits Entry, Tree {}

    /**
     * One value.
     *
     * @param type as in the file: xstring, xint, xlong, xdouble, xfloat, xboolean, xbyte, xshort, xchar and others
     * @param value its text; null: the null text
     */
    public record Entry(String type, String value) implements Item {}

    /**
     * Values under one key.
     *
     * @param config the values
     */
    public record Tree(Config config) implements Item {}

    private final Map<String, Item> m_items = new LinkedHashMap<>();

    /** @return the keys, in order */
    public Set<String> keys() {
        return Collections.unmodifiableSet(m_items.keySet());
    }

    /** @return what stands under the key, if anything */
    public Optional<Item> item(String key) {
        return Optional.ofNullable(m_items.get(key));
    }

    /** @return the tree under the key, if there is one */
    public Optional<Config> tree(String key) {
        return m_items.get(key) instanceof Tree t ? Optional.of(t.config()) : Optional.empty();
    }

    /** @return the text of the entry under the key; empty where there is none or it is null */
    public Optional<String> text(String key) {
        return m_items.get(key) instanceof Entry e ? Optional.ofNullable(e.value()) : Optional.empty();
    }

    /** @return whether nothing is in it */
    public boolean isEmpty() {
        return m_items.isEmpty();
    }

    /** Puts or replaces; a replaced item keeps its place. */
    public Config put(String key, Item item) {
        m_items.put(key, item);
        return this;
    }

    /** Puts an xstring; null is the null text. */
    public Config put(String key, String value) {
        return put(key, new Entry("xstring", value));
    }

    /** Puts an xint. */
    public Config put(String key, int value) {
        return put(key, new Entry("xint", Integer.toString(value)));
    }

    /** Puts an xboolean. */
    public Config put(String key, boolean value) {
        return put(key, new Entry("xboolean", Boolean.toString(value)));
    }

    /** Puts a tree. */
    public Config put(String key, Config value) {
        return put(key, new Tree(value));
    }

    /** Puts an empty tree. @return that tree */
    public Config putTree(String key) {
        Config tree = new Config();
        put(key, tree);
        return tree;
    }

    /** Puts an array as KNIME has it: a tree with array-size and the entries 0, 1, .. . */
    public Config putArray(String key, String type, List<String> values) {
        Config array = putTree(key);
        array.put("array-size", values.size());
        for (int i = 0; i < values.size(); i++) {
            array.put(Integer.toString(i), new Entry(type, values.get(i)));
        }
        return this;
    }

    /** Takes away what stands under the key. */
    public void remove(String key) {
        m_items.remove(key);
    }

    /** @return a copy that shares nothing */
    public Config copy() {
        Config copy = new Config();
        m_items.forEach(
                (k, v) -> copy.put(k, v instanceof Tree t ? new Tree(t.config().copy()) : v));
        return copy;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Config c && c.m_items.equals(m_items);
    }

    @Override
    public int hashCode() {
        return m_items.hashCode();
    }

    @Override
    public String toString() {
        return m_items.toString();
    }
}

// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.cif;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A data block: its items and its loops. */
final class CifBlock {

    private final String m_name;
    private final int m_line;
    private final Map<String, CifValue> m_items = new LinkedHashMap<>();
    private final List<CifLoop> m_loops = new ArrayList<>();
    private final Map<String, List<CifLoop>> m_byTag = new HashMap<>();

    CifBlock(String name, int line) {
        m_name = name;
        m_line = line;
    }

    /** @return a tag in lower case, with the "." of newer dictionaries as "_" */
    static String key(String tag) {
        return tag.toLowerCase(Locale.ROOT).replace('.', '_');
    }

    String name() {
        return m_name;
    }

    int line() {
        return m_line;
    }

    Map<String, CifValue> items() {
        return m_items;
    }

    List<CifLoop> loops() {
        return m_loops;
    }

    void add(CifLoop loop) {
        m_loops.add(loop);
        if (!loop.values().isEmpty()) {
            for (String tag : loop.tags()) {
                List<CifLoop> with = m_byTag.computeIfAbsent(tag, t -> new ArrayList<>(1));
                if (with.isEmpty() || with.get(with.size() - 1) != loop) {
                    with.add(loop);
                }
            }
        }
    }

    /** @return the value of the first of the tags that has one, in an item or in a loop of one row; null where none has */
    CifValue first(String... tags) {
        for (String tag : tags) {
            CifValue v = m_items.get(tag);
            if (v != null && !v.isMissing()) {
                return v;
            }
            CifLoop loop = loopWith(tag);
            if (loop != null && loop.rows() == 1 && loop.get(0, tag) != null) {
                return loop.get(0, tag);
            }
        }
        return null;
    }

    /** @return whether an item or a loop has the tag */
    boolean has(String tag) {
        return m_items.containsKey(tag) || m_byTag.containsKey(tag);
    }

    /** @return the first loop that has the column and values, null where none has */
    CifLoop loopWith(String tag) {
        List<CifLoop> with = m_byTag.get(tag);
        return with == null ? null : with.get(0);
    }

    /** @return all loops that have the column and values, in the order of the file */
    List<CifLoop> loopsWith(String tag) {
        return m_byTag.getOrDefault(tag, List.of());
    }

    /** @return the items whose tags start so, as a loop of one row; null where there are none */
    CifLoop itemsAsLoop(String prefix) {
        List<String> tags = new ArrayList<>();
        List<CifValue> values = new ArrayList<>();
        m_items.forEach((tag, value) -> {
            if (tag.startsWith(prefix)) {
                tags.add(tag);
                values.add(value);
            }
        });
        return tags.isEmpty() ? null : new CifLoop(values.get(0).line(), tags, values);
    }
}

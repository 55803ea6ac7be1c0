// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.cif;

import java.util.ArrayList;
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

    /** @return the first loop that has the column, null where none has */
    CifLoop loopWith(String tag) {
        for (CifLoop loop : m_loops) {
            if (loop.has(tag) && !loop.values().isEmpty()) {
                return loop;
            }
        }
        return null;
    }
}

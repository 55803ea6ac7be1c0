// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.simulation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads JSON into maps, lists, strings, doubles, booleans and null: as much as the reference files need. */
final class Json {

    private final String m_text;
    private int m_at;

    private Json(String text) {
        m_text = text;
    }

    static Object read(String text) {
        return new Json(text).value();
    }

    private char peek() {
        while (Character.isWhitespace(m_text.charAt(m_at))) {
            m_at++;
        }
        return m_text.charAt(m_at);
    }

    private boolean take(char c) {
        boolean there = peek() == c;
        m_at += there ? 1 : 0;
        return there;
    }

    private Object value() {
        if (take('{')) {
            Map<String, Object> map = new LinkedHashMap<>();
            while (!take('}')) {
                take(',');
                String key = (String) value();
                take(':');
                map.put(key, value());
            }
            return map;
        }
        if (take('[')) {
            List<Object> list = new ArrayList<>();
            while (!take(']')) {
                take(',');
                list.add(value());
            }
            return list;
        }
        if (take('"')) {
            StringBuilder s = new StringBuilder();
            while (m_text.charAt(m_at) != '"') {
                if (m_text.charAt(m_at) == '\\') {
                    m_at++;
                }
                s.append(m_text.charAt(m_at++));
            }
            m_at++;
            return s.toString();
        }
        int from = m_at;
        while (m_at < m_text.length() && "+-.eE0123456789truefalsn".indexOf(m_text.charAt(m_at)) >= 0) {
            m_at++;
        }
        String word = m_text.substring(from, m_at);
        return switch (word) {
            case "true" -> true;
            case "false" -> false;
            case "null" -> null;
            default -> Double.valueOf(word);
        };
    }
}

// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.posterior;

import java.util.Map;

/** Settings and arrays read from a file, with messages that name what is missing. */
record StoredPosterior(Map<String, ?> settings, Map<String, float[]> arrays) {

    String text(String key) {
        return String.valueOf(required(key));
    }

    double number(String key) {
        Object value = required(key);
        if (value instanceof Number n) {
            return n.doubleValue();
        }
        throw new IllegalArgumentException(
                "The stored posterior's \"" + key + "\" is \"" + value + "\"; expected a number.");
    }

    int count(String key) {
        return (int) number(key);
    }

    boolean flag(String key) {
        return Boolean.parseBoolean(text(key));
    }

    boolean hasArray(String key) {
        return arrays.containsKey(key);
    }

    float[] array(String key) {
        float[] value = arrays.get(key);
        if (value == null) {
            throw new IllegalArgumentException(
                    "The stored posterior has no array \"" + key + "\"; it holds " + arrays.keySet() + ".");
        }
        return value;
    }

    float[] array(String key, long length) {
        float[] value = array(key);
        if (value.length != length) {
            throw new IllegalArgumentException("The stored posterior's array \"" + key + "\" has " + value.length
                    + " values; expected " + length + ".");
        }
        return value;
    }

    private Object required(String key) {
        Object value = settings.get(key);
        if (value == null) {
            throw new IllegalArgumentException(
                    "The stored posterior has no \"" + key + "\"; it holds " + settings.keySet() + ".");
        }
        return value;
    }
}

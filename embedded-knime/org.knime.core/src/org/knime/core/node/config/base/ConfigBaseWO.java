// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.node.config.base;

/** Settings to write: a tree of typed values. A key that is there already gets the new value. */
public interface ConfigBaseWO {

    String getKey();

    void addBoolean(String key, boolean value);

    void addInt(String key, int value);

    void addLong(String key, long value);

    void addFloat(String key, float value);

    void addDouble(String key, double value);

    void addString(String key, String value);

    void addBooleanArray(String key, boolean... values);

    void addIntArray(String key, int... values);

    void addLongArray(String key, long... values);

    void addFloatArray(String key, float... values);

    void addDoubleArray(String key, double... values);

    void addStringArray(String key, String... values);
}

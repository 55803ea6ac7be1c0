// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.node.config.base;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Iterator;
import java.util.Set;

import org.knime.core.node.InvalidSettingsException;

/**
 * Settings to read: a tree of typed values. Methods without a default throw where the key is not there or its value is of another
 * type; those with one give it then.
 */
public interface ConfigBaseRO extends Iterable<String> {

    String getKey();

    boolean containsKey(String key);

    Set<String> keySet();

    @Override
    Iterator<String> iterator();

    boolean getBoolean(String key) throws InvalidSettingsException;

    boolean getBoolean(String key, boolean def);

    int getInt(String key) throws InvalidSettingsException;

    int getInt(String key, int def);

    long getLong(String key) throws InvalidSettingsException;

    long getLong(String key, long def);

    float getFloat(String key) throws InvalidSettingsException;

    float getFloat(String key, float def);

    double getDouble(String key) throws InvalidSettingsException;

    double getDouble(String key, double def);

    String getString(String key) throws InvalidSettingsException;

    String getString(String key, String def);

    boolean[] getBooleanArray(String key) throws InvalidSettingsException;

    int[] getIntArray(String key) throws InvalidSettingsException;

    long[] getLongArray(String key) throws InvalidSettingsException;

    float[] getFloatArray(String key) throws InvalidSettingsException;

    double[] getDoubleArray(String key) throws InvalidSettingsException;

    String[] getStringArray(String key) throws InvalidSettingsException;

    String[] getStringArray(String key, String... def);

    void saveToXML(OutputStream os) throws IOException;
}

// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.embedded;

import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.function.Function;

import org.knime.core.node.config.base.ConfigBase;

/**
 * Settings as plain data, for whoever shows them.
 *
 * @param key the key
 * @param type as it stands in the file: "config" for a tree, else "xint", "xdouble", "xstring" ...
 * @param value the text, null for a tree and for a text that is null
 * @param children the entries of a tree, in their order
 */
public record SettingsEntry(String key, String type, String value, List<SettingsEntry> children) {

    /** The type of a tree. */
    public static final String CONFIG = "config";

    private static Function<ConfigBase, SettingsEntry> access;

    static {
        try {
            MethodHandles.lookup().ensureInitialized(ConfigBase.class);
        } catch (IllegalAccessException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Called by the settings' class when it is loaded. */
    public static void setAccess(Function<ConfigBase, SettingsEntry> entryOf) {
        access = entryOf;
    }

    public static SettingsEntry of(ConfigBase settings) {
        return access.apply(settings);
    }

    public boolean isConfig() {
        return CONFIG.equals(type);
    }
}

// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.embedded.ui;

import java.util.List;

/**
 * One parameter of a node, for its reference.
 *
 * @param key its settings key, with dots for nesting; "#" stands for the index in an array
 * @param type as in the settings file (xint, xdouble, xstring, xboolean ..), with "[]" for an array
 * @param title null where the dialog does not show it
 * @param description with some HTML, null where the dialog does not show it
 * @param defaultValue of an untouched node without input, as the settings file has it; null for a missing text, for what is switched off, and in arrays
 * @param choices the constants of an enum, else empty
 * @param limits what the dialog says of values that it refuses, else empty
 * @param optional whether it may be switched off
 * @param advanced whether the dialog shows it only on demand
 */
public record ParameterInfo(
        String key,
        String type,
        String title,
        String description,
        String defaultValue,
        List<Choice> choices,
        List<String> limits,
        boolean optional,
        boolean advanced) {

    /**
     * A constant of an enum.
     *
     * @param value as the settings file has it
     * @param label as the dialog shows it
     * @param description empty where there is none
     */
    public record Choice(String value, String label, String description) {}
}

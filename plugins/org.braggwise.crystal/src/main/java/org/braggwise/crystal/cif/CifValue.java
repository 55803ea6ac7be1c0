// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.cif;

/**
 * A value as it stands in a file.
 *
 * @param text without its delimiters
 * @param line where it starts, from 1
 * @param quoted whether it had delimiters, so that "?" and "." are text
 */
record CifValue(String text, int line, boolean quoted) {

    /** @return whether it says that the value is unknown or does not apply: "?" or "." */
    boolean isMissing() {
        return !quoted && (text.equals("?") || text.equals(".")) || text.isBlank();
    }
}

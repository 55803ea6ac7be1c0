// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal;

/**
 * One thing that was noticed in an input: where, by which rule, what was there, what should have been, and what was done about it.
 *
 * @param severity how bad it is
 * @param source the file or the row that it is in
 * @param line its line, counted from 1; 0 where it belongs to no line
 * @param rule the name of the rule in a few words with hyphens: "cif-number", "cell-symmetry"
 * @param found what was found
 * @param expected what was expected
 * @param assumed what was assumed instead, "" where nothing was
 */
public record Diagnostic(
        Severity severity, String source, int line, String rule, String found, String expected, String assumed) {

    /** INFO: the reading was not in doubt. WARNING: something was assumed. ERROR: no structure comes from it. */
    public enum Severity {
        INFO,
        WARNING,
        ERROR
    }

    /** @return one line for a person: "file.cif:12: error [cell-missing] found .., expected ..; assumed .." */
    @Override
    public String toString() {
        return source + (line > 0 ? ":" + line : "") + ": " + severity.name().toLowerCase(java.util.Locale.ROOT) + " ["
                + rule + "] found " + found + ", expected " + expected
                + (assumed.isEmpty() ? "" : "; assumed " + assumed);
    }
}

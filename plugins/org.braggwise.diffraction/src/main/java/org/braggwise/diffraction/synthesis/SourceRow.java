// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.synthesis;

/**
 * What the plan needs to know of an input row; its pattern stays where it is.
 *
 * @param key unique in its table
 * @param label its class
 * @param group its compound; rows of one compound, and augmented copies of them, never stand on both sides of a split. Formulas are
 *            compared by {@link CompoundGroup}.
 * @param shape of its pattern ({@link PatternShape}); null where it is not looked at
 */
public record SourceRow(String key, String label, String group, Long shape) {

    /** A row whose pattern is not looked at. */
    public SourceRow(String key, String label, String group) {
        this(key, label, group, null);
    }
}

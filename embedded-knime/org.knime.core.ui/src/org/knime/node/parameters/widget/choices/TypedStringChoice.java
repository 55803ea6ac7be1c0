// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.node.parameters.widget.choices;

import org.knime.core.data.DataColumnSpec;

/** A text to choose, how it is shown, and the type of what it names. */
public record TypedStringChoice(String id, String text, PossibleTypeValue type) {

    /** A type, and how it is shown. */
    public record PossibleTypeValue(String id, String text) {}

    public static TypedStringChoice fromColSpec(DataColumnSpec colSpec) {
        return new TypedStringChoice(
                colSpec.getName(),
                colSpec.getName(),
                new PossibleTypeValue(
                        colSpec.getType().getPreferredValueClass().getName(),
                        colSpec.getType().getName()));
    }
}

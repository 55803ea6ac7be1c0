// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.common.settings;

import java.util.Optional;

import org.braggwise.crystal.SharedExecution;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.widget.OptionalWidget;

/**
 * The seed of one execution.
 *
 * @param drawn whether the settings state none: then it is another one each time, and {@link #note} says which
 */
public record Seed(long value, boolean drawn) {

    /** What the dialogs say of it. */
    public static final String TITLE = "Use static random seed";

    /** What the dialogs say of it, behind a sentence on what is drawn. */
    public static final String DESCRIPTION =
            " Without it every execution draws a new seed, which the node's message names; switch it off, apply, and on again for a new one.";

    /** @param stated in the settings; empty to draw one */
    public static Seed of(Optional<Long> stated) {
        return stated.map(s -> new Seed(s, false)).orElseGet(() -> new Seed(SharedExecution.seed(), true));
    }

    /** @return a sentence to repeat the execution by, empty where the settings state the seed */
    public String note() {
        return drawn ? SharedExecution.note(value) : "";
    }

    /** A seed for the field that is switched on: another one each time the dialog opens, as by the button "New" of KNIME's nodes. */
    public static final class New implements OptionalWidget.DefaultValueProvider<Long> {
        @Override
        public Long computeState(NodeParametersInput input) {
            return SharedExecution.draw();
        }
    }
}

// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.node.parameters;

import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.persistence.Persistable;

/**
 * The parameters of a node: fields that are shown in its dialog and saved with the workflow. A class has a constructor without
 * arguments, and may have one that takes {@link NodeParametersInput} for defaults that depend on the input.
 */
public interface NodeParameters extends Persistable, WidgetGroup {

    /** @throws InvalidSettingsException where the values make no sense together */
    default void validate() throws InvalidSettingsException {
        // all values are fine by default
    }
}

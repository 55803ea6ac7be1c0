// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.embedded.ui;

import org.knime.node.DefaultModel.ConfigureInput;
import org.knime.node.DefaultModel.ConfigureOrRearrangerConsumer;
import org.knime.node.DefaultModel.ConfigureOutput;
import org.knime.node.DefaultModel.ExecuteConsumer;
import org.knime.node.DefaultModel.RearrangeColumnsInput;
import org.knime.node.DefaultModel.RearrangeColumnsOutput;
import org.knime.node.parameters.NodeParameters;

/**
 * What a node stated in the stages of its model: either configure and execute, or rearrange.
 *
 * @param parameters null for a node without
 */
public record ModelSheet(
        Class<? extends NodeParameters> parameters,
        ConfigureOrRearrangerConsumer<ConfigureInput, ConfigureOutput> configure,
        ExecuteConsumer execute,
        ConfigureOrRearrangerConsumer<RearrangeColumnsInput, RearrangeColumnsOutput> rearrange) {

    public static ModelSheet standard(
            Class<? extends NodeParameters> parameters,
            ConfigureOrRearrangerConsumer<ConfigureInput, ConfigureOutput> configure,
            ExecuteConsumer execute) {
        return new ModelSheet(parameters, configure, execute, null);
    }

    public static ModelSheet rearranging(
            Class<? extends NodeParameters> parameters,
            ConfigureOrRearrangerConsumer<RearrangeColumnsInput, RearrangeColumnsOutput> rearrange) {
        return new ModelSheet(parameters, null, null, rearrange);
    }
}

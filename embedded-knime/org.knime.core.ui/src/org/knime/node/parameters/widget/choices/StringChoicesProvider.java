// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.node.parameters.widget.choices;

import java.util.List;

import org.knime.node.parameters.NodeParametersInput;

/** Gives texts to choose from. */
public interface StringChoicesProvider extends ChoicesStateProvider<StringChoice> {

    default List<String> choices(NodeParametersInput context) {
        throw new UnsupportedOperationException("A StringChoicesProvider implements choices(..) or computeState(..).");
    }

    @Override
    default List<StringChoice> computeState(NodeParametersInput context) {
        return choices(context).stream().map(StringChoice::fromId).toList();
    }

    @Override
    default void init(StateProviderInitializer initializer) {
        initializer.computeBeforeOpenDialog();
    }
}

// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.node.parameters.updates;

import java.util.function.Supplier;

import org.knime.node.parameters.NodeParametersInput;

/** Computes something for the dialog; without a dialog nothing asks for it. */
public interface StateProvider<S> {

    /** Says when it is computed, and from what. */
    void init(StateProviderInitializer initializer);

    S computeState(NodeParametersInput parametersInput);

    /** Takes what a provider says in {@link StateProvider#init}. */
    interface StateProviderInitializer {

        <T> Supplier<T> computeFromValueSupplier(Class<? extends ParameterReference<T>> ref);

        <T> Supplier<T> getValueSupplier(Class<? extends ParameterReference<T>> ref);

        <T> void computeOnValueChange(Class<? extends ParameterReference<T>> id);

        void computeOnButtonClick(Class<? extends ButtonReference> ref);

        void computeBeforeOpenDialog();

        void computeAfterOpenDialog();
    }
}

// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.node.parameters.updates;

/** A condition on other fields of the dialog; without a dialog nothing asks for it. */
public interface EffectPredicate {

    default EffectPredicate negate() {
        throw new UnsupportedOperationException(
                "EffectPredicate.negate() is not part of the embedded KNIME, which has no dialogs.");
    }

    default EffectPredicate and(EffectPredicate other) {
        throw new UnsupportedOperationException(
                "EffectPredicate.and(..) is not part of the embedded KNIME, which has no dialogs.");
    }

    default EffectPredicate or(EffectPredicate other) {
        throw new UnsupportedOperationException(
                "EffectPredicate.or(..) is not part of the embedded KNIME, which has no dialogs.");
    }
}

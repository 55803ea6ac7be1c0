// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.node.parameters.updates;

import java.util.function.Predicate;

import org.knime.node.parameters.NodeParametersInput;

/** Gives a condition. */
public interface EffectPredicateProvider {

    EffectPredicate init(PredicateInitializer i);

    /** Gives the conditions that there are. */
    interface PredicateInitializer {

        BooleanReference getBoolean(Class<? extends ParameterReference<Boolean>> reference);

        StringReference getString(Class<? extends ParameterReference<String>> reference);

        <E extends Enum<E>> EnumReference<E> getEnum(Class<? extends ParameterReference<E>> reference);

        EffectPredicate getConstant(Predicate<NodeParametersInput> predicate);

        boolean isMissing(Class<? extends ParameterReference<?>> reference);

        EffectPredicate getPredicate(Class<? extends EffectPredicateProvider> predicateProviderClass);

        /** Conditions on a switch. */
        interface BooleanReference {

            EffectPredicate isTrue();

            EffectPredicate isFalse();
        }

        /** Conditions on a text. */
        interface StringReference {

            EffectPredicate isEqualTo(String value);
        }

        /** Conditions on a choice. */
        interface EnumReference<E extends Enum<E>> {

            @SuppressWarnings("unchecked")
            EffectPredicate isOneOf(E... values);
        }
    }
}

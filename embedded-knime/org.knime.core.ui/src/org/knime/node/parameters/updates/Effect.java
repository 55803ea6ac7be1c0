// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.node.parameters.updates;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** Shows, hides or disables the field in the dialog by a condition. */
@Retention(RetentionPolicy.RUNTIME)
public @interface Effect {

    /** What happens where the condition holds; its opposite where it does not. */
    enum EffectType {
        SHOW,
        HIDE,
        ENABLE,
        DISABLE;
    }

    Class<? extends EffectPredicateProvider> predicate();

    EffectType type();
}

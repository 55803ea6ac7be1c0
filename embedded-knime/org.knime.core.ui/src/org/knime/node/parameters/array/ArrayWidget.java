// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.node.parameters.array;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Shows an array of parameters with buttons to add and remove elements. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface ArrayWidget {

    /** How an element is laid out. */
    enum ElementLayout {
        VERTICAL_CARD,
        HORIZONTAL_SINGLE_LINE;
    }

    ElementLayout elementLayout() default ElementLayout.VERTICAL_CARD;

    String addButtonText() default "";

    String elementTitle() default "";

    boolean showSortButtons() default false;

    boolean hasFixedSize() default false;
}

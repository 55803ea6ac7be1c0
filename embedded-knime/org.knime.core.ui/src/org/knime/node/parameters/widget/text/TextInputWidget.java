// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.node.parameters.widget.text;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.knime.node.parameters.widget.text.TextInputWidgetValidation.PatternValidation;

/** Limits a text field. Without a limit the class of patterns itself stands here. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface TextInputWidget {

    String placeholder() default "";

    Class<? extends PatternValidation> patternValidation() default PatternValidation.class;
}

// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.node.parameters;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Shows the field in the dialog. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
@Inherited
public @interface Widget {

    String title();

    /** Some HTML is allowed: br, b, i, tt, ul, ol, li, a. */
    String description();
}

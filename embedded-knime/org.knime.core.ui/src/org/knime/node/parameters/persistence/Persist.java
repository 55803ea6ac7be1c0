// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.node.parameters.persistence;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Saves the field under another key. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface Persist {

    /** The key; empty for the field's own. */
    String configKey() default "";
}

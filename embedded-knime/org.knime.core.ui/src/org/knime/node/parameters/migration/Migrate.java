// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.node.parameters.migration;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Says what happens to the field in a workflow that was saved before the field was there. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface Migrate {

    boolean loadDefaultIfAbsent() default false;
}

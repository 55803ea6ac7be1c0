// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.node.parameters.layout;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** Puts the field, or all fields of the class, into a part of the dialog. */
@Retention(RetentionPolicy.RUNTIME)
public @interface Layout {

    Class<?> value();
}

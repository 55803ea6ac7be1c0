// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.node.parameters.persistence;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Saves the field or the class by code of its own. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.FIELD})
public @interface Persistor {

    Class<? extends NodeParametersPersistor> value();
}

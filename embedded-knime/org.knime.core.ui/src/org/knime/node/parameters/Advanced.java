// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.node.parameters;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** Shows the field or the section only after a click on "Show advanced settings". */
@Retention(RetentionPolicy.RUNTIME)
public @interface Advanced {}

// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.embedded.ui;

/** What a limit of a number field allows; the parameters of KNIME's limits are not public. */
@FunctionalInterface
public interface FieldLimit {

    boolean allows(double value);
}

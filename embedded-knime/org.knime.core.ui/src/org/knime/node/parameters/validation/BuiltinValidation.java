// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.node.parameters.validation;

/** A check that the dialog makes while the user types. */
public interface BuiltinValidation {

    /** @return what the dialog says where the check fails */
    String getErrorMessage();

    /** @return the limit as the dialog gets it */
    Object getParameters();
}

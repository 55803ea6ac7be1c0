// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.node.parameters.updates;

/** The name by which other parts of the dialog refer to a button. */
public interface ButtonReference {}

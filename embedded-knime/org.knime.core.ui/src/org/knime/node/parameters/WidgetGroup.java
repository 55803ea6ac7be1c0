// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.node.parameters;

/** A class whose fields are shown in a dialog. */
public interface WidgetGroup {}

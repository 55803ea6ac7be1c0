// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.data;

/** What a cell can be read as: a cell implements one interface for each view of its content. */
public interface DataValue {}

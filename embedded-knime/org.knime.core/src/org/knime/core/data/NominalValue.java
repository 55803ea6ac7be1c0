// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.data;

/** Marks the values whose possible values a column's domain tells. */
public interface NominalValue extends DataValue {}

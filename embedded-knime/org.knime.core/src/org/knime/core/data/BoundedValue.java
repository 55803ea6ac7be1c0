// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.data;

/** Marks the values whose least and greatest a column's domain tells. */
public interface BoundedValue extends DataValue {}

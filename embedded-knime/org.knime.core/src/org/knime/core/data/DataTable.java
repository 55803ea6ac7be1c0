// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.data;

/** Rows that all fit one spec. */
public interface DataTable extends Iterable<DataRow> {

    DataTableSpec getDataTableSpec();

    @Override
    RowIterator iterator();
}

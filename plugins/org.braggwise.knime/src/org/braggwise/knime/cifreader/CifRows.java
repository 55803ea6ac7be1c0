// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.cifreader;

import java.io.IOException;
import java.util.Iterator;

import org.braggwise.knime.cifreader.CifReaderParameters.Content;
import org.braggwise.knime.common.execution.InputFiles;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataRow;
import org.knime.core.data.StringValue;
import org.knime.core.data.container.CloseableRowIterator;
import org.knime.core.node.BufferedDataTable;

/** The texts of a table's column, one a row, in the order of the rows. */
final class CifRows implements Iterator<CifSource>, AutoCloseable {

    private final CloseableRowIterator m_rows;
    private final int m_column;
    private final Content m_content;

    CifRows(BufferedDataTable table, int column, Content content) {
        m_rows = table.iterator();
        m_column = column;
        m_content = content;
    }

    @Override
    public boolean hasNext() {
        return m_rows.hasNext();
    }

    @Override
    public CifSource next() {
        DataRow row = m_rows.next();
        return new CifSource(row.getKey().getString(), text(row.getCell(m_column)));
    }

    /** A cell without a text is no reason to end the node: whoever reads the text hears why there is none. */
    private CifSource.Text text(DataCell cell) {
        if (cell.isMissing()) {
            return failing(new IOException("a missing cell"));
        }
        String value = ((StringValue) cell).getStringValue();
        if (m_content == Content.CIF_TEXT) {
            return () -> value;
        }
        try {
            return CifSource.text(InputFiles.file(value));
        } catch (IOException e) {
            return failing(e);
        }
    }

    private static CifSource.Text failing(IOException e) {
        return () -> {
            throw e;
        };
    }

    @Override
    public void close() {
        m_rows.close();
    }
}

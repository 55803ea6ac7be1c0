// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.spark.table;

import java.util.List;
import java.util.Map;

import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.api.InitContext;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.io.api.RecordMaterializer;
import org.apache.parquet.schema.MessageType;
import org.knime.core.data.DataRow;

/** Records of a Parquet file to rows of a table; without columns: to rows with a key and no cells. */
final class RowReadSupport extends ReadSupport<DataRow> {

    private final List<SpecRecord.Column> m_columns;
    private final boolean m_keysOnly;

    /** @param columns null for the keys only */
    RowReadSupport(List<SpecRecord.Column> columns) {
        m_keysOnly = columns == null;
        m_columns = m_keysOnly ? List.of() : columns;
    }

    @Override
    public ReadContext init(InitContext context) {
        return new ReadContext(m_keysOnly ? RowSchema.keys() : RowSchema.of(m_columns));
    }

    @Override
    public RecordMaterializer<DataRow> prepareForRead(
            Configuration configuration, Map<String, String> metadata, MessageType schema, ReadContext context) {
        return new RowMaterializer(m_columns, m_keysOnly);
    }
}

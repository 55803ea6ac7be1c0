// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.spark.table;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.hadoop.util.HadoopOutputFile;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.OutputFile;
import org.knime.core.data.DataRow;

/** The Parquet file of a part of a table, compressed by Zstandard. */
public final class PartFile {

    private PartFile() {}

    /** Takes the rows of a part. */
    public static final class Writer implements Closeable {

        private final ParquetWriter<DataRow> m_writer;
        private long m_rows;

        Writer(ParquetWriter<DataRow> writer) {
            m_writer = writer;
        }

        /** @throws IOException where the file can't be written */
        public void add(DataRow row) throws IOException {
            m_writer.write(row);
            m_rows++;
        }

        /** @return how many rows there are so far */
        public long rows() {
            return m_rows;
        }

        @Override
        public void close() throws IOException {
            m_writer.close();
        }
    }

    private static final class WriterBuilder extends ParquetWriter.Builder<DataRow, WriterBuilder> {

        private final List<SpecRecord.Column> m_columns;

        WriterBuilder(OutputFile file, List<SpecRecord.Column> columns) {
            super(file);
            m_columns = columns;
        }

        @Override
        protected WriterBuilder self() {
            return this;
        }

        @Override
        protected WriteSupport<DataRow> getWriteSupport(Configuration configuration) {
            return new RowWriteSupport(m_columns);
        }
    }

    private static final class ReaderBuilder extends ParquetReader.Builder<DataRow> {

        private final List<SpecRecord.Column> m_columns;

        ReaderBuilder(InputFile file, List<SpecRecord.Column> columns) {
            super(file);
            m_columns = columns;
        }

        @Override
        protected ReadSupport<DataRow> getReadSupport() {
            return new RowReadSupport(m_columns);
        }
    }

    /** @return a writer of a new file, to be closed */
    public static Writer create(String file, SpecRecord spec, Configuration configuration) throws IOException {
        return new Writer(new WriterBuilder(HadoopOutputFile.fromPath(new Path(file), configuration), spec.columns())
                .withConf(configuration)
                .withCompressionCodec(CompressionCodecName.ZSTD)
                .withDictionaryEncoding(false)
                .build());
    }

    /** @param columns null for rows that have their keys only */
    static ParquetReader<DataRow> open(String file, List<SpecRecord.Column> columns, Configuration configuration)
            throws IOException {
        // A builder of a path reads Hadoop's default settings from their files each time.
        return new ReaderBuilder(HadoopInputFile.fromPath(new Path(file), configuration), columns).build();
    }

    /** Deletes the file; that it can't be deleted is no error, its folder goes with the run. */
    static void delete(String file, Configuration configuration) {
        try {
            Path path = new Path(file);
            path.getFileSystem(configuration).delete(path, false);
        } catch (IOException | RuntimeException e) {
            // the run deletes its folder when it ends
        }
    }
}

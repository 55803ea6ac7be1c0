// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.spark.task;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.braggwise.learning.explanation.AttributedPattern;
import org.braggwise.learning.explanation.Attribution;

/** A file of what the patterns of a part of a table gave an explainer. */
public final class AttributionFile {

    private AttributionFile() {}

    /** Takes patterns in their order. */
    static final class Writer implements Closeable {

        private final DataOutputStream m_out;

        Writer(String file, Configuration files) throws IOException {
            Path path = new Path(file);
            m_out = new DataOutputStream(
                    new BufferedOutputStream(path.getFileSystem(files).create(path)));
        }

        void add(AttributedPattern pattern) throws IOException {
            m_out.writeBoolean(pattern.problem() == null);
            if (pattern.problem() != null) {
                m_out.writeUTF(pattern.problem());
                return;
            }
            m_out.writeInt(pattern.predicted());
            m_out.writeInt(pattern.classes().size());
            for (Attribution a : pattern.classes()) {
                m_out.writeInt(a.classIndex());
                write(a.values());
                write(a.spread());
                m_out.writeDouble(a.baseValue());
                m_out.writeDouble(a.modelOutput());
                m_out.writeDouble(a.additivityResidual());
                m_out.writeUTF(a.backgroundFingerprint());
            }
        }

        private void write(double[] values) throws IOException {
            m_out.writeInt(values.length);
            for (double value : values) {
                m_out.writeDouble(value);
            }
        }

        @Override
        public void close() throws IOException {
            m_out.close();
        }
    }

    /** Reads the patterns of several files, one file after the other, and deletes each when it has been read. */
    public static final class Reader implements Iterator<AttributedPattern> {

        private final Iterator<AttributedPart> m_parts;
        private final Configuration m_files;
        private Path m_file;
        private DataInputStream m_in;
        private long m_left;

        public Reader(List<AttributedPart> parts, Configuration files) {
            m_parts = parts.iterator();
            m_files = files;
        }

        @Override
        public boolean hasNext() {
            try {
                while (m_left == 0 && (m_file != null || m_parts.hasNext())) {
                    nextFile();
                }
                return m_left > 0;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void nextFile() throws IOException {
            endFile();
            if (m_parts.hasNext()) {
                AttributedPart part = m_parts.next();
                m_file = new Path(part.file());
                m_in = new DataInputStream(
                        new BufferedInputStream(m_file.getFileSystem(m_files).open(m_file)));
                m_left = part.rows();
            }
        }

        private void endFile() throws IOException {
            if (m_file != null) {
                m_in.close();
                m_file.getFileSystem(m_files).delete(m_file, false);
                m_file = null;
            }
        }

        @Override
        public AttributedPattern next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            try {
                m_left--;
                AttributedPattern pattern = read();
                if (m_left == 0) {
                    endFile(); // who has read the last one does not ask for more
                }
                return pattern;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private AttributedPattern read() throws IOException {
            if (!m_in.readBoolean()) {
                return AttributedPattern.failed(m_in.readUTF());
            }
            int predicted = m_in.readInt();
            int classes = m_in.readInt();
            List<Attribution> attributions = new ArrayList<>();
            for (int i = 0; i < classes; i++) {
                attributions.add(new Attribution(
                        m_in.readInt(),
                        values(),
                        values(),
                        m_in.readDouble(),
                        m_in.readDouble(),
                        m_in.readDouble(),
                        m_in.readUTF()));
            }
            return new AttributedPattern(predicted, attributions, null);
        }

        private double[] values() throws IOException {
            var values = new double[m_in.readInt()];
            for (int i = 0; i < values.length; i++) {
                values[i] = m_in.readDouble();
            }
            return values;
        }
    }
}

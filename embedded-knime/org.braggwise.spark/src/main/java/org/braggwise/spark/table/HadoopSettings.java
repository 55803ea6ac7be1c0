// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.spark.table;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;

import org.apache.hadoop.conf.Configuration;

/** How the file systems are reached, as the driver knows it: Hadoop's settings travel as the bytes that Hadoop writes. */
public final class HadoopSettings implements Serializable {

    private static final long serialVersionUID = 1L;

    private final byte[] m_written;
    private transient Configuration m_configuration;

    public HadoopSettings(Configuration configuration) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            configuration.write(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail
        }
        m_written = bytes.toByteArray();
        m_configuration = configuration;
    }

    /** @return Hadoop's own; executors read it where they first need it */
    public synchronized Configuration configuration() {
        if (m_configuration == null) {
            var read = new Configuration(false);
            try {
                read.readFields(new DataInputStream(new ByteArrayInputStream(m_written)));
            } catch (IOException e) {
                throw new UncheckedIOException("The driver's settings of Hadoop can't be read here.", e);
            }
            m_configuration = read;
        }
        return m_configuration;
    }
}

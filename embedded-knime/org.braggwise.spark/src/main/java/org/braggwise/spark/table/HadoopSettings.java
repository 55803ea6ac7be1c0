// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.spark.table;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;

import org.apache.hadoop.conf.Configuration;

/** How the file systems are reached, as the driver knows it: Hadoop's settings can be written, but not as Java does. */
public final class HadoopSettings implements Serializable {

    private static final long serialVersionUID = 1L;

    private transient Configuration m_configuration;

    public HadoopSettings(Configuration configuration) {
        m_configuration = configuration;
    }

    /** @return Hadoop's own */
    public Configuration configuration() {
        return m_configuration;
    }

    private void writeObject(ObjectOutputStream out) throws IOException {
        out.defaultWriteObject();
        m_configuration.write(out);
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
        in.defaultReadObject();
        m_configuration = new Configuration(false);
        m_configuration.readFields(in);
    }
}

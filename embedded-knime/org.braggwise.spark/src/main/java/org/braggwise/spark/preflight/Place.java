// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.spark.preflight;

import java.io.Serializable;

/** What an executor runs on. Compiled for Java 8, so that an older Java can say that it is one. */
public final class Place implements Serializable {

    private static final long serialVersionUID = 1L;

    private final String m_host;
    private final String m_java;
    private final int m_javaFeature;
    private final String m_processor;
    private final boolean m_folderSeen;

    Place(String host, String java, int javaFeature, String processor, boolean folderSeen) {
        m_host = host;
        m_java = java;
        m_javaFeature = javaFeature;
        m_processor = processor;
        m_folderSeen = folderSeen;
    }

    /** @return the machine's name */
    public String host() {
        return m_host;
    }

    /** @return Java's version, such as "17.0.15" */
    public String java() {
        return m_java;
    }

    /** @return 8, 11, 17 ... */
    public int javaFeature() {
        return m_javaFeature;
    }

    /** @return what Linux calls the processor's abilities, with a blank before and after each; empty where it can't be read */
    public String processor() {
        return m_processor;
    }

    /** @return whether the executor sees the folder for tables */
    public boolean folderSeen() {
        return m_folderSeen;
    }
}

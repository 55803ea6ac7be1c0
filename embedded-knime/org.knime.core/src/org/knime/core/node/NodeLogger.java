// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.node;

import java.util.logging.Level;
import java.util.logging.Logger;

/** Writes to the log of the Java platform. */
public final class NodeLogger {

    private final Logger m_logger;

    private NodeLogger(String name) {
        m_logger = Logger.getLogger(name);
    }

    public static NodeLogger getLogger(Class<?> c) {
        return new NodeLogger(c.getName());
    }

    public void debug(Object o) {
        m_logger.log(Level.FINE, String.valueOf(o));
    }

    public void info(Object o) {
        m_logger.log(Level.INFO, String.valueOf(o));
    }

    public void warn(Object o) {
        m_logger.log(Level.WARNING, String.valueOf(o));
    }

    public void warn(Object o, Throwable t) {
        m_logger.log(Level.WARNING, String.valueOf(o), t);
    }

    public void error(Object o) {
        m_logger.log(Level.SEVERE, String.valueOf(o));
    }

    public void error(Object o, Throwable t) {
        m_logger.log(Level.SEVERE, String.valueOf(o), t);
    }
}

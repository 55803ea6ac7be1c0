// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.network;

import java.lang.management.ManagementFactory;

/**
 * A clock that stands still while the machine works for others: the processor time of a thread that wants nothing but a processor. On a
 * machine with one for each thread it is the time on the wall; beside much other work it is what any busy thread got. So a test can tell
 * work that lasts long, or waits long, from work that is not let to run.
 */
public final class GivenTime implements AutoCloseable {

    private final Thread m_thread = new Thread(this::run, "given-time");
    private volatile boolean m_closed;

    public GivenTime() {
        m_thread.setDaemon(true);
        m_thread.start();
    }

    private void run() {
        while (!m_closed) {
            Thread.onSpinWait();
        }
    }

    /** @return seconds from any moment on */
    public double seconds() {
        return ManagementFactory.getThreadMXBean().getThreadCpuTime(m_thread.getId()) / 1e9;
    }

    @Override
    public void close() {
        m_closed = true;
    }
}

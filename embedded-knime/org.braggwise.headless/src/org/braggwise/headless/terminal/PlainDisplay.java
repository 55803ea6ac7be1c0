// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.headless.terminal;

import java.io.PrintStream;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import org.braggwise.headless.run.NodeState;

/** Plain lines, for logs and pipes: a node's start, its end, and in between a line when a tenth more is done or half a minute passed. */
public final class PlainDisplay implements Display {

    private static final double SILENCE_SECONDS = 30;

    private static final class Running {
        private final String m_name;
        private final long m_start;
        private long m_lastLine;
        private long m_lastTenth;

        Running(String name, long now) {
            m_name = name;
            m_start = now;
            m_lastLine = now;
        }
    }

    private final PrintStream m_out;
    private final PrintStream m_err;
    private final LongSupplier m_nanos;
    private final Map<Integer, Running> m_running = new HashMap<>();

    /**
     * @param out gets the lines
     * @param err gets errors
     * @param nanos the clock
     */
    public PlainDisplay(PrintStream out, PrintStream err, LongSupplier nanos) {
        m_out = out;
        m_err = err;
        m_nanos = nanos;
    }

    @Override
    public synchronized void started(int node, String name) {
        m_running.put(node, new Running(name, m_nanos.getAsLong()));
        m_out.println(node + " " + name + ": started");
    }

    @Override
    public synchronized void progress(int node, double fraction, Supplier<String> text) {
        Running running = m_running.get(node);
        if (running == null) {
            return;
        }
        long now = m_nanos.getAsLong();
        long tenth = (long) Math.floor(fraction * 10 + 1e-9);
        boolean further = tenth > running.m_lastTenth && now - running.m_lastLine > 1e9;
        if (further || (now - running.m_lastLine) / 1e9 >= SILENCE_SECONDS) {
            running.m_lastLine = now;
            String message = text.get();
            running.m_lastTenth = tenth;
            double seconds = (now - running.m_start) / 1e9;
            double remaining = Duration.remaining(seconds, fraction);
            m_out.println(node + " " + running.m_name + ": " + (fraction > 0 ? Math.round(fraction * 100) + " %, " : "")
                    + (message == null || message.isEmpty() ? "" : message + ", ") + Duration.text(seconds)
                    + (Double.isNaN(remaining) ? "" : ", about " + Duration.text(remaining) + " left"));
        }
    }

    @Override
    public synchronized void finished(
            int node, String name, NodeState state, String rows, double seconds, String message) {
        m_running.remove(node);
        m_out.println(node + " " + name + ": " + state.label() + (rows.isEmpty() ? "" : ", " + rows)
                + (state == NodeState.NOT_EXECUTED ? "" : ", " + Duration.text(seconds))
                + (message == null || message.isEmpty() ? "" : ": " + message));
    }

    @Override
    public synchronized void line(String text) {
        m_out.println(text);
    }

    @Override
    public synchronized void error(String text) {
        m_out.flush();
        m_err.println(text);
        m_err.flush();
    }

    @Override
    public void close() {
        m_out.flush();
    }
}

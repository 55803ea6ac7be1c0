// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.headless.terminal;

import java.io.PrintStream;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

import org.braggwise.headless.run.NodeState;

/**
 * One line a running node at the bottom of the terminal, redrawn ten times a second; ended nodes scroll up as plain lines.
 * Uses carriage return, "cursor up" and "erase to the end of the line" only, which every terminal of the last forty years knows.
 */
public final class LiveDisplay implements Display {

    private static final int BAR = 20;
    private static final String ERASE_LINE = "\u001b[K";
    private static final String ERASE_BELOW = "\u001b[J";

    private static final class Running {
        private final String m_name;
        private final long m_start = System.nanoTime();
        private double m_fraction = Double.NaN;
        private Supplier<String> m_message = () -> null;

        Running(String name) {
            m_name = name;
        }
    }

    private final PrintStream m_out;
    private final PrintStream m_err;
    private final int m_width;
    private final boolean m_colour;
    private final Map<Integer, Running> m_running = new TreeMap<>();
    private final Thread m_painter;
    private int m_drawn;
    private boolean m_closed;

    /**
     * @param out the terminal
     * @param err gets errors: the same terminal, or a file
     * @param width its columns; lines are cut there, as a wrapped line could not be redrawn
     * @param colour whether states are coloured
     */
    public LiveDisplay(PrintStream out, PrintStream err, int width, boolean colour) {
        m_out = out;
        m_err = err;
        m_width = Math.max(40, width);
        m_colour = colour;
        m_painter = new Thread(this::paintUntilClosed, "braggwise-terminal");
        m_painter.setDaemon(true);
        m_painter.start();
    }

    private void paintUntilClosed() {
        try {
            while (true) {
                Thread.sleep(100);
                synchronized (this) {
                    if (m_closed) {
                        return;
                    }
                    paint("");
                }
            }
        } catch (InterruptedException e) {
            // closed
        }
    }

    /** Replaces the drawn lines by {@code above}, which stays, and the running nodes. */
    private void paint(String above) {
        StringBuilder text = new StringBuilder();
        if (m_drawn > 0) {
            text.append("\u001b[").append(m_drawn).append('A');
        }
        text.append('\r').append(above);
        m_running.forEach((node, running) ->
                text.append(line(node, running)).append(ERASE_LINE).append('\n'));
        m_drawn = m_running.size();
        text.append(ERASE_BELOW);
        m_out.print(text);
        m_out.flush();
    }

    private String line(int node, Running running) {
        double seconds = (System.nanoTime() - running.m_start) / 1e9;
        double fraction = running.m_fraction;
        double remaining = Duration.remaining(seconds, fraction);
        String time = Duration.text(seconds)
                + (Double.isNaN(remaining) ? "" : ", about " + Duration.text(remaining) + " left");
        String percent = Double.isNaN(fraction) ? "     " : String.format("%3d %%", Math.round(fraction * 100));
        String head = String.format(
                "%3d %-22s %s %s  %s", node, cut(running.m_name, 22), bar(fraction, seconds), percent, time);
        String message = running.m_message.get();
        return cut(message == null ? head : head + "  " + message, m_width - 1);
    }

    /** A full bar, or where the node does not say how far it is a block that walks. */
    private static String bar(double fraction, double seconds) {
        if (Double.isNaN(fraction)) {
            int at = (int) (seconds * 8) % (BAR - 2);
            return "·".repeat(at) + "━━━" + "·".repeat(BAR - 3 - at);
        }
        int full = (int) Math.round(Math.max(0, Math.min(1, fraction)) * BAR);
        return "━".repeat(full) + "·".repeat(BAR - full);
    }

    private static String cut(String text, int width) {
        String line = text.replace('\n', ' ')
                .replace('\r', ' ')
                .replace('\u001b', ' ')
                .replace('\t', ' ');
        return line.length() <= width ? line : line.substring(0, Math.max(0, width - 1)) + "…";
    }

    @Override
    public synchronized void started(int node, String name) {
        m_running.put(node, new Running(name));
        paint("");
    }

    @Override
    public synchronized void progress(int node, double fraction, Supplier<String> message) {
        Running running = m_running.get(node);
        if (running != null) {
            running.m_fraction = fraction;
            running.m_message = message;
        }
    }

    @Override
    public synchronized void finished(
            int node, String name, NodeState state, String rows, double seconds, String message) {
        m_running.remove(node);
        String mark =
                switch (state) {
                    case EXECUTED -> colour("32", "✓");
                    case FAILED -> colour("31", "✗");
                    default -> colour("33", "–");
                };
        line(String.format("%3d %-22s %s %s", node, cut(name, 22), mark, state.label())
                + (rows.isEmpty() ? "" : ", " + rows)
                + (state == NodeState.NOT_EXECUTED ? "" : ", " + Duration.text(seconds))
                + (message == null || message.isEmpty() ? "" : ": " + message));
    }

    private String colour(String code, String text) {
        return m_colour ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }

    @Override
    public synchronized void line(String text) {
        if (m_closed) {
            m_out.println(text);
        } else {
            paint(text.replace("\n", ERASE_LINE + "\n") + ERASE_LINE + "\n");
        }
    }

    @Override
    public synchronized void error(String text) {
        if (!m_closed && m_drawn > 0) {
            m_out.print("\u001b[" + m_drawn + "A\r" + ERASE_BELOW);
            m_out.flush();
            m_drawn = 0;
        }
        m_err.println(text);
        m_err.flush();
    }

    @Override
    public synchronized void close() {
        if (!m_closed) {
            m_running.clear();
            paint("");
            m_closed = true;
            m_painter.interrupt();
        }
    }
}

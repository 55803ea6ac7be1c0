// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.training;

/**
 * Stops training once some time has passed, so that the best epoch so far is the result; the first epoch of the first network is always
 * finished, since there is no result before. Where the limit is reached the result depends on the speed of the machine and does not
 * repeat.
 */
public final class TimeLimit implements TrainingListener {

    private final TrainingListener m_listener;
    private final double m_seconds;
    private final long m_started = System.nanoTime();
    private boolean m_reached;

    /**
     * @param seconds from now on, above 0; infinite for no limit
     * @param listener hears everything and may stop earlier
     */
    public TimeLimit(double seconds, TrainingListener listener) {
        if (!(seconds > 0)) {
            throw new IllegalArgumentException("A time limit of " + seconds + " s for training; expected above 0.");
        }
        m_seconds = seconds;
        m_listener = listener;
    }

    /** @return whether the limit ended training */
    public boolean reached() {
        return m_reached;
    }

    @Override
    public boolean onProgress(Progress progress) {
        boolean goOn = m_listener.onProgress(progress);
        boolean over = (System.nanoTime() - m_started) / 1e9 > m_seconds;
        if (goOn && over && (progress.epoch() > 1 || progress.member() > 1)) {
            m_reached = true;
        }
        return goOn && !m_reached;
    }

    @Override
    public boolean isCancelled() {
        return m_listener.isCancelled();
    }
}

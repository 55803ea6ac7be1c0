// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.node;

import java.util.function.Supplier;

import org.braggwise.embedded.Progress;

/** How an execution tells its progress and hears that the user ended it. */
public class ExecutionMonitor {

    private final Progress m_progress;

    /** A monitor that nobody watches and nobody cancels. */
    public ExecutionMonitor() {
        this(Progress.unwatched());
    }

    ExecutionMonitor(final Progress progress) {
        m_progress = progress;
    }

    final Progress progress() {
        return m_progress;
    }

    /** @throws CanceledExecutionException after the user ended the execution */
    public void checkCanceled() throws CanceledExecutionException {
        m_progress.checkCanceled();
    }

    /** @param progress 0 to 1; it never goes back */
    public void setProgress(final double progress) {
        m_progress.set(progress);
    }

    public void setProgress(final double progress, final String message) {
        m_progress.set(progress);
        m_progress.setMessage(() -> message);
    }

    public void setProgress(final double progress, final Supplier<String> message) {
        m_progress.set(progress);
        m_progress.setMessage(message);
    }

    public void setProgress(final String message) {
        setMessage(message);
    }

    public void setMessage(final String message) {
        m_progress.setMessage(() -> message);
    }

    public void setMessage(final Supplier<String> message) {
        m_progress.setMessage(message);
    }

    /** @param maxProg the share of this monitor's progress that the part stands for, 0 to 1 */
    public ExecutionMonitor createSubProgress(final double maxProg) {
        return new ExecutionMonitor(m_progress.part(maxProg, false));
    }

    /** A part whose messages are not shown. */
    public ExecutionMonitor createSilentSubProgress(final double maxProg) {
        return new ExecutionMonitor(m_progress.part(maxProg, true));
    }
}

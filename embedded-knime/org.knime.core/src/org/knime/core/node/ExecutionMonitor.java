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

    ExecutionMonitor(Progress progress) {
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
    public void setProgress(double progress) {
        m_progress.set(progress);
    }

    public void setProgress(double progress, String message) {
        m_progress.setMessage(() -> message);
        m_progress.set(progress);
    }

    public void setProgress(double progress, Supplier<String> message) {
        m_progress.setMessage(message);
        m_progress.set(progress);
    }

    public void setProgress(String message) {
        setMessage(message);
    }

    public void setMessage(String message) {
        m_progress.setMessage(() -> message);
    }

    public void setMessage(Supplier<String> message) {
        m_progress.setMessage(message);
    }

    /** @param maxProg the share of this monitor's progress that the part stands for, 0 to 1 */
    public ExecutionMonitor createSubProgress(double maxProg) {
        return new ExecutionMonitor(m_progress.part(maxProg, false));
    }

    /** A part whose messages are not shown. */
    public ExecutionMonitor createSilentSubProgress(double maxProg) {
        return new ExecutionMonitor(m_progress.part(maxProg, true));
    }
}

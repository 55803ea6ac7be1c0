// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.embedded;

import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import org.knime.core.node.CanceledExecutionException;

/** Progress of an execution and of its parts: a part moves the whole on by its share. */
public final class Progress {

    private static final Supplier<String> NONE = () -> null;

    private final Progress m_whole;
    private final double m_share;
    private final boolean m_silent;
    private final ProgressListener m_listener;
    private final BooleanSupplier m_cancelled;
    private double m_progress;
    private volatile Supplier<String> m_own = NONE;
    private volatile Supplier<String> m_inner = NONE;

    private Progress(
            Progress whole, double share, boolean silent, ProgressListener listener, BooleanSupplier cancelled) {
        m_whole = whole;
        m_share = share;
        m_silent = silent;
        m_listener = listener;
        m_cancelled = cancelled;
    }

    /** @param cancelled asked at every check; true ends the execution */
    public static Progress of(ProgressListener listener, BooleanSupplier cancelled) {
        return new Progress(null, 1, false, listener, cancelled);
    }

    public static Progress unwatched() {
        return of(new ProgressListener() {}, () -> false);
    }

    /** @param share of this progress, 0 to 1 */
    public Progress part(double share, boolean silent) {
        return new Progress(this, Math.min(1, Math.max(0, share)), silent || m_silent, m_listener, m_cancelled);
    }

    /** @throws CanceledExecutionException where the user ended the execution, or the thread was interrupted */
    public void checkCanceled() throws CanceledExecutionException {
        if (m_cancelled.getAsBoolean() || Thread.currentThread().isInterrupted()) {
            throw new CanceledExecutionException();
        }
    }

    /** Sets the progress; it never goes back, and values outside 0 to 1 are cut. */
    public void set(double progress) {
        double step;
        synchronized (this) {
            if (!(progress > m_progress)) {
                return;
            }
            step = Math.min(1, progress) - m_progress;
            m_progress += step;
        }
        report(step);
    }

    private void report(double step) {
        if (m_whole == null) {
            m_listener.progress(m_progress);
        } else {
            m_whole.advance(step * m_share);
        }
    }

    private void advance(double step) {
        double moved;
        synchronized (this) {
            moved = Math.min(1 - m_progress, step);
            m_progress += moved;
        }
        report(moved);
    }

    /** Sets this part's message; the whole shows its own before it, and forgets those of parts of this part. */
    public void setMessage(Supplier<String> message) {
        if (!m_silent) {
            m_own = message;
            m_inner = NONE;
            show();
        }
    }

    private void show() {
        Supplier<String> own = m_own;
        Supplier<String> inner = m_inner;
        Supplier<String> shown = () -> joined(own.get(), inner.get());
        if (m_whole == null) {
            m_listener.message(shown);
        } else if (!m_silent) {
            m_whole.m_inner = shown;
            m_whole.show();
        }
    }

    private static String joined(String own, String inner) {
        boolean hasOwn = own != null && !own.isEmpty();
        return inner == null || inner.isEmpty() ? own : hasOwn ? own + " - " + inner : inner;
    }
}

// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.headless.run;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** Asks a run to stop: once thrown it stays. */
public final class CancelSwitch {

    /** What was begun when somebody asked to stop may be finished in this time. */
    private static final long LATE_NANOS = 700_000_000;

    private final AtomicLong m_cancelled = new AtomicLong();
    private final List<Runnable> m_actions = new CopyOnWriteArrayList<>();

    /** @return whether somebody asked to stop */
    public boolean cancelled() {
        return m_cancelled.get() != 0;
    }

    /** @return whether somebody asked to stop so long ago that even what is nearly done must end now */
    public boolean late() {
        long when = m_cancelled.get();
        return when != 0 && System.nanoTime() - when > LATE_NANOS;
    }

    /** Asks to stop; the first call runs the actions. */
    public void cancel() {
        long now = System.nanoTime();
        if (m_cancelled.compareAndSet(0, now == 0 ? 1 : now)) {
            m_actions.forEach(Runnable::run);
        }
    }

    /** @param action runs when somebody asks to stop, at once if that has happened; it may run twice if both come together */
    public void onCancel(Runnable action) {
        m_actions.add(action);
        if (cancelled()) {
            action.run();
        }
    }
}

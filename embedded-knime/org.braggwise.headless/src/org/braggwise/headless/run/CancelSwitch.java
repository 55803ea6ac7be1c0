// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.headless.run;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/** Asks a run to stop: once thrown it stays. */
public final class CancelSwitch {

    private final AtomicBoolean m_cancelled = new AtomicBoolean();
    private final List<Runnable> m_actions = new CopyOnWriteArrayList<>();

    /** @return whether somebody asked to stop */
    public boolean cancelled() {
        return m_cancelled.get();
    }

    /** Asks to stop; the first call runs the actions. */
    public void cancel() {
        if (m_cancelled.compareAndSet(false, true)) {
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

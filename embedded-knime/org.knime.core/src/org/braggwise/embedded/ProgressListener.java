// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.embedded;

import java.util.function.Supplier;

/** Hears how far an execution is; called on any of its threads, often. */
public interface ProgressListener {

    /** @param progress 0 to 1 */
    default void progress(double progress) {
        // not of interest by default
    }

    /** @param message made only when it is asked for; may give null */
    default void message(Supplier<String> message) {
        // not of interest by default
    }
}

// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.indexing;

import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/** Ends work that nobody waits for any more. */
final class Cancelled {

    private Cancelled() {}

    /** @throws CancellationException where the work is cancelled */
    static void check(BooleanSupplier cancelled) {
        if (cancelled.getAsBoolean()) {
            throw new CancellationException("Indexing was cancelled.");
        }
    }
}

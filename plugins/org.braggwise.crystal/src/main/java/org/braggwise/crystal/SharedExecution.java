// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal;

import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What is known to executions that make one together, each of a part of the rows: on a cluster. Who executes on one machine alone finds that
 * its results are shown, and a new seed each time.
 */
public final class SharedExecution {

    private record Known(long seed, boolean shown) {}

    private static final ThreadLocal<Known> KNOWN = new ThreadLocal<>();

    private SharedExecution() {}

    /** @return the seed for settings that leave it open: what this thread's execution shares, else a new one */
    public static long seed() {
        Known known = KNOWN.get();
        return known == null ? draw() : known.seed;
    }

    /** @return whether anybody will see a view of this thread's execution */
    public static boolean shown() {
        Known known = KNOWN.get();
        return known == null || known.shown;
    }

    /** @return a new seed, small enough for dialogs, whose numbers are doubles */
    public static long draw() {
        return ThreadLocalRandom.current().nextInt(1, Integer.MAX_VALUE);
    }

    /** @return a sentence to repeat an execution by that took the seed */
    public static String note(long seed) {
        return "The random seed of this execution was " + seed + ".";
    }

    /**
     * Executes something on this thread as one of several.
     *
     * @param seed of all of them
     * @param shown whether anybody will see a view of this one
     * @return what it gives
     * @throws Exception what it throws
     */
    public static <T> T with(long seed, boolean shown, Callable<T> execution) throws Exception {
        KNOWN.set(new Known(seed, shown));
        try {
            return execution.call();
        } finally {
            KNOWN.remove();
        }
    }
}

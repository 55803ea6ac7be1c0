// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal;

import java.lang.management.ManagementFactory;
import java.util.function.Supplier;

import org.junit.jupiter.api.Assertions;

/** Limits of time that a busy machine does not break: the processor time of this thread counts. */
public final class CpuTime {

    private CpuTime() {}

    /** @return what the work gives, after at most so many seconds of this thread's processor time */
    public static <T> T within(double seconds, Supplier<T> work) {
        long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        T result = work.get();
        double used = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start) / 1e9;
        Assertions.assertTrue(used <= seconds, () -> "took " + used + " s, expected at most " + seconds);
        return result;
    }
}

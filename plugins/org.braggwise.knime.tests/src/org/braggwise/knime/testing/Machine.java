// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.testing;

import java.lang.management.ManagementFactory;

/** The machine that the tests run on. */
public final class Machine {

    private Machine() {}

    /** @return a second, and on a machine with other work what stands for it: the load of each processor */
    public static double aSecond() {
        var machine = ManagementFactory.getOperatingSystemMXBean();
        return Math.max(1, machine.getSystemLoadAverage() / machine.getAvailableProcessors());
    }
}

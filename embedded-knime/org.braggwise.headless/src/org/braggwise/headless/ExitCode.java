// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.headless;

/** What the process returns; the numbers 0, 2, 3 and 4 are those of KNIME's own batch application. */
public final class ExitCode {

    /** Every node of the workflow is executed. */
    public static final int EXECUTED = 0;

    /** Something that should not happen, or output that could not be written (a full disk, a folder without write permission). */
    public static final int UNEXPECTED = 1;

    /** The command line is not understood; nothing was run. */
    public static final int USAGE = 2;

    /** The workflow could not be loaded; nothing was run. */
    public static final int NOT_LOADED = 3;

    /** At least one node failed, refused all of its input or could not be configured; what does not depend on it is executed. */
    public static final int NODE_FAILED = 4;

    /** The user cancelled (Ctrl-C): 128 + SIGINT, as shells have it. */
    public static final int CANCELLED = 130;

    private ExitCode() {}
}

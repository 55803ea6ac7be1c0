// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.install;

import java.io.IOException;
import java.nio.file.Path;

/** The main workflow, run once for all tests from the installed bundles, with small settings. */
final class MainRun {

    /** Virtual structures. */
    static final int VIRTUAL = 60;
    /** Patterns mixed for each class. */
    static final int MIXTURES = 5;

    /** Of a pattern: those that the shipped network takes. */
    static final int POINTS = 1751;

    static final int EPOCHS = 2;
    static final int EXPLAINED = 9;

    private static MainRun run;

    private final Path m_results = Build.WORK.resolve("results");
    private final Program.Ended m_ended;

    private MainRun() throws IOException, InterruptedException {
        m_ended = Installation.shared()
                .braggwise(
                        "run",
                        Build.MAIN_WORKFLOW.toString(),
                        "--out",
                        m_results.toString(),
                        "--vectors",
                        "csv",
                        "--threads",
                        "2",
                        "--set",
                        "2/sample=" + VIRTUAL,
                        "--set",
                        "7/mixtures=" + MIXTURES,
                        "--set",
                        "8/epochs=" + EPOCHS,
                        "--set",
                        "11/maxRows=" + EXPLAINED,
                        "--set", // of few patterns every class gets a profile
                        "11/profilePatterns=ALL",
                        "--set",
                        "11/leastPatterns=1");
    }

    static synchronized MainRun get() throws IOException, InterruptedException {
        if (run == null) {
            run = new MainRun();
        }
        return run;
    }

    Program.Ended ended() {
        return m_ended;
    }

    Path results() {
        return m_results;
    }
}

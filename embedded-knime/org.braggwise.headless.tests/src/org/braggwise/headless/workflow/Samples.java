// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.headless.workflow;

import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Assumptions;

/** The two workflows that a genuine KNIME 5.8.3 saved; they lie beside the project, not in it. */
final class Samples {

    private Samples() {}

    /** @return the sample, or the test is skipped where it is absent */
    static Path sample(String name) {
        String data = System.getProperty("braggwise.data");
        Path file = data == null
                ? Path.of(name)
                : Path.of(data).resolveSibling("knime").resolve(name);
        Assumptions.assumeTrue(
                Files.isRegularFile(file), () -> "skipped: the sample workflow " + name + " is not beside the project");
        return file;
    }
}

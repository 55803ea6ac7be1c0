// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.install;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The pure parts of the views' scripts, tested by Node.js where there is one: users need none. */
class ViewScriptsTest {

    private static final Path TESTS = Build.ROOT.resolve("embedded-knime/org.braggwise.install.tests/src/test/js");

    @Test
    void scriptsDoWhatTheirTestsSay() throws Exception {
        Assumptions.assumeTrue(nodeIsThere(), "skipped: there is no Node.js 20 or later on the path");
        Program.Ended ended = Program.run(5, List.of("node", "--test", TESTS.toString()));
        assertEquals(0, ended.exit(), ended.out() + ended.err());
    }

    private static boolean nodeIsThere() throws Exception {
        try {
            String version = Program.run(1, List.of("node", "--version")).out().strip();
            return version.matches("v\\d+\\..*") && Integer.parseInt(version.substring(1, version.indexOf('.'))) >= 20;
        } catch (IOException e) {
            return false;
        }
    }
}

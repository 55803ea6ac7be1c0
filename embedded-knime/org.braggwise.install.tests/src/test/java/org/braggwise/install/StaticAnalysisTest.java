// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.install;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

/** SpotBugs over the classes of all our bundles at once. */
class StaticAnalysisTest {

    private static final List<String> ANALYSED = List.of(
            "plugins/org.braggwise.crystal",
            "plugins/org.braggwise.diffraction",
            "plugins/org.braggwise.refinement",
            "plugins/org.braggwise.learning",
            "plugins/org.braggwise.knime",
            "embedded-knime/org.braggwise.headless");

    /** A finding is mended, or spotbugs-exclude.xml passes over it and says why. */
    @Test
    void spotBugsFindsNothing() throws Exception {
        Path filter = Path.of(
                StaticAnalysisTest.class.getResource("spotbugs-exclude.xml").toURI());
        Path findings = Files.createDirectories(Build.WORK).resolve("spotbugs.txt");
        // One pass of 40 s: code that the second compiler optimises is not used long enough to pay for it.
        List<String> command = Program.java(
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx1g",
                "-cp",
                System.getProperty("java.class.path"),
                "edu.umd.cs.findbugs.FindBugs2",
                "-effort:default",
                "-low",
                "-exitcode",
                "-exclude",
                filter.toString(),
                "-auxclasspath",
                libraries(),
                "-output",
                findings.toString());
        ANALYSED.forEach(bundle ->
                command.add(Build.ROOT.resolve(bundle).resolve("target/classes").toString()));
        Program.Ended ended = Program.run(5, command);
        assertEquals(
                "",
                Files.readString(findings),
                "mend these, or exclude them in " + filter.getFileName() + " with the reason");
        assertEquals(0, ended.exit(), ended::toString); // 2: classes are missing, 4: it failed
    }

    /** All that the runtime has, our own bundles aside. */
    private static String libraries() throws IOException {
        try (Stream<Path> files = Files.walk(Build.runtime().resolve("plugins"))) {
            return files.map(Path::toString)
                    .filter(f -> f.endsWith(".jar") && !f.matches(".*/org\\.braggwise\\.\\w+_[^/]*"))
                    .collect(Collectors.joining(":"));
        }
    }
}

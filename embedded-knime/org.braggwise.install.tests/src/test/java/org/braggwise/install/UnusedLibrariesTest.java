// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

/** Libraries with known holes that lie inside of others, and that a run does not touch: training, prediction and explanation load no class of them. */
class UnusedLibrariesTest {

    private static final Pattern UNUSED = Pattern.compile(
            "org\\.nd4j\\.shade\\.(protobuf|yaml|wstx|codehaus)\\.|com\\.google\\.protobuf\\.|org\\.yaml\\.|com\\.ctc\\.");

    @Test
    void noClassOfThemIsLoaded() throws Exception {
        Path log = Build.WORK.resolve("classes.log");
        Path results = Build.WORK.resolve("classes");
        Files.createDirectories(Build.WORK);
        Program.Ended ended = Installation.shared()
                .braggwise(
                        List.of("-Xlog:class+load:file=" + log),
                        "run",
                        Build.ROOT.resolve("test-workflows/train-and-predict").toString(),
                        "--out",
                        results.toString(),
                        "--threads",
                        "2",
                        "--set",
                        "3/impurity=0",
                        "--set",
                        "3/texture=1",
                        "--set",
                        "3/broadening=1",
                        "--set",
                        "3/strain=1",
                        "--set",
                        "3/shift=0",
                        "--set",
                        "2/points=301",
                        "--set",
                        "4/epochs=1");
        assertEquals(0, ended.exit(), ended::toString);
        List<String> loaded = Files.readAllLines(log);
        assertTrue(
                loaded.stream().anyMatch(l -> l.contains("org.nd4j.linalg.factory.Nd4j ")),
                "the log is one of classes");
        assertEquals(
                List.of(), loaded.stream().filter(l -> UNUSED.matcher(l).find()).toList());
    }
}

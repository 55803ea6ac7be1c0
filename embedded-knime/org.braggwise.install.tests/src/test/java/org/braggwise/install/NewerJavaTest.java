// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The launcher on the newest Java that is installed here: the workflows run there too, and Java has nothing to complain about. */
class NewerJavaTest {

    private static final Path JAVAS = Path.of("/usr/lib/jvm");
    private static final Pattern VERSION = Pattern.compile("JAVA_VERSION=\"(\\d+)");

    private static int version(Path home) {
        try {
            Matcher found = VERSION.matcher(Files.readString(home.resolve("release")));
            return found.find() ? Integer.parseInt(found.group(1)) : 0;
        } catch (IOException e) {
            return 0;
        }
    }

    private static Optional<Path> newest() throws IOException {
        if (!Files.isDirectory(JAVAS)) {
            return Optional.empty();
        }
        try (Stream<Path> homes = Files.list(JAVAS)) {
            return homes.filter(h -> Files.isExecutable(h.resolve("bin/java")))
                    .max(java.util.Comparator.comparingInt(NewerJavaTest::version));
        }
    }

    @Test
    void runsWithoutAWarningOfJava() throws Exception {
        Path home = newest().orElse(null);
        Assumptions.assumeTrue(
                home != null && version(home) > Runtime.version().feature(),
                "skipped: no newer Java in " + JAVAS + " than the one that builds");
        List<String> command = new ArrayList<>(List.of(
                Build.ROOT.resolve("braggwise").toString(),
                "run",
                "train-and-predict",
                "--out",
                Build.WORK.resolve("newer-java").toString()));
        for (String set :
                "2/points=301 3/impurity=0 3/texture=1 3/broadening=1 3/strain=1 3/shift=0 4/epochs=1 4/preset=SMALL"
                        .split(" ")) {
            command.addAll(List.of("--set", set));
        }
        Program.Ended ended = Program.run(5, command, Map.of("JAVA_HOME", home.toString()));
        assertEquals(0, ended.exit(), ended::toString);
        assertFalse(ended.err().contains("WARNING"), ended::toString);
    }
}

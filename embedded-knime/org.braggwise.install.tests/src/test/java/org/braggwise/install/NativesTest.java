// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The native libraries: unpacked when the first network is touched, and by several programs at once. */
class NativesTest {

    private static String option(Path folder) {
        return "-Dorg.bytedeco.javacpp.cachedir=" + folder;
    }

    /** KNIME makes every factory when it starts: that must cost nothing. */
    @Test
    void factoriesLoadNoLibrary() throws Exception {
        Path folder = Build.WORK.resolve("no-natives");
        Path log = Files.createDirectories(Build.WORK).resolve("loaded-classes.txt");
        Program.Ended ended =
                Installation.shared().braggwise(List.of(option(folder), "-Xlog:class+load:file=" + log), "nodes");
        assertEquals(0, ended.exit(), ended::toString);
        List<String> loaded = Files.readAllLines(log);
        assertTrue(
                loaded.stream().anyMatch(l -> l.contains(" org.braggwise.knime.learner.BVggNetLearnerNodeFactory ")),
                "the log names classes");
        assertEquals(
                List.of(),
                loaded.stream()
                        .filter(l -> l.matches(".* org\\.(nd4j|bytedeco|deeplearning4j)\\..*"))
                        .limit(5)
                        .toList());
        assertTrue(Files.notExists(folder), "no native library is unpacked");
    }

    /** Three programs that start at the same time with no unpacked library share one folder, train, and get the same numbers. */
    @Test
    void programsThatUnpackAtOnceDoNoHarm(@TempDir Path folder) throws Exception {
        Installation here = Installation.shared();
        var pool = Executors.newFixedThreadPool(3);
        try {
            List<Callable<Program.Ended>> runs = Stream.of("a", "b", "c")
                    .<Callable<Program.Ended>>map(name -> () -> {
                        Installation own = Installation.copy(here.home(), "instance-" + name);
                        return own.braggwise(
                                List.of(option(folder)),
                                "run",
                                Build.ROOT
                                        .resolve("test-workflows/train-and-predict")
                                        .toString(),
                                "--out",
                                results(name).toString(),
                                "--threads",
                                "1",
                                "--set",
                                "2/points=101",
                                "--set",
                                "3/kind=FILMS",
                                "--set",
                                "3/chained=1",
                                "--set",
                                "4/epochs=1");
                    })
                    .toList();
            for (Future<Program.Ended> run : pool.invokeAll(runs)) {
                assertEquals(0, run.get().exit(), run.get()::toString);
            }
        } finally {
            pool.shutdownNow();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            assertTrue(
                    files.anyMatch(f -> f.getFileName().toString().startsWith("libnd4jcpu")),
                    "unpacked into " + folder);
        }
        byte[] first = Files.readAllBytes(predictions("a"));
        for (String name : List.of("b", "c")) {
            assertEquals(-1, java.util.Arrays.mismatch(first, Files.readAllBytes(predictions(name))), name);
        }
    }

    private static Path results(String name) {
        return Build.WORK.resolve("small").resolve("instance-" + name);
    }

    private static Path predictions(String name) {
        return results(name).resolve("5-B-VGGNet Predictor/port_1.csv");
    }
}

// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Another program, run to its end. */
final class Program {

    /** How it ended. */
    record Ended(int exit, String out, String err) {
        @Override
        public String toString() {
            return "exit code " + exit + "\n" + out + "\n" + err;
        }
    }

    private Program() {}

    /** @param minutes after which it is ended and the test fails */
    static Ended run(int minutes, List<String> command) throws IOException, InterruptedException {
        return run(minutes, command, Map.of());
    }

    /** @param environment added to that of these tests */
    static Ended run(int minutes, List<String> command, Map<String, String> environment)
            throws IOException, InterruptedException {
        Files.createDirectories(Build.WORK);
        Path out = Files.createTempFile(Build.WORK, "program", ".out");
        Path err = Files.createTempFile(Build.WORK, "program", ".err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(Build.ROOT.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        builder.environment()
                .keySet()
                .removeAll(List.of("BRAGGWISE_MEMORY", "BRAGGWISE_JAVA_OPTS", "MAVEN_OPTS", "JAVA_TOOL_OPTIONS"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        if (!process.waitFor(minutes, TimeUnit.MINUTES)) {
            process.destroyForcibly().waitFor();
            throw new AssertionError(command + " did not end within " + minutes + " minutes:\n" + Files.readString(out)
                    + Files.readString(err));
        }
        Ended ended = new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
        Files.delete(out);
        Files.delete(err);
        return ended;
    }

    /** @return the Java that runs these tests, with words after it */
    static List<String> java(String... words) {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of(words));
        return command;
    }
}

// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The script ./braggwise with the runtime that the build made. */
class LauncherTest {

    @BeforeEach
    void needsBash() {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "skipped: the script needs bash");
    }

    private static Program.Ended braggwise(String... words) throws Exception {
        List<String> command =
                new ArrayList<>(List.of(Build.ROOT.resolve("braggwise").toString()));
        command.addAll(List.of(words));
        return Program.run(5, command);
    }

    @Test
    void wrongKeyIsRefusedWithTheKeysThatExist() throws Exception {
        Program.Ended ended = braggwise("run", Build.MAIN_WORKFLOW.toString(), "--set", "8/epoch=2");
        assertEquals(2, ended.exit(), ended::toString);
        for (String part : List.of("8/epoch=2", "B-VGGNet Fine-Tuner", "epochs", "batchSize", "learningRate")) {
            assertTrue(ended.err().contains(part), part + " is not in: " + ended);
        }
    }

    @Test
    void wrongNodeIsRefusedWithTheNodesThatExist() throws Exception {
        Program.Ended ended = braggwise("run", Build.MAIN_WORKFLOW.toString(), "--set", "Learner/epochs=2");
        assertEquals(2, ended.exit(), ended::toString);
        assertTrue(
                ended.err().contains("B-VGGNet Fine-Tuner") && ended.err().contains("SHAP Explainer"), ended::toString);
    }

    @Test
    void valueOutsideItsLimitsIsRefused() throws Exception {
        Program.Ended ended = braggwise("run", Build.MAIN_WORKFLOW.toString(), "--set", "8/epochs=0");
        assertEquals(2, ended.exit(), ended::toString);
        assertTrue(ended.err().contains("epochs") && ended.err().contains("at least 1"), ended::toString);
    }

    @Test
    void missingWorkflowIsNamed() throws Exception {
        Program.Ended ended = braggwise("run", "no-such-workflow.knwf");
        assertEquals(3, ended.exit(), ended::toString);
        assertTrue(ended.err().contains("no-such-workflow.knwf"), ended::toString);
    }

    @Test
    void folderWithoutKnimeIsRefused() throws Exception {
        Path none = Files.createDirectories(Build.WORK.resolve("no knime"));
        Program.Ended ended = braggwise("run", Build.MAIN_WORKFLOW.toString(), "--knime", none.toString());
        assertTrue(ended.exit() == 2 || ended.exit() == 3, ended::toString);
        assertTrue(ended.err().contains(none.toString()), ended::toString);
    }

    @Test
    void everyNodeIsListed() throws Exception {
        Program.Ended ended = braggwise("nodes");
        assertEquals(0, ended.exit(), ended::toString);
        for (String name : List.of(
                "CIF Reader",
                "CIF Template Substitutor",
                "XRD Simulator",
                "XRD Pattern Reader",
                "Pattern Preparation",
                "Spectrum Augmenter",
                "RSS/VSS Synthesizer",
                "B-VGGNet Learner",
                "B-VGGNet Fine-Tuner",
                "B-VGGNet Predictor",
                "Uncertainty Scorer",
                "SHAP Explainer")) {
            assertTrue(ended.out().contains(name), name + " is not in: " + ended);
        }
    }

    /** The reference is written by the program: ./braggwise nodes --markdown > docs/nodes.md. */
    @Test
    void referenceIsUpToDate() throws Exception {
        Path reference = Build.ROOT.resolve("docs/nodes.md");
        Assumptions.assumeTrue(Files.exists(reference), "skipped: there is no docs/nodes.md");
        Program.Ended ended = braggwise("nodes", "--markdown");
        assertEquals(0, ended.exit(), ended::toString);
        List<String> now = ended.out().lines().toList();
        List<String> written = Files.readAllLines(reference);
        for (int i = 0; i < Math.min(now.size(), written.size()); i++) {
            assertEquals(
                    now.get(i),
                    written.get(i),
                    "docs/nodes.md is stale at line " + (i + 1) + ": ./braggwise nodes --markdown > docs/nodes.md");
        }
        assertEquals(
                now.size(), written.size(), "lines of docs/nodes.md: ./braggwise nodes --markdown > docs/nodes.md");
    }
}

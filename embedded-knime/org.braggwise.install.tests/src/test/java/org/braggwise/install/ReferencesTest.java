// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * Every workflow that ships runs, and every node's output equals a stored reference. References of "gemmi, pymatgen" and "the file" come
 * from test-workflows/references/outside.py; those of "our run" were right once and show what has changed since. Trained networks
 * differ a little between processors, whose vector units round differently: hence their epsilon.
 */
class ReferencesTest {

    /** The references as the runs of today would have them. */
    private static final Path NOW = Build.WORK.resolve("references");

    private static final String TABLE =
            """
        # workflow          , output                            , epsilon, reference of
        simulate-patterns   , 1-CIF Reader/port_1               , 1e-6   , 'gemmi, pymatgen'
        simulate-patterns   , 2-XRD Simulator/port_1            , 1e-8   , 'gemmi, pymatgen'
        substitute-templates, 2-CIF Template Substitutor/port_1 , 1e-9   , 'gemmi, pymatgen'
        cif-from-table      , 3-CIF Reader/port_1               , 1e-6   , our run
        classify-my-patterns, 1-XRD Pattern Reader/port_1       , 1e-9   , the file
        classify-my-patterns, 2-Pattern Preparation/port_1      , 1e-9   , our run
        classify-my-patterns, 4-B-VGGNet Predictor/port_1       , 1e-3   , our run
        classify-my-patterns, 6-XRD Structure Matcher/port_1    , 1e-3   , our run
        identify-phases     , 3-XRD Structure Matcher/port_1    , 1e-3   , our run
        index-patterns      , 2-XRD Indexer/port_1              , 1e-3   , our run
        solve-structures    , 4-XRD Structure Matcher/port_1    , 1e-3   , our run
        train-and-predict   , 2-XRD Simulator/port_1            , 1e-9   , our run
        train-and-predict   , 3-Spectrum Augmenter/port_1       , 1e-7   , our run
        perovskite-symmetry , 7-RSS_VSS Synthesizer/port_1      , 1e-7   , our run
        perovskite-symmetry , 7-RSS_VSS Synthesizer/port_4      , 1e-7   , our run
        perovskite-symmetry , 9-B-VGGNet Predictor/port_1       , 5e-2   , our run
        perovskite-symmetry , 10-Uncertainty Scorer/port_1      , 8e-2   , our run
        perovskite-symmetry , 12-XRD Structure Matcher/port_1   , 1e-3   , our run
        perovskite-symmetry , 13-Uncertainty Scorer/port_1      , 8e-2   , our run
        train-and-predict   , 4-B-VGGNet Learner/port_2         , 1e-2   , our run
        train-and-predict   , 5-B-VGGNet Predictor/port_1       , 1e-2   , our run
        train-and-predict   , 6-Uncertainty Scorer/port_1       , 5e-2   , our run
        compare-posteriors  , 5-B-VGGNet Predictor/port_1       , 2e-3   , our run
        compare-posteriors  , 8-B-VGGNet Predictor/port_1       , 2e-3   , our run
        compare-posteriors  , 11-B-VGGNet Predictor/port_1      , 2e-3   , our run
        compare-posteriors  , 14-B-VGGNet Predictor/port_1      , 2e-3   , our run
        compare-posteriors  , 16-Uncertainty Scorer/port_1      , 5e-2   , our run
        ensemble            , 5-B-VGGNet Fine-Tuner/port_2      , 2e-3   , our run
        ensemble            , 6-B-VGGNet Predictor/port_1       , 1e-2   , our run
        ensemble            , 7-Uncertainty Scorer/port_1       , 5e-2   , our run
        explain-a-decision  , 5-SHAP Explainer/port_1           , 1e-3   , our run
        explain-a-decision  , 6-SHAP Explainer/port_1           , 1e-3   , our run
        explain-a-decision  , 7-SHAP Explainer/port_1           , 1e-3   , our run
        """;

    @ParameterizedTest
    @CsvSource(textBlock = TABLE)
    void outputEqualsItsReference(String workflow, String output, double epsilon, String of) throws Exception {
        Path results = SmallRuns.of(workflow);
        Reference expected = Reference.read(workflow, output);
        assertTrue(
                expected.records().size() > 1 && expected.records().get(0).size() > 1,
                expected.file() + " has no rows or no columns");
        Reference found = expected.of(results.resolve(output + ".csv"));
        if (of.equals("our run")) {
            found.write(
                    NOW.resolve(workflow).resolve(expected.file().getFileName().toString()));
        }
        List<String> differences = expected.differences(found, epsilon);
        assertTrue(
                differences.isEmpty(),
                () -> workflow + ", " + output + ": " + differences.size() + " cells differ by more than " + epsilon
                        + " from the reference of " + of + ":\n  "
                        + differences.stream().limit(20).collect(Collectors.joining("\n  "))
                        + (of.equals("our run")
                                ? "\nIf that is meant, for all of our runs:\n  cp -R " + NOW + "/. "
                                        + expected.file().getParent().getParent()
                                : ""));
    }

    /** The node that nobody compares is the node that breaks. */
    @Test
    void everyNodeIsCompared() throws Exception {
        Set<String> compared = TABLE.lines()
                .filter(l -> !l.startsWith("#"))
                .map(l -> l.split(",")[1]
                        .strip()
                        .replaceFirst("^\\d+-", "")
                        .replaceFirst("/.*", "")
                        .replace('_', '/'))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> nodes = new TreeSet<>();
        for (String workflow : Stream.concat(
                        SmallRuns.names().stream(),
                        Stream.of(Build.MAIN_WORKFLOW.getFileName().toString()))
                .toList()) {
            JsonNode run = new ObjectMapper()
                    .readTree(SmallRuns.of(workflow).resolve("run.json").toFile());
            assertEquals(0, run.get("exitCode").asInt(), workflow);
            run.get("nodes").forEach(n -> nodes.add(n.get("name").asText()));
        }
        nodes.remove("B-VGGNet Model Reader"); // gives a model and no table: the Predictor behind it is compared
        assertEquals(nodes, compared);
        assertEquals(14, nodes.size(), nodes::toString);
    }

    @Test
    void everyWorkflowThatShipsIsRun() throws Exception {
        try (Stream<Path> folders = Files.list(Build.ROOT.resolve("test-workflows"))) {
            Set<String> ship = folders.filter(f -> Files.exists(f.resolve("workflow.knime")))
                    .map(f -> f.getFileName().toString())
                    .collect(Collectors.toCollection(TreeSet::new));
            Set<String> run = new TreeSet<>(SmallRuns.names());
            run.add(Build.MAIN_WORKFLOW.getFileName().toString());
            assertEquals(ship, run);
        }
    }
}

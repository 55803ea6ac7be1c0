// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** The update site installs by p2 into a runtime that has no node of ours, and the main workflow runs there. */
class InstallTest {

    @Test
    void emptyRuntimeHasNoNodes() throws Exception {
        Installation empty = Installation.copy(Build.emptyRuntime(), "empty");
        assertEquals(List.of(), empty.ours());
        Program.Ended ended = empty.braggwise("run", Build.MAIN_WORKFLOW.toString());
        assertEquals(3, ended.exit(), ended::toString);
        assertTrue(ended.err().contains("org.braggwise.knime.cifreader.CifReaderNodeFactory"), ended::toString);
    }

    @Test
    void installsByTheDirector() throws Exception {
        assertEquals(
                List.of(
                        "org.braggwise.crystal",
                        "org.braggwise.diffraction",
                        "org.braggwise.dl4j",
                        "org.braggwise.dl4j.natives.linux.x86_64",
                        "org.braggwise.knime",
                        "org.braggwise.learning",
                        "org.braggwise.refinement"),
                Installation.shared().ours());
    }

    @Test
    void uninstallLeavesNothing() throws Exception {
        Installation again = Installation.copy(Installation.shared().home(), "uninstalled");
        assertNotEquals(List.of(), again.ours());
        List<String> before = Installation.copy(Build.emptyRuntime(), "empty").bundles().stream()
                .sorted()
                .toList();
        Program.Ended ended = again.uninstall();
        assertEquals(0, ended.exit(), ended::toString);
        assertEquals(before, again.bundles().stream().sorted().toList());
    }

    @Test
    void mainWorkflowRunsFromTheInstalledBundles() throws Exception {
        MainRun run = MainRun.get();
        assertEquals(0, run.ended().exit(), run.ended()::toString);
        assertTrue(run.ended().out().contains("All nodes executed in "), run.ended()::toString);
        JsonNode json =
                new ObjectMapper().readTree(run.results().resolve("run.json").toFile());
        assertEquals(0, json.get("exitCode").asInt());
        Set<String> names = Set.of(
                "CIF Reader",
                "CIF Template Substitutor",
                "XRD Simulator",
                "Spectrum Augmenter",
                "RSS/VSS Synthesizer",
                "B-VGGNet Model Reader",
                "B-VGGNet Fine-Tuner",
                "B-VGGNet Predictor",
                "Uncertainty Scorer",
                "SHAP Explainer",
                "XRD Structure Matcher");
        List<String> found = new ArrayList<>();
        for (JsonNode node : json.get("nodes")) {
            found.add(node.get("name").asText());
            assertEquals("EXECUTED", node.get("state").asText(), node::toString);
            assertEquals(List.of(), list(node.get("problems")), node::toString);
            assertTrue(node.get("factory").asText().startsWith("org.braggwise.knime."), node::toString);
        }
        assertTrue(found.containsAll(names), found::toString);
        assertEquals(MainRun.VIRTUAL, rows(json, 2, 1));
        assertEquals(MainRun.MIXTURES, setting(json, 7, "mixtures"));
        assertEquals(MainRun.EPOCHS, setting(json, 8, "epochs"));
    }

    /** What goes into a node comes out of it: nothing is lost between reader, simulator, synthesizer and predictor. */
    @Test
    void rowsAddUp() throws Exception {
        JsonNode json = new ObjectMapper()
                .readTree(MainRun.get().results().resolve("run.json").toFile());
        int templates = Math.toIntExact(cifFiles("templates"));
        int real = Math.toIntExact(cifFiles("structures"));
        int validating = Math.toIntExact(cifFiles("validation"));
        int heldOut = Math.toIntExact(cifFiles("held-out"));
        assertEquals(templates, rows(json, 1, 1));
        assertEquals(real, rows(json, 5, 1));
        assertEquals(MainRun.VIRTUAL, rows(json, 3, 1));
        assertEquals(real, rows(json, 6, 1));
        assertEquals(0, rows(json, 4, 2), "no structure fails in augmentation");
        assertEquals(MainRun.VIRTUAL, rows(json, 4, 1), "each virtual structure strained once");
        int training = rows(json, 7, 1);
        assertTrue(training > MainRun.VIRTUAL + real, "and mixtures of both: " + training);
        assertEquals(
                0, rows(json, 7, 2) + rows(json, 7, 3), "validation and held-out compounds have readers of their own");
        assertEquals(training, rows(json, 7, 4), "the ledger has a row for every pattern");
        assertEquals(validating, rows(json, 15, 1));
        assertEquals(heldOut, rows(json, 17, 1));
        assertEquals(heldOut, rows(json, 9, 1));
        assertEquals(heldOut, rows(json, 12, 1));
        assertEquals(MainRun.EPOCHS, rows(json, 8, 2));
        assertEquals(0, rows(json, 10, 3), "every prediction is scored");
        assertEquals(MainRun.EXPLAINED, rows(json, 11, 1));
    }

    private static long cifFiles(String folder) throws Exception {
        try (var files = Files.walk(Build.MAIN_WORKFLOW.resolve("data").resolve(folder))) {
            return files.filter(f -> f.toString().endsWith(".cif")).count();
        }
    }

    @Test
    void everyFileThatTheRecordNamesIsThere() throws Exception {
        Path results = MainRun.get().results();
        JsonNode json = new ObjectMapper().readTree(results.resolve("run.json").toFile());
        int views = 0;
        for (JsonNode node : json.get("nodes")) {
            for (JsonNode port : node.get("ports")) {
                Path file = results.resolve(port.get("file").asText());
                assertTrue(Files.size(file) > 0, file::toString);
                if (port.has("rows")) {
                    List<List<String>> records = Csv.read(file);
                    assertEquals(port.get("rows").asInt(), records.size() - 1, file::toString);
                    assertEquals("RowID", records.get(0).get(0));
                    assertEquals(port.get("columns").asInt() + 1, records.get(0).size(), file::toString);
                    records.forEach(r -> assertEquals(records.get(0).size(), r.size(), file::toString));
                }
            }
            if (!node.get("view").isNull()) {
                views++;
                assertTrue(
                        Files.readString(results.resolve(node.get("view").asText()))
                                .contains("id=\"braggwise-data\""),
                        node::toString);
            }
        }
        assertTrue(views >= 8, views + " views");
        assertTrue(Files.readString(results.resolve("report.html")).contains("B-VGGNet Predictor"));
    }

    /** The numbers of the report come from this run: they follow from the predictions that were written beside it. */
    @Test
    void scoresFollowFromThePredictions() throws Exception {
        Path results = MainRun.get().results();
        List<Map<String, String>> predictions = Csv.rows(results.resolve("9-B-VGGNet Predictor/port_1.csv"));
        double entropyOff = 0;
        int right = 0;
        for (Map<String, String> p : predictions) {
            right += p.get("Prediction (Crystal system)").equals(p.get("Crystal system")) ? 1 : 0;
            double sum = 0;
            double entropy = 0;
            for (Map.Entry<String, String> e : p.entrySet()) {
                if (e.getKey().startsWith("P (")) {
                    double v = Double.parseDouble(e.getValue());
                    sum += v;
                    entropy -= v > 0 ? v * Math.log(v) : 0;
                }
            }
            assertEquals(1, sum, 1e-5, p::toString);
            entropyOff =
                    Math.max(entropyOff, Math.abs(entropy - Double.parseDouble(p.get("Predictive entropy (nat)"))));
            assertEquals(
                    Double.parseDouble(p.get("Predictive entropy (nat)")),
                    Double.parseDouble(p.get("Expected entropy (nat)"))
                            + Double.parseDouble(p.get("Mutual information (nat)")),
                    1e-6);
        }
        assertTrue(entropyOff < 1e-3, "entropy of the probabilities differs by " + entropyOff);
        Map<String, String> scores = new TreeMap<>();
        Csv.rows(results.resolve("10-Uncertainty Scorer/port_1.csv"))
                .forEach(r -> scores.put(r.get("RowID"), r.get("Value")));
        assertEquals((double) right / predictions.size(), Double.parseDouble(scores.get("Accuracy")), 1e-9);
        int diagonal = 0;
        int all = 0;
        for (Map<String, String> line : Csv.rows(results.resolve("10-Uncertainty Scorer/port_2.csv"))) {
            diagonal += Integer.parseInt(line.get(line.get("RowID")));
            all += line.entrySet().stream()
                    .filter(e -> !e.getKey().equals("RowID"))
                    .mapToInt(e -> Integer.parseInt(e.getValue()))
                    .sum();
        }
        assertEquals(right, diagonal);
        assertEquals(predictions.size(), all);
    }

    /** Attributions add up to what they explain. */
    @Test
    void attributionsAddUp() throws Exception {
        for (Map<String, String> row : Csv.rows(MainRun.get().results().resolve("11-SHAP Explainer/port_1.csv"))) {
            JsonNode values = new ObjectMapper().readTree(row.get("SHAP"));
            assertEquals(MainRun.POINTS, values.size());
            double sum = 0;
            for (JsonNode v : values) {
                sum += v.asDouble();
            }
            double output = Double.parseDouble(row.get("Output"));
            assertEquals(
                    output,
                    Double.parseDouble(row.get("Base value")) + sum,
                    1e-3 * Math.max(1, Math.abs(output)),
                    row.get("RowID"));
        }
    }

    /** No compound stands on two sides: the leak that the synthesizer exists to prevent. */
    @Test
    void noTestCompoundIsInTraining() throws Exception {
        Path results = MainRun.get().results();
        Set<String> test = new java.util.TreeSet<>();
        Csv.rows(results.resolve("17-XRD Simulator/port_1.csv")).forEach(r -> test.add(r.get("Formula")));
        assertTrue(test.size() > 10, test.toString());
        for (Map<String, String> row : Csv.rows(results.resolve("7-RSS_VSS Synthesizer/port_1.csv"))) {
            assertFalse(
                    test.contains(row.get("Formula")),
                    row.get("RowID") + " is made of the test compound " + row.get("Formula"));
        }
    }

    private static List<String> list(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(t -> texts.add(t.asText()));
        return texts;
    }

    private static JsonNode node(JsonNode run, int id) {
        for (JsonNode node : run.get("nodes")) {
            if (node.get("id").asInt() == id) {
                return node;
            }
        }
        throw new AssertionError("no node " + id);
    }

    private static int rows(JsonNode run, int id, int port) {
        return node(run, id).get("rows").get(Integer.toString(port)).asInt();
    }

    private static int setting(JsonNode run, int id, String key) {
        return node(run, id).get("settings").get(key).asInt();
    }
}

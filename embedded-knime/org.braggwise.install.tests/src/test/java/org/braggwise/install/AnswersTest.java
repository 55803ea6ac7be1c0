// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The final answers of workflows that ship, compared with the truth: what the samples were weighed from, what the films' authors say, published
 * cells, the structures that patterns were simulated from. Floors lie below what was measured; an answer that becomes useless fails.
 */
class AnswersTest {

    private static Map<String, String> row(List<Map<String, String>> rows, String key) {
        return rows.stream()
                .filter(r -> r.get("RowID").equals(key))
                .findFirst()
                .orElseThrow(() -> new AssertionError(key + " has no row"));
    }

    private static List<Map<String, String>> rows(String workflow, String output) throws Exception {
        Path results = SmallRuns.of(workflow);
        return Csv.rows(results.resolve(output + ".csv"));
    }

    /** Weighed by Fei et al. (2026), doi:10.1021/acs.chemmater.5c02820; fractions in the order of the answer's phases. */
    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
        Li2CO3-ZrO2.xrdml  , Li2CO3 ZrO2    , 0.900 0.100
        TiO2-ZnO.xrdml     , ZnO TiO2       , 0.600 0.400
        NiO-LaOH3-ZnO.xrdml, NiO ZnO LaH3O3 , 0.700 0.199 0.101
        """)
    void phasesOfWeighedMixturesAreFound(String scan, String phases, String weights) throws Exception {
        Map<String, String> row = row(rows("identify-phases", "3-XRD Structure Matcher/port_1"), scan);
        String[] found = row.get("Phases").split("; ");
        String[] fractions = row.get("Weight fractions").split("; ");
        String[] expected = phases.split(" ");
        assertEquals(expected.length, found.length, row.get("Phases"));
        for (int i = 0; i < expected.length; i++) {
            assertTrue(found[i].startsWith(expected[i] + " ("), row.get("Phases"));
            double weight = Double.parseDouble(fractions[i].replaceAll("\\(.*", ""));
            assertEquals(
                    Double.parseDouble(weights.split(" ")[i]), weight, 0.06, scan + ": " + row.get("Weight fractions"));
        }
        assertTrue(!row.get("Verdict").equals("not solved"), row.get("Reason"));
    }

    /** The groups that the films' authors state (Oviedo et al. 2019, doi:10.1038/s41524-019-0196-x). */
    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
        Cs2AgBiBr6.xy, 225
        Cs3Sb2I9.xy  , 194
        MAPbBr3.xy   , 221
        """)
    void filmsAreClassified(String scan, String group) throws Exception {
        Map<String, String> row = row(rows("classify-my-patterns", "6-XRD Structure Matcher/port_1"), scan);
        assertEquals(group, row.get("Matched space group"), row.get("Reason"));
        assertTrue(row.get("Credible set").contains("\"" + group + "\""), row.get("Credible set"));
    }

    /** Pyrolusite: Wyckoff; scheelite: Hazen et al. (1985), J. Phys. Chem. Solids 46, 253. */
    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
        MnO2.xy #1 , tetragonal, 4.398, 2.873 , 136
        CaWO4.xy #1, tetragonal, 5.243, 11.376, 88
        """)
    void measuredScansAreIndexed(String cell, String system, double a, double c, String group) throws Exception {
        Map<String, String> row = row(rows("index-patterns", "2-XRD Indexer/port_1"), cell);
        assertEquals(system, row.get("Crystal system"));
        assertEquals(a, Double.parseDouble(row.get("a (Å)")), 0.004);
        assertEquals(c, Double.parseDouble(row.get("c (Å)")), 0.008);
        assertTrue(row.get("Space groups").contains(group + " ("), row.get("Space groups"));
    }

    /** Measured: 58 of 58, 48 of them solved. */
    @Test
    void compoundsThatTemplatesDoNotHaveAreSolved() throws Exception {
        List<Map<String, String>> rows = rows("solve-structures", "4-XRD Structure Matcher/port_1");
        assertEquals(58, rows.size());
        assertTrue(right(rows, null) >= 54, "right: " + right(rows, null));
        long solved =
                rows.stream().filter(r -> r.get("Verdict").equals("solved")).count();
        assertTrue(solved >= 42, "solved: " + solved);
        assertEquals(solved, right(rows, "solved"), "what is called solved is right");
    }

    /**
     * Compounds that neither the shipped network nor the training on it has seen. Measured: 26 of 28 as it ships, 25 with the few virtual
     * structures of the small run; the network that ships alone 25; naming all orthorhombic 17.
     */
    @Test
    void networkOfTheMainWorkflowNamesHeldOutCompounds() throws Exception {
        List<Map<String, String>> scores =
                Csv.rows(MainRun.get().results().resolve("10-Uncertainty Scorer/port_1.csv"));
        assertEquals(28, value(scores, "Patterns"));
        assertTrue(28 * value(scores, "Accuracy") > 21.5, scores::toString);
        assertTrue(value(scores, "Balanced accuracy") > 0.65, scores::toString);
        assertTrue(value(scores, "Conformal coverage") > 0.75, scores::toString);
        assertTrue(value(scores, "Conformal set size") < 2, "sets say something: " + scores);
    }

    /**
     * Measured: 26 of 28 matched rightly, all 25 that are called solved or likely; with the network where the matcher has no answer, 28.
     */
    @Test
    void networkAndMatcherOfTheMainWorkflowTogether() throws Exception {
        List<Map<String, String>> rows =
                Csv.rows(MainRun.get().results().resolve("12-XRD Structure Matcher/port_1.csv"));
        List<Map<String, String>> predictions =
                Csv.rows(MainRun.get().results().resolve("9-B-VGGNet Predictor/port_1.csv"));
        assertEquals(28, rows.size());
        long solved =
                rows.stream().filter(r -> r.get("Verdict").equals("solved")).count();
        assertTrue(solved >= 16, "solved: " + solved);
        assertEquals(solved, right(rows, "solved"), "what is called solved is right");
        long together = rows.stream()
                .filter(r -> r.get("Crystal system")
                        .equals(
                                r.get("Verdict").equals("not solved")
                                        ? row(predictions, r.get("RowID")).get("Prediction (Crystal system)")
                                        : r.get("Matched crystal system")))
                .count();
        assertTrue(together >= 25, "right: " + together);
    }

    /** Each method names the held-out compounds, and the last table says which to use. Measured: 25 of 28, Laplace 23. */
    @ParameterizedTest
    @CsvSource({"MC dropout", "variational inference", "Laplace", "plain network"})
    void posteriorsAreComparedOnHeldOutCompounds(String method) throws Exception {
        List<Map<String, String>> rows = rows("compare-posteriors", "16-Uncertainty Scorer/port_1");
        assertEquals(4, rows.size());
        Map<String, String> row = row(rows, method);
        assertEquals(28, Double.parseDouble(row.get("Patterns")));
        assertTrue(28 * Double.parseDouble(row.get("Accuracy")) > 19.5, row::toString);
        assertTrue(Double.parseDouble(row.get("Accuracy, low (95 %)")) < Double.parseDouble(row.get("Accuracy")));
        assertTrue(
                method.equals("MC dropout") == row.get("Answer").equals("The others are compared with it."),
                row.get("Answer"));
    }

    /** What is explained is a right answer about a compound that the network has not learnt from, and the shares add up to it. */
    @Test
    void rightAnswersAreExplained() throws Exception {
        List<Map<String, String>> rows = rows("explain-a-decision", "5-SHAP Explainer/port_1");
        assertEquals(2, rows.size());
        for (Map<String, String> row : rows) {
            assertEquals(row.get("True class"), row.get("Class"), row.get("RowID"));
            assertEquals(0, Double.parseDouble(row.get("Additivity residual")), 1e-3, row.get("RowID"));
            assertTrue(row.get("Regions").contains("deg"), row.get("Regions"));
        }
    }

    /**
     * As it ships, not made small: 23 patterns of compounds that the Synthesizer has held out. Measured: 19 or 20 are right, by the kernels
     * (by other splits 22 of 22, 20 of 23 and 19 of 22); naming all orthorhombic 11.
     */
    @Test
    void networkOfTheTrainingWorkflowNamesHeldOutCompounds() throws Exception {
        Path results = Build.WORK.resolve("answers-train");
        Program.Ended ended = Installation.shared()
                .braggwise(
                        "run",
                        Build.ROOT.resolve("test-workflows/train-and-predict").toString(),
                        "--out",
                        results.toString());
        assertEquals(0, ended.exit(), ended::toString);
        List<Map<String, String>> scores = Csv.rows(results.resolve("6-Uncertainty Scorer/port_1.csv"));
        assertEquals(23, value(scores, "Patterns"));
        assertTrue(23 * value(scores, "Accuracy") > 14.5, scores::toString);
        assertTrue(value(scores, "Balanced accuracy") > 0.55, scores::toString);
        assertTrue(value(scores, "Accuracy of the 80 % most certain") > 0.7, scores::toString);
        assertTrue(value(scores, "Conformal coverage") > 0.75, scores::toString);
    }

    /** Compounds that neither the shipped network nor the training on it has seen. Measured: 25 of 28 by both. */
    @ParameterizedTest
    @CsvSource({"one network", "three networks"})
    void ensembleNamesHeldOutCompounds(String model) throws Exception {
        Map<String, String> row = row(rows("ensemble", "7-Uncertainty Scorer/port_1"), model);
        assertEquals(28, Double.parseDouble(row.get("Patterns")));
        assertTrue(28 * Double.parseDouble(row.get("Accuracy")) > 21.5, row::toString);
        assertTrue(Double.parseDouble(row.get("Conformal coverage")) > 0.75, row::toString);
        assertTrue(Double.parseDouble(row.get("Conformal set size")) < 2, row::toString);
    }

    private static double value(List<Map<String, String>> scores, String measure) {
        return Double.parseDouble(row(scores, measure).get("Value"));
    }

    private static long right(List<Map<String, String>> rows, String verdict) {
        return rows.stream()
                .filter(r -> verdict == null || r.get("Verdict").equals(verdict))
                .filter(r -> r.get("Crystal system").equals(r.get("Matched crystal system")))
                .count();
    }
}

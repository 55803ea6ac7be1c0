// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.headless.output;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The sentence and the table that a report begins with. */
class ReportAnswerTest {

    private static ObjectNode json(String text) throws Exception {
        return (ObjectNode) new ObjectMapper().readTree(text.replace('\'', '"'));
    }

    private static final String SCORES = "{'kind': 'uncertainty', 'confusion': [[16, 4], [8, 0]]}";
    private static final String PREDICTIONS = "{'kind': 'predictions', 'classes': ['cubic', 'trigonal'], 'rows': ["
            + "{'id': 'a', 'predicted': 0, 'truth': 0, 'p': [0.9, 0.1], 'low': [0.8, 0.1], 'high': [0.95, 0.1], 'set': [0]},"
            + "{'id': 'b', 'predicted': 1, 'truth': 0, 'p': [0.4, 0.6], 'abstain': 'too far from the training patterns'},"
            + "{'id': 'c', 'predicted': 1, 'p': [0.4, 0.6]}, {'id': 'd', 'predicted': 1, 'p': [0.4, 0.6]}]}";
    private static final String MATCH = "{'kind': 'match', 'answers': ["
            + "{'id': 'a', 'verdict': 'solved', 'hypotheses': [{'rwp': 0.0834, 'phases': [{'formula': 'SrTiO3', 'symbol': 'Pm-3m'}]}]},"
            + "{'id': 'e', 'verdict': 'not solved', 'problem': 'too few lines', 'hypotheses': []}]}";

    private static ReportAnswer answer(Map<Integer, ObjectNode> views) {
        return new ReportAnswer(new ReportViews(views), Map.of(1, "B-VGGNet Predictor", 2, "XRD Structure Matcher"));
    }

    /** Wilson's interval of 16 of 28: 0.391 to 0.735. */
    @Test
    void accuracyHasItsInterval() throws Exception {
        assertEquals(
                List.of("The right class is named for 16 of 28, which is 57 % (95 % interval 39 to 73 %) of the "
                        + "patterns whose class is known."),
                answer(Map.of(1, json(SCORES))).sentences());
    }

    /** What a scorer says of each model that it compares with the first. */
    @Test
    void comparisonsAreTold() throws Exception {
        String models = ", 'models': [{'name': 'one', 'answer': 'The others are compared with it.'},"
                + " {'name': 'three', 'answer': 'As good as one.'}]}";
        List<String> sentences =
                answer(Map.of(1, json(SCORES.replaceFirst("}$", models)))).sentences();
        assertEquals(List.of("three: As good as one."), sentences.subList(1, sentences.size()));
    }

    @Test
    void severalModelsAreNamed() throws Exception {
        List<String> sentences =
                answer(Map.of(1, json(SCORES), 2, json(SCORES))).sentences();
        assertEquals(
                List.of("By the B-VGGNet Predictor", "By the XRD Structure Matcher"),
                sentences.stream()
                        .map(s -> s.replaceAll(" the right class .*", ""))
                        .toList());
    }

    @Test
    void verdictsComeFirst() throws Exception {
        assertEquals(
                List.of(
                        "a is solved as SrTiO3 Pm-3m; e is not solved: too few lines.",
                        "The network classifies 3 patterns, most often as trigonal (2), cubic (1); on 1 it abstains."),
                answer(Map.of(1, json(PREDICTIONS), 2, json(MATCH))).sentences());
    }

    @Test
    void tableHasAllThatIsSaidOfAPattern() throws Exception {
        List<ReportAnswer.Row> rows =
                answer(Map.of(1, json(PREDICTIONS), 2, json(MATCH))).rows();
        assertEquals(
                List.of("Verdict", "Match", "Rwp", "Class", "Confidence", "Set of classes", "Known"),
                ReportAnswer.columns(rows));
        assertEquals(
                List.of("a", "b", "c", "d", "e"),
                rows.stream().map(ReportAnswer.Row::pattern).toList());
        Map<String, String> first = rows.get(0).cells();
        assertEquals(
                Map.of(
                        "Verdict",
                        "solved",
                        "Class",
                        "cubic",
                        "Confidence",
                        "90 % (80 to 95)",
                        "Set of classes",
                        "cubic",
                        "Match",
                        "SrTiO3 Pm-3m",
                        "Rwp",
                        "8.3 %",
                        "Known",
                        "cubic ✓"),
                first);
        assertEquals(
                "abstains: too far from the training patterns",
                rows.get(1).cells().get("Class"));
        assertEquals("too few lines", rows.get(4).cells().get("Match"));
    }

    @Test
    void summaryHasAllPatterns() throws Exception {
        ObjectNode data = json("{'kind': 'match', 'answers': [{'id': 'a', 'verdict': 'solved'}], 'summary': ["
                + "{'id': 'a', 'verdict': 'solved', 'match': 'ZnO P63mc', 'rwp': 0.05, 'probability': 0.994}, {'id': 'b', 'verdict': 'likely'},"
                + "{'id': 'c', 'verdict': 'solved'}, {'id': 'd', 'verdict': 'not solved'}]}");
        ReportAnswer answer = answer(Map.of(2, data));
        assertEquals(
                List.of("Of 4 patterns 2 are solved, 1 has a likely answer, 1 is not solved."), answer.sentences());
        assertEquals(
                Map.of("Verdict", "solved", "Match", "ZnO P63mc", "Rwp", "5.0 %", "Probability", "99 %"),
                answer.rows().get(0).cells());
    }

    @Test
    void fewPatternsAreNamedEach() throws Exception {
        ObjectNode predictions = json("{'kind': 'predictions', 'classes': ['cubic', 'trigonal'], 'rows': ["
                + "{'id': 'a', 'predicted': 0, 'p': [0.9, 0.1], 'low': [0.8, 0.1], 'high': [0.95, 0.1]},"
                + "{'id': 'b', 'predicted': 1, 'p': [0.4, 0.6], 'abstain': 'no useful answer'}]}");
        assertEquals(
                List.of(
                        "a is classified as cubic with 90 % (80 to 95); for b the network abstains (no useful answer)."),
                answer(Map.of(1, predictions)).sentences());
        ObjectNode match = json(
                "{'kind': 'match', 'answers': ["
                        + "{'id': 'a', 'verdict': 'likely', 'match': 'ZnO P63mc'}, {'id': 'b', 'verdict': 'not solved', 'match': 'NaCl Fm-3m'}]}");
        assertEquals(
                List.of("a is likely ZnO P63mc; b is not solved (the best candidate is NaCl Fm-3m)."),
                answer(Map.of(2, match)).sentences());
    }

    @Test
    void nothingIsSaidOfNothing() {
        assertEquals(List.of(), answer(Map.of()).sentences());
    }
}

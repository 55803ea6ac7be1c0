// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.braggwise.knime.testing.NodeUnderTest;
import org.braggwise.knime.testing.TestTables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.knime.core.node.port.PortObject;

/**
 * What every node makes of input that it should not get: it refuses it and says why, or reports the bad row and goes on with the others,
 * or there is nothing wrong with it. Every node meets every fault; the readers' files are in {@link BadFilesTest}.
 */
class BadInputTest {

    /** Fault, nodes, what they do, part of what they say. */
    private static final String EXPECTED =
            """
        EMPTY        | SIMULATOR AUGMENTER PREPARATION PREDICTOR EXPLAINER  | taken    |
        EMPTY        | SUBSTITUTOR                                          | reported | The table of templates is empty: no virtual structure was made
        EMPTY        | SYNTHESIZER                                          | refused  | 0 real and 192 virtual rows share no class
        EMPTY        | SYNTHESIZER_VIRTUAL                                  | taken    |
        EMPTY        | LEARNER_VALIDATION                                   | reported | it had no validation patterns
        EMPTY        | LEARNER FINE_TUNER                                   | refused  | the training table is empty
        EMPTY        | SCORER                                               | reported | The table of predictions is empty: nothing was scored
        EMPTY        | EXPLAINER_BACKGROUND                                 | refused  | The background table has no usable pattern among 0 rows

        ALL_MISSING  | SIMULATOR AUGMENTER PREPARATION                      | reported | 8 rows have an error (output "Problems")
        ALL_MISSING  | SUBSTITUTOR                                          | reported | No virtual structure was made of 8 template(s)
        ALL_MISSING  | SYNTHESIZER                                          | refused  | 0 real and 192 virtual rows share no class
        ALL_MISSING  | SYNTHESIZER_VIRTUAL                                  | reported | 192 row(s) left out, the first: virtual row SrTi cubic: its class is missing
        ALL_MISSING  | LEARNER FINE_TUNER                                   | refused  | 8 row(s) of the training table left out
        ALL_MISSING  | LEARNER_VALIDATION                                   | reported | row(s) of the validation table left out
        ALL_MISSING  | PREDICTOR                                            | reported | 8 pattern(s) could not be predicted
        ALL_MISSING  | SCORER                                               | refused  | true class: found a missing or empty cell, expected one of cubic, tetragonal
        ALL_MISSING  | EXPLAINER                                            | reported | 8 pattern(s) could not be explained
        ALL_MISSING  | EXPLAINER_BACKGROUND                                 | refused  | The background table has no usable pattern among 8 rows

        ONE_ROW      | SUBSTITUTOR SIMULATOR AUGMENTER PREPARATION SYNTHESIZER_VIRTUAL LEARNER_VALIDATION | taken |
        ONE_ROW      | PREDICTOR SCORER EXPLAINER_BACKGROUND                | taken    |
        ONE_ROW      | EXPLAINER                                            | reported | Fewer than 2 right answers
        ONE_ROW      | SYNTHESIZER                                          | reported | Classes left out: tetragonal (dropped: no real rows)
        ONE_ROW      | LEARNER FINE_TUNER                                   | refused  | All 1 training patterns are of one class

        WRONG_TYPE   | SUBSTITUTOR SIMULATOR                                | refused  | The CIF column "CIF" is of type Boolean, expected String
        WRONG_TYPE   | AUGMENTER PREPARATION SYNTHESIZER SYNTHESIZER_VIRTUAL LEARNER LEARNER_VALIDATION FINE_TUNER PREDICTOR | refused | The pattern column "Pattern" is of type Boolean
        WRONG_TYPE   | EXPLAINER EXPLAINER_BACKGROUND                       | refused  | The pattern column "Pattern" is of type Boolean
        WRONG_TYPE   | SCORER                                               | refused  | found a missing probability, expected a number for every class

        NAN          | SUBSTITUTOR                                          | reported | 1 template(s) can't be read
        NAN          | SIMULATOR                                            | reported | SrTi cubic: simulation: found cell-missing (line 7)
        NAN          | AUGMENTER                                            | reported | the number at point 141 of 281 is NaN
        NAN          | PREPARATION                                          | taken    |
        NAN          | SYNTHESIZER SYNTHESIZER_VIRTUAL                      | reported | 1 row(s) left out, the first
        NAN          | LEARNER FINE_TUNER                                   | reported | 1 row(s) of the training table left out, the first: row
        NAN          | LEARNER_VALIDATION                                   | reported | 1 row(s) of the validation table left out, the first: row
        NAN          | PREDICTOR EXPLAINER                                  | reported | the number at point 141 of 281 is NaN, expected a finite one
        NAN          | SCORER                                               | reported | found a missing probability
        NAN          | EXPLAINER_BACKGROUND                                 | reported | 1 pattern(s) of the background left out, the first: row

        INFINITE     | SUBSTITUTOR                                          | reported | 1 template(s) can't be read
        INFINITE     | SIMULATOR                                            | reported | SrTi cubic: simulation: found cell-missing (line 7)
        INFINITE     | AUGMENTER                                            | reported | the number at point 141 of 281 is Infinity
        INFINITE     | PREPARATION                                          | reported | Point 141 of the scan is (41.0, Infinity)
        INFINITE     | SYNTHESIZER SYNTHESIZER_VIRTUAL                      | reported | 1 row(s) left out, the first
        INFINITE     | LEARNER FINE_TUNER                                   | reported | 1 row(s) of the training table left out, the first: row
        INFINITE     | LEARNER_VALIDATION                                   | reported | 1 row(s) of the validation table left out, the first: row
        INFINITE     | PREDICTOR EXPLAINER                                  | reported | the number at point 141 of 281 is Infinity, expected a finite one
        INFINITE     | SCORER                                               | reported | A predicted probability is Infinity; expected 0 to 1
        INFINITE     | EXPLAINER_BACKGROUND                                 | reported | 1 pattern(s) of the background left out, the first: row

        NEGATIVE     | SUBSTITUTOR                                          | reported | 1 template(s) can't be read
        NEGATIVE     | SIMULATOR                                            | reported | found _cell_length_a -5.0, expected a positive length in angstrom
        NEGATIVE     | AUGMENTER PREPARATION SYNTHESIZER SYNTHESIZER_VIRTUAL LEARNER LEARNER_VALIDATION FINE_TUNER | taken |
        NEGATIVE     | PREDICTOR EXPLAINER EXPLAINER_BACKGROUND             | taken    |
        NEGATIVE     | SCORER                                               | reported | A predicted probability is -5.0; expected 0 to 1

        CUT          | SUBSTITUTOR                                          | reported | 1 template(s) can't be read
        CUT          | SIMULATOR                                            | reported | found no block with a cell and sites, expected a CIF with
        CUT          | AUGMENTER PREPARATION PREDICTOR EXPLAINER            | reported | found 3 numbers, expected 281
        CUT          | SYNTHESIZER SYNTHESIZER_VIRTUAL LEARNER LEARNER_VALIDATION FINE_TUNER | reported | found 3 numbers, expected 281
        CUT          | EXPLAINER_BACKGROUND                                 | reported | found 3 numbers, expected 281

        UNSEEN_CLASS | SYNTHESIZER LEARNER                                  | taken    |
        UNSEEN_CLASS | SYNTHESIZER_VIRTUAL                                  | reported | Classes left out: cubist (dropped: no real rows)
        UNSEEN_CLASS | LEARNER_VALIDATION                                   | reported | no training pattern has its class, cubist
        UNSEEN_CLASS | FINE_TUNER                                           | reported | its class, cubist
        UNSEEN_CLASS | PREDICTOR EXPLAINER EXPLAINER_BACKGROUND             | taken    |
        UNSEEN_CLASS | SCORER                                               | reported | found cubist, expected one of cubic, tetragonal

        ONE_CLASS    | SYNTHESIZER                                          | reported | Classes left out: tetragonal (dropped: no real rows)
        ONE_CLASS    | LEARNER FINE_TUNER                                   | refused  | All 8 training patterns are of one class
        ONE_CLASS    | SYNTHESIZER_VIRTUAL LEARNER_VALIDATION PREDICTOR SCORER EXPLAINER EXPLAINER_BACKGROUND | taken |

        ONE_SAMPLE_PER_CLASS | SYNTHESIZER                                  | reported | Classes left out: cubic (dropped: no real rows), tetragonal (dropped: no real rows)
        ONE_SAMPLE_PER_CLASS | SYNTHESIZER_VIRTUAL                          | reported | and 182 more
        ONE_SAMPLE_PER_CLASS | LEARNER LEARNER_VALIDATION                   | reported | row(s) of the validation table left out
        ONE_SAMPLE_PER_CLASS | FINE_TUNER                                   | refused  | No training pattern is of a class of the model to start from, which knows cubic, tetragonal
        ONE_SAMPLE_PER_CLASS | SCORER                                       | refused  | found class 0, expected one of cubic, tetragonal
        ONE_SAMPLE_PER_CLASS | PREDICTOR EXPLAINER EXPLAINER_BACKGROUND     | taken    |
        """;

    /** They work row by row: what they make of a good row does not depend on the bad one. */
    private static final List<Subject> BY_ROW =
            List.of(Subject.SIMULATOR, Subject.AUGMENTER, Subject.PREPARATION, Subject.PREDICTOR, Subject.EXPLAINER);

    private static final List<Fault> OF_ONE_ROW = List.of(Fault.NAN, Fault.INFINITE, Fault.NEGATIVE, Fault.CUT);

    static Stream<Arguments> expected() {
        return EXPECTED.lines().filter(line -> !line.isBlank()).flatMap(line -> {
            String[] cells = line.split("\\|", -1);
            return Arrays.stream(cells[1].strip().split(" "))
                    .map(s -> Arguments.of(
                            Fault.valueOf(cells[0].strip()), Subject.valueOf(s), cells[2].strip(), cells[3].strip()));
        });
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("expected")
    void isSaidAndTheOthersGoOn(Fault fault, Subject subject, String does, String says) throws Exception {
        PortObject[] in = subject.inputs(fault);
        if (does.equals("refused")) {
            Exception e = assertThrows(Exception.class, () -> subject.node().run(in));
            assertTrue(
                    e instanceof InvalidSettingsException || e instanceof KNIMEException,
                    () -> "meant for programmers: " + e);
            assertSays(says, e.getMessage());
            return;
        }
        NodeUnderTest.Outcome out = subject.node().run(in);
        if (does.equals("taken")) {
            assertEquals("", out.warning());
        } else {
            assertSays(says, out.warning());
        }
        if (BY_ROW.contains(subject) && OF_ONE_ROW.contains(fault)) {
            String bad = TestTables.keys((BufferedDataTable) in[in.length == 1 ? 0 : 1])
                    .get(0);
            Map<String, String> good = TestTables.byKey(subject.node()
                    .run(subject.inputs().toArray(PortObject[]::new))
                    .table(0));
            Map<String, String> found = TestTables.byKey(out.table(0));
            good.keySet().removeIf(k -> k.startsWith(bad));
            found.keySet().removeIf(k -> k.startsWith(bad));
            assertFalse(good.isEmpty());
            assertEquals(good, found);
        }
    }

    private static void assertSays(String part, String message) {
        assertTrue(message.contains(part), message);
        assertFalse(message.contains("null") || message.contains("Exception") || message.length() > 1000, message);
    }

    /** No pair is forgotten, but those of classes with nodes that read none. */
    @Test
    void everyNodeMeetsEveryFault() {
        List<List<Object>> missing = new ArrayList<>();
        for (Fault f : Fault.values()) {
            for (Subject s : Subject.values()) {
                missing.add(List.of(f, s));
            }
        }
        expected()
                .forEach(a -> assertTrue(
                        missing.remove(List.of(a.get()[0], a.get()[1])), () -> "twice: " + Arrays.toString(a.get())));
        missing.removeIf(p -> ((Fault) p.get(0)).compareTo(Fault.UNSEEN_CLASS) >= 0
                && List.of(Subject.SUBSTITUTOR, Subject.SIMULATOR, Subject.AUGMENTER, Subject.PREPARATION)
                        .contains(p.get(1)));
        assertEquals(List.of(List.of(Fault.CUT, Subject.SCORER)), missing, "a probability cannot be cut");
    }
}

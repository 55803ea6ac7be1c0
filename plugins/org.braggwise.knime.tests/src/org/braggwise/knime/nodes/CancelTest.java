// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.nodes;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

import org.braggwise.knime.augmenter.SpectrumAugmenterNodeFactory;
import org.braggwise.knime.explainer.ShapExplainerNodeFactory;
import org.braggwise.knime.finetuner.BVggNetFineTunerNodeFactory;
import org.braggwise.knime.preparation.PatternPreparationNodeFactory;
import org.braggwise.knime.scorer.UncertaintyScorerNodeFactory;
import org.braggwise.knime.substitutor.TemplateSubstitutorNodeFactory;
import org.braggwise.knime.testing.Machine;
import org.braggwise.knime.testing.NodeUnderTest;
import org.braggwise.knime.testing.Samples;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.port.PortObject;

/** Cancelling a node in long work ends it within a second, with KNIME's own exception and nothing else. */
class CancelTest {

    /** Settings that would take minutes, were nobody to cancel. */
    static Stream<Arguments> nodes() throws Exception {
        return Stream.of(
                arguments("simulator", Samples.simulator().set("points", 200_001), Samples.structures()),
                arguments(
                        "augmenter",
                        new NodeUnderTest(new SpectrumAugmenterNodeFactory()).set("chained", 50),
                        Samples.patterns()),
                arguments(
                        "synthesizer",
                        Samples.synthesizer().set("mixtures", 3000),
                        Samples.patterns(),
                        Samples.augmented()),
                arguments(
                        "learner",
                        Samples.learner()
                                .set("preset", "STANDARD")
                                .set("epochs", 5000)
                                .without("patience"),
                        Samples.training(),
                        Samples.validation()),
                arguments(
                        "fine-tuner",
                        new NodeUnderTest(new BVggNetFineTunerNodeFactory())
                                .set("preset", "CUSTOM")
                                .set("blocks", "8 / 16 / 16")
                                .set("denseWidth", 16)
                                .set("epochs", 5000)
                                .without("patience"),
                        Samples.training(),
                        Samples.validation(),
                        Samples.model()),
                arguments("predictor", Samples.predictor().set("samples", 20_000), Samples.model(), Samples.training()),
                arguments(
                        "explainer",
                        new NodeUnderTest(new ShapExplainerNodeFactory()).set("background", 400),
                        Samples.model(),
                        Samples.training(),
                        Samples.training()),
                arguments(
                        "substitutor",
                        new NodeUnderTest(new TemplateSubstitutorNodeFactory()).set("replaceX", true),
                        Samples.structures()),
                arguments(
                        "preparation",
                        new NodeUnderTest(new PatternPreparationNodeFactory())
                                .set("input", "PATTERNS")
                                .set("points", 100_001),
                        Samples.patterns()),
                arguments("scorer", new NodeUnderTest(new UncertaintyScorerNodeFactory()), Samples.predictions()));
    }

    private static Arguments arguments(String name, NodeUnderTest node, PortObject... in) {
        return Arguments.of(name, node, List.of(in));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("nodes")
    void endsWithinASecond(String name, NodeUnderTest node, List<PortObject> in) {
        var asked = new AtomicInteger();
        var cancelled = new AtomicLong();
        PortObject[] inputs = in.toArray(PortObject[]::new);
        // the third question is well within the work, after the checks at its start
        assertThrows(
                CanceledExecutionException.class,
                () -> node.run(
                        () -> {
                            if (asked.incrementAndGet() >= 3) {
                                cancelled.compareAndSet(0, System.nanoTime());
                            }
                            return cancelled.get() != 0;
                        },
                        inputs));
        double seconds = (System.nanoTime() - cancelled.get()) / 1e9;
        assertTrue(
                seconds < Machine.aSecond(),
                name + " went on for " + seconds + " s after it was cancelled, expected " + Machine.aSecond());
    }
}

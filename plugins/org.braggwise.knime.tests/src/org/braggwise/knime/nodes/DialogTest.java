// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.nodes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.braggwise.embedded.ui.EmbeddedNode;
import org.braggwise.embedded.ui.EmbeddedNode.Port;
import org.braggwise.embedded.ui.ParameterInfo;
import org.braggwise.knime.augmenter.SpectrumAugmenterNodeFactory;
import org.braggwise.knime.cifreader.CifReaderNodeFactory;
import org.braggwise.knime.finetuner.BVggNetFineTunerNodeFactory;
import org.braggwise.knime.indexer.XrdIndexerNodeFactory;
import org.braggwise.knime.learner.BVggNetLearnerNodeFactory;
import org.braggwise.knime.matcher.XrdStructureMatcherNodeFactory;
import org.braggwise.knime.modelreader.ModelReaderNodeFactory;
import org.braggwise.knime.preparation.PatternPreparationNodeFactory;
import org.braggwise.knime.testing.NodeUnderTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The dialogs, as far as they are more than a list: what KNIME would not open, and what is shown when. */
class DialogTest {

    static List<String> factories() throws Exception {
        return AllNodesTest.factories();
    }

    private static Set<String> shown(NodeUnderTest node) throws Exception {
        return node.node().openDialog(node.settings(), null);
    }

    /** Each choice of each setting, with all optional ports and without. */
    @ParameterizedTest
    @MethodSource("factories")
    void opensWhateverIsChosen(String factory) throws Exception {
        EmbeddedNode untouched = AllNodesTest.node(factory).node();
        String[] optional = untouched.statedPorts().stream()
                .filter(Port::optional)
                .map(Port::group)
                .toArray(String[]::new);
        Set<String> ever = new TreeSet<>();
        for (String[] ports : new String[][] {{}, optional}) {
            assertFalse(node(factory, ports).node().openDialog(null, null).isEmpty());
            for (ParameterInfo p : untouched.parameters()) {
                List<Object> values = new ArrayList<>(
                        p.choices().stream().map(ParameterInfo.Choice::value).toList());
                if (p.type().equals("xboolean")) {
                    values.addAll(List.of(true, false));
                }
                for (Object value : values) {
                    ever.addAll(shown(node(factory, ports).set(p.key(), value)));
                }
            }
            ever.addAll(shown(node(factory, ports)));
        }
        Set<String> never = new TreeSet<>(
                untouched.parameters().stream().map(ParameterInfo::key).toList());
        never.removeAll(ever);
        // these need two choices at once
        never.removeAll(Set.of("wavelength", "assumedWavelength", "statedStartDeg", "statedEndDeg", "radiation"));
        if (factory.equals(BVggNetFineTunerNodeFactory.class.getName())) {
            never.removeAll(Set.of("preset", "blocks", "denseWidth")); // its model says these
        }
        assertEquals(Set.of(), never, "settings that no choice shows");
    }

    private static NodeUnderTest node(String factory, String... ports) throws Exception {
        return new NodeUnderTest(
                (org.knime.node.DefaultNodeFactory)
                        Class.forName(factory).getConstructor().newInstance(),
                ports);
    }

    private static void assertShown(NodeUnderTest node, String... keys) throws Exception {
        assertTrue(shown(node).containsAll(List.of(keys)), () -> Arrays.toString(keys));
    }

    private static void assertHidden(NodeUnderTest node, String... keys) throws Exception {
        Set<String> shown = shown(node);
        assertTrue(Arrays.stream(keys).noneMatch(shown::contains), shown::toString);
    }

    @Test
    void whatARowHoldsDecides() throws Exception {
        var patterns = new NodeUnderTest(new XrdIndexerNodeFactory());
        assertShown(patterns, "patternColumn", "profile");
        assertHidden(patterns, "twoThetaColumn", "assumeRadiation", "radiation", "wavelength");
        var positions = new NodeUnderTest(new XrdIndexerNodeFactory())
                .set("input", "POSITIONS")
                .set("radiation", "OTHER");
        assertShown(positions, "patternColumn", "radiation", "wavelength");
        assertHidden(positions, "profile", "assumeRadiation", "extinctions");
        var scans = new NodeUnderTest(new XrdStructureMatcherNodeFactory())
                .set("input", "SCANS")
                .set("assumeRadiation", true);
        assertShown(scans, "twoThetaColumn", "intensityColumn", "radiation");
        assertHidden(scans, "patternColumn", "wavelength");
    }

    /** A switch that is on and out of sight shows nothing. */
    @Test
    void hiddenSwitchesShowNothing() throws Exception {
        var grid = new NodeUnderTest(new PatternPreparationNodeFactory()).set("stateGrid", true);
        assertHidden(grid, "stateGrid", "statedStartDeg", "statedEndDeg");
        assertShown(grid.set("input", "PATTERNS"), "stateGrid", "statedStartDeg", "statedEndDeg");
        var other = new NodeUnderTest(new PatternPreparationNodeFactory())
                .set("convert", false)
                .set("radiation", "OTHER")
                .set("assumedRadiation", "OTHER");
        assertHidden(other, "radiation", "wavelength", "assumedRadiation", "assumedWavelength");
        assertShown(other.set("convert", true).set("assumeRadiation", true), "wavelength", "assumedWavelength");
    }

    @Test
    void portsDecide() throws Exception {
        assertHidden(new NodeUnderTest(new CifReaderNodeFactory()), "column", "content");
        var table = new NodeUnderTest(new CifReaderNodeFactory(), "Files or CIF text");
        assertShown(table, "column", "content");
        assertHidden(table, "path", "pattern", "recursive");
        assertHidden(new NodeUnderTest(new SpectrumAugmenterNodeFactory()), "phaseColumn");
        assertShown(new NodeUnderTest(new SpectrumAugmenterNodeFactory(), "Impurity phases"), "phaseColumn");
    }

    /** Without its port the validation is split off; the Fine-Tuner's model says what its network is. */
    @Test
    void learnersShowWhatCounts() throws Exception {
        String port = BVggNetLearnerNodeFactory.VALIDATION_PORT;
        assertHidden(new NodeUnderTest(new BVggNetLearnerNodeFactory()), "validationShare", "blocks", "klWeight");
        assertShown(NodeUnderTest.without(new BVggNetLearnerNodeFactory(), port), "validationShare", "preset");
        var custom = new NodeUnderTest(new BVggNetLearnerNodeFactory())
                .set("preset", "CUSTOM")
                .set("method", "VARIATIONAL");
        assertShown(custom, "blocks", "denseWidth", "klWeight", "priorScale");
        assertHidden(custom, "laplaceLayers");
        for (NodeUnderTest tuner : List.of(
                new NodeUnderTest(new BVggNetFineTunerNodeFactory()),
                NodeUnderTest.without(new BVggNetFineTunerNodeFactory(), port))) {
            assertHidden(tuner.set("preset", "CUSTOM"), "preset", "blocks", "denseWidth");
        }
    }

    @Test
    void modelComesFromOnePlace() throws Exception {
        var node = new NodeUnderTest(new ModelReaderNodeFactory());
        assertEquals(Set.of("from", "shipped"), shown(node));
        assertEquals(Set.of("from", "path"), shown(node.set("from", "FILE")));
    }
}

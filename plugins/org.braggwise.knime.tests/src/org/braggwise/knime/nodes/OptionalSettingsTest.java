// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.nodes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;

import org.braggwise.embedded.ui.ParameterInfo;
import org.braggwise.headless.nodes.SettingsBridge;
import org.braggwise.headless.workflow.Config;
import org.braggwise.knime.augmenter.SpectrumAugmenterNodeFactory;
import org.braggwise.knime.testing.NodeUnderTest;
import org.braggwise.knime.testing.Samples;
import org.braggwise.knime.testing.TestTables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.knime.core.node.NodeSettings;

/** Optional settings were plain numbers once, of which one meant none: workflows of that time are read as they were meant. */
class OptionalSettingsTest {

    static List<Arguments> optional() throws Exception {
        List<Arguments> all = new ArrayList<>();
        for (String factory : AllNodesTest.factories()) {
            for (ParameterInfo p : AllNodesTest.node(factory).node().parameters()) {
                if (p.optional()) {
                    all.add(Arguments.of(factory.replaceAll(".*\\.", ""), p.key(), p.type(), factory));
                }
            }
        }
        return all;
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("optional")
    void plainNumbersAreRead(String name, String key, String type, String factory) throws Exception {
        int none = key.equals("maxOodScore") ? 1 : 0; // a score up to 1 is any score
        assertEquals(key.equals("seed"), isPresent(key, resaved(key, type, none, factory)));
        NodeSettings number = resaved(key, type, 7, factory);
        assertTrue(isPresent(key, number));
        assertEquals(
                7,
                switch (type) {
                    case "xint" -> number.getInt(key);
                    case "xlong" -> number.getLong(key);
                    default -> number.getDouble(key);
                });
    }

    private static boolean isPresent(String key, NodeSettings settings) throws Exception {
        return settings.getBoolean(key + NodeUnderTest.PRESENCE);
    }

    /** @return what the node saves after it was given a plain number */
    private static NodeSettings resaved(String key, String type, int number, String factory) throws Exception {
        NodeUnderTest node = AllNodesTest.node(factory);
        Config stored = SettingsBridge.ofKnime(node.settings());
        stored.remove(key);
        stored.remove(key + NodeUnderTest.PRESENCE);
        NodeSettings old = SettingsBridge.toKnime(stored);
        switch (type) {
            case "xint" -> old.addInt(key, number);
            case "xlong" -> old.addLong(key, number);
            default -> old.addDouble(key, number);
        }
        return node.node().resaved(old);
    }

    private static NodeUnderTest augmenter() {
        return new NodeUnderTest(new SpectrumAugmenterNodeFactory());
    }

    @Test
    void withoutASeedEveryExecutionDrawsItsOwnAndNamesIt() throws Exception {
        var first = augmenter().without("seed").run(Samples.patterns());
        var second = augmenter().without("seed").run(Samples.patterns());
        assertNotEquals(first.warning(), second.warning());
        String said = first.warning().replaceAll("(?s).*seed of this execution was (\\d+)\\..*", "$1");
        var again = augmenter().set("seed", Long.parseLong(said)).run(Samples.patterns());
        assertEquals(
                TestTables.rows(first.table(0)).toString(),
                TestTables.rows(again.table(0)).toString());
    }
}

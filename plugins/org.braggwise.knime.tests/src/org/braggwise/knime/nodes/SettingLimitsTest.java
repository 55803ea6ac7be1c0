// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.nodes;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;

import org.braggwise.embedded.ui.ParameterInfo;
import org.braggwise.knime.testing.NodeUnderTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.port.PortObjectSpec;

/**
 * A number that the dialog refuses is refused by the node too, before it works: flow variables and files of settings pass the dialog by.
 */
class SettingLimitsTest {

    private static final List<Integer> WHOLE = List.of(-1, 0, 1, 180);
    private static final List<Double> BROKEN = List.of(-1.0, -1e-6, 0.0, 1.0, 1.000001, 180.0, Double.NaN);

    /** @return each number setting with limits, of all nodes, with the values that the dialog does not take */
    static List<Arguments> limited() throws Exception {
        List<Arguments> all = new ArrayList<>();
        for (String factory : AllNodesTest.factories()) {
            for (ParameterInfo p : AllNodesTest.node(factory).node().parameters()) {
                if (p.limits().isEmpty()) {
                    continue;
                }
                List<Object> refused = new ArrayList<>();
                for (Object value : p.type().equals("xdouble") ? BROKEN : WHOLE) {
                    NodeUnderTest node = AllNodesTest.node(factory).set(p.key(), value);
                    try {
                        node.node().checkLimits(node.settings());
                    } catch (InvalidSettingsException e) {
                        refused.add(value);
                    }
                }
                all.add(Arguments.of(factory.replaceAll(".*\\.", ""), p.title(), p.key(), refused, factory));
            }
        }
        return all;
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("limited")
    void isRefused(String name, String title, String key, List<Object> values, String factory) throws Exception {
        assertTrue(!values.isEmpty(), "the dialog takes all values that are tried");
        for (Object value : values) {
            NodeUnderTest node = AllNodesTest.node(factory).set(key, value);
            var e = assertThrows(
                    InvalidSettingsException.class,
                    () -> node.configure(
                            new PortObjectSpec[node.node().inPorts().size()]));
            assertTrue(e.getMessage().startsWith("\"" + title + "\" is " + value + ", expected "), e.getMessage());
        }
    }
}

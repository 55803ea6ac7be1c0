// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.nodes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.braggwise.knime.common.view.ViewPayload;
import org.braggwise.knime.testing.NodeUnderTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The page that all views share: one file that needs no other, so that it works without a network and in a report sent by mail. */
class ViewPageTest {

    private static final String PAGE = ViewPayload.page();

    @Test
    void everyPartIsInPlace() {
        assertFalse(PAGE.contains("include:") || PAGE.contains("modules:"), "a mark is left");
        for (String view :
                Set.of("patterns", "structures", "training", "predictions", "uncertainty", "shap", "match", "index")) {
            assertTrue(PAGE.contains("function " + view + "View("), view + " is missing");
        }
    }

    @Test
    void nothingIsLoadedFromElsewhere() {
        Matcher loads = Pattern.compile(
                        "(?i)(?:\\bsrc|\\bhref)\\s*=\\s*[\"']?(?:https?:)?//|@import|\\burl\\(\\s*[\"']?(?!data:|#)"
                                + "|\\bfetch\\(|XMLHttpRequest|\\bimport\\(|WebSocket|sendBeacon")
                .matcher(PAGE);
        assertFalse(
                loads.find(),
                () -> "the page loads: " + PAGE.substring(loads.start(), Math.min(PAGE.length(), loads.start() + 80)));
    }

    /** Modules became one script: a line that only a module may have would stop all of it. */
    @Test
    void noModuleIsLeft() {
        assertFalse(Pattern.compile("(?m)^(?:import|export)\\b").matcher(PAGE).find());
    }

    @Test
    void scriptsAreClosedOnce() {
        assertEquals(count("<script"), count("</script>"));
        assertEquals(count("<style"), count("</style>"));
    }

    private static int count(String part) {
        return PAGE.split(Pattern.quote(part), -1).length - 1;
    }

    /** Every node shows its results, but one that only writes a file. */
    @ParameterizedTest
    @MethodSource("org.braggwise.knime.nodes.AllNodesTest#factories")
    void viewsShowIt(String factory) throws Exception {
        NodeUnderTest node = AllNodesTest.node(factory);
        assertEquals(
                !node.node().name().endsWith("Writer"),
                node.node().hasView(),
                node.node().name());
        if (node.node().hasView()) {
            assertEquals(PAGE, node.node().pageHtml());
        }
    }
}

// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.embedded.tests.signature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.knime.core.data.DataTableSpec;
import org.knime.node.DefaultNode;

/** The stand-ins are KNIME as far as they go, and our plug-ins use nothing that KNIME has not. */
class SignatureTest {

    static List<ScannedClass> standIns() throws IOException {
        List<ScannedClass> classes = new ArrayList<>(ClassFiles.ofBundle(DataTableSpec.class));
        classes.addAll(ClassFiles.ofBundle(DefaultNode.class));
        return classes;
    }

    @Test
    void standInsAreAsKnime() throws IOException {
        List<ScannedClass> standIns = standIns();
        assertTrue(
                standIns.stream().filter(c -> c.name.startsWith("org/knime/")).count() > 100,
                "found " + standIns.size() + " classes");
        assertEquals("", String.join("\n", StandInCheck.wrong(ClassFiles.list(), standIns)));
    }

    @Test
    void plugInsUseWhatKnimeHas() throws IOException {
        List<ScannedClass> plugins = ClassFiles.ofPlugins();
        assumeTrue(
                plugins.stream().anyMatch(c -> c.name.startsWith("org/braggwise/knime/")),
                "The plug-ins are not compiled: neither plugins/*/target/classes nor -Dbraggwise.plugin.classes has them.");
        assertEquals("", String.join("\n", PlugInCheck.wrong(ClassFiles.list(), plugins)));
    }
}

// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.nodes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;

import org.braggwise.knime.explainer.ShapExplainerNodeFactory;
import org.braggwise.knime.testing.NodeUnderTest;
import org.braggwise.knime.testing.Samples;
import org.braggwise.knime.testing.TestTables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;

/** SHAP Explainer. */
class ExplainerNodeTest {

    private static NodeUnderTest explainer() {
        return new NodeUnderTest(new ShapExplainerNodeFactory()).set("background", 6).set("maxRows", 3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"LOGIT", "PROBABILITY"})
    void attributionsAddUpToTheOutput(final String output) throws Exception {
        final NodeUnderTest.Outcome out =
            explainer().set("output", output).run(Samples.model(), Samples.test(), Samples.training());
        assertEquals("", out.warning());
        assertEquals(TestTables.keys(Samples.test()).subList(0, 3), TestTables.keys(out.table(0)));
        for (String key : TestTables.keys(out.table(0))) {
            final double sum = Arrays.stream(TestTables.vector(out.table(0), key, "SHAP")).sum();
            final double base = TestTables.number(out.table(0), key, "Base value");
            assertEquals(TestTables.number(out.table(0), key, "Output"), base + sum, 1e-4);
            assertFalse(TestTables.text(out.table(0), key, "Regions").isEmpty());
        }
        assertEquals("shap", out.view().get("kind").asText());
        assertEquals(3, out.view().get("rows").size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"INTEGRATED_GRADIENTS", "OCCLUSION"})
    void otherMethodsExplainToo(final String method) throws Exception {
        final BufferedDataTable table =
            explainer().set("method", method).run(Samples.model(), Samples.test(), Samples.training()).table(0);
        assertEquals(3, table.size());
        assertTrue(Arrays.stream(TestTables.vector(table, TestTables.keys(table).get(0), "SHAP")).anyMatch(v -> v != 0));
    }

    /** What speaks for one of two classes speaks against the other, where the output is a probability. */
    @Test
    void allClassesAreExplained() throws Exception {
        final BufferedDataTable table = explainer().set("classes", "ALL").set("output", "PROBABILITY").set("maxRows", 1)
            .run(Samples.model(), Samples.test(), Samples.training()).table(0);
        final List<String> keys = TestTables.keys(table);
        assertEquals(2, keys.size());
        assertTrue(keys.get(0).endsWith(" cubic") && keys.get(1).endsWith(" tetragonal"), keys::toString);
        assertEquals(1, TestTables.number(table, keys.get(0), "Output") + TestTables.number(table, keys.get(1), "Output"), 1e-5);
    }

    @Test
    void classThatTheModelDoesNotHaveIsRefused() {
        final var e = assertThrows(KNIMEException.class, () -> explainer().set("classes", "ONE").set("class", "quasicrystal")
            .run(Samples.model(), Samples.test(), Samples.training()));
        assertTrue(e.getMessage().contains("\"quasicrystal\"") && e.getMessage().contains("cubic, tetragonal"), e.getMessage());
    }

    @Test
    void regionsCarryReflectionsWhereTheStructureIsKnown() throws Exception {
        final String known = TestTables.keys(Samples.test()).get(0);
        final BufferedDataTable without = TestTables.with(Samples.test(), known, "CIF", DataType.getMissingCell());
        assertTrue(TestTables.text(explainer().run(Samples.model(), Samples.test(), Samples.training()).table(0), known, "Regions").contains("("));
        assertFalse(TestTables.text(explainer().run(Samples.model(), without, Samples.training()).table(0), known, "Regions").contains("("));
    }

    @Test
    void badPatternsAreNamedAndTheOthersGoOn() throws Exception {
        final List<String> keys = TestTables.keys(Samples.test());
        final BufferedDataTable table = TestTables.with(Samples.test(), keys.get(1), "Pattern", TestTables.vector(1, Double.NaN));
        final NodeUnderTest.Outcome out = explainer().run(Samples.model(), table, Samples.training());
        assertEquals(List.of(keys.get(0), keys.get(2)), TestTables.keys(out.table(0)));
        assertTrue(out.warning().contains("1 pattern(s) could not be explained, the first: row " + keys.get(1) + ": found 2 numbers"), out.warning());
    }

    @Test
    void emptyTables() throws Exception {
        final BufferedDataTable none = TestTables.empty(Samples.training().getDataTableSpec());
        final var e = assertThrows(KNIMEException.class, () -> explainer().run(Samples.model(), Samples.test(), none));
        assertTrue(e.getMessage().contains("The background table has no usable pattern among 0 rows"), e.getMessage());
        final NodeUnderTest.Outcome out =
            explainer().run(Samples.model(), TestTables.empty(Samples.test().getDataTableSpec()), Samples.training());
        assertEquals(0, out.table(0).size());
        assertEquals("shap", out.view().get("kind").asText());
    }

    @Test
    void backgroundOfAnotherGridIsRefused() throws Exception {
        final DataTableSpec other = Samples.simulator().set("points", 141).run(Samples.structures()).table(0).getDataTableSpec();
        final var e = assertThrows(InvalidSettingsException.class,
            () -> explainer().configure(Samples.model().getSpec(), Samples.test().getDataTableSpec(), other));
        assertTrue(e.getMessage().contains("the background table has") && e.getMessage().contains("141"), e.getMessage());
    }
}

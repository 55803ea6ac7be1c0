// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.nodes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.Function;

import org.braggwise.knime.explainer.ShapExplainerNodeFactory;
import org.braggwise.knime.testing.NodeUnderTest;
import org.braggwise.knime.testing.Samples;
import org.braggwise.knime.testing.TestTables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;
import org.knime.core.data.def.BooleanCell;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.IntCell;
import org.knime.core.data.def.LongCell;
import org.knime.core.data.def.StringCell;
import org.knime.core.node.BufferedDataTable;

/** Columns of classes as they come from files, databases and scripts: partly labelled, of any whole number, of truth values. */
class ClassColumnTest {

    private static final String COLUMN = "Crystal system";

    private static NodeUnderTest explainer() {
        return new NodeUnderTest(new ShapExplainerNodeFactory())
                .set("background", 6)
                .set("maxRows", 3);
    }

    /** The table with the class column of another type. */
    private static BufferedDataTable with(BufferedDataTable table, DataType type, Function<String, DataCell> cell) {
        DataTableSpec old = table.getDataTableSpec();
        int index = old.findColumnIndex(COLUMN);
        DataColumnSpec[] columns = old.stream().toArray(DataColumnSpec[]::new);
        columns[index] = TestTables.column(COLUMN, type);
        List<DataRow> rows = TestTables.rows(table).stream()
                .map(r -> {
                    DataCell[] cells = r.stream().toArray(DataCell[]::new);
                    cells[index] = cell.apply(cells[index].toString());
                    return (DataRow) new DefaultRow(r.getKey(), cells);
                })
                .toList();
        return TestTables.table(new DataTableSpec(columns), rows);
    }

    private static BufferedDataTable partlyLabelled(BufferedDataTable table) throws Exception {
        List<String> keys = TestTables.keys(table);
        BufferedDataTable missing = TestTables.with(table, keys.get(0), COLUMN, DataType.getMissingCell());
        return TestTables.with(missing, keys.get(1), COLUMN, new StringCell(" "));
    }

    @Test
    void predictorShowsNoTruthWhereThereIsNone() throws Exception {
        NodeUnderTest.Outcome out = Samples.predictor().run(Samples.model(), partlyLabelled(Samples.test()));
        assertEquals(Samples.test().size(), out.table(0).size());
        assertFalse(out.view().get("rows").get(0).has("truth"));
        assertFalse(out.view().get("rows").get(1).has("truth"));
        assertTrue(out.view().get("rows").get(2).has("truth"));
    }

    @Test
    void explainerTakesPartlyLabelledPatternsAndBackground() throws Exception {
        BufferedDataTable out = explainer()
                .run(Samples.model(), partlyLabelled(Samples.test()), partlyLabelled(Samples.training()))
                .table(0);
        assertEquals(3, out.size());
    }

    /** A column of the class column's name that can't hold classes is no truth. */
    @Test
    void columnOfAnotherTypeIsNoTruth() throws Exception {
        BufferedDataTable numbers = with(Samples.test(), DoubleCell.TYPE, c -> new DoubleCell(1.5));
        BufferedDataTable background = with(Samples.training(), DoubleCell.TYPE, c -> new DoubleCell(1.5));
        assertEquals(
                numbers.size(),
                Samples.predictor().run(Samples.model(), numbers).table(0).size());
        assertEquals(
                3,
                explainer().run(Samples.model(), numbers, background).table(0).size());
    }

    record Kind(DataType type, Function<String, DataCell> cell, DataType written) {}

    static List<Kind> kinds() {
        return List.of(
                new Kind(IntCell.TYPE, c -> new IntCell(c.equals("cubic") ? 221 : 99), IntCell.TYPE),
                new Kind(LongCell.TYPE, c -> new LongCell(c.equals("cubic") ? 221 : 99), LongCell.TYPE),
                new Kind(
                        BooleanCell.TYPE, c -> BooleanCell.BooleanCellFactory.create(c.equals("cubic")), IntCell.TYPE));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void wholeNumbersGoThroughAllNodes(Kind kind) throws Exception {
        NodeUnderTest.Outcome synthesized = Samples.synthesizer()
                .run(with(Samples.patterns(), kind.type, kind.cell), with(Samples.augmented(), kind.type, kind.cell));
        assertEquals("", synthesized.warning());
        assertEquals(
                kind.written,
                synthesized.table(0).getDataTableSpec().getColumnSpec(COLUMN).getType());
        NodeUnderTest.Outcome learned =
                Samples.learner().set("epochs", 2).run(synthesized.table(0), synthesized.table(1));
        NodeUnderTest.Outcome predicted =
                Samples.predictor().run(learned.outputs().get(0), synthesized.table(2));
        assertTrue(predicted.view().get("rows").get(0).has("truth"));
        // KNIME's own Scorer compares cells: a number and a text are never equal
        DataTableSpec spec = predicted.table(0).getDataTableSpec();
        assertEquals(
                kind.written, spec.getColumnSpec("Prediction (" + COLUMN + ")").getType());
        assertTrue(spec.equalStructure((DataTableSpec) Samples.predictor()
                .configure(
                        learned.outputs().get(0).getSpec(), synthesized.table(2).getDataTableSpec())[0]));
        int prediction = spec.findColumnIndex("Prediction (" + COLUMN + ")");
        assertTrue(TestTables.rows(predicted.table(0)).stream()
                .allMatch(r -> r.getCell(prediction).getType().equals(kind.written)));
        assertEquals(
                3,
                explainer()
                        .run(learned.outputs().get(0), synthesized.table(2), synthesized.table(0))
                        .table(0)
                        .size());
    }
}

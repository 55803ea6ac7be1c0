// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.braggwise.knime.explainer.ShapExplainerNodeFactory;
import org.braggwise.knime.port.BVggNetModelPortObject;
import org.braggwise.knime.port.BVggNetModelPortObjectSpec;
import org.braggwise.knime.testing.NodeUnderTest;
import org.braggwise.knime.testing.Samples;
import org.braggwise.knime.testing.TestTables;
import org.braggwise.learning.calibration.Calibration;
import org.braggwise.learning.model.BVggNetModel;
import org.braggwise.learning.model.Member;
import org.braggwise.learning.model.TrainingHistory;
import org.braggwise.learning.network.NetworkSpec;
import org.braggwise.learning.network.NetworkWeights;
import org.braggwise.learning.posterior.Deterministic;
import org.junit.jupiter.api.Test;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataRow;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.def.StringCell;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.KNIMEException;

/** Ten thousand classes: more than there are space group settings, compounds of a mineral database perhaps. */
class ManyClassesTest {

    private static final int CLASSES = 10_000;
    private static final int ROWS = 5;

    private static BVggNetModelPortObject model() throws Exception {
        var input = Samples.model().getSpec().input();
        List<String> classes =
                IntStream.range(0, CLASSES).mapToObj(i -> "class " + i).toList();
        var spec = new NetworkSpec(input.points(), new int[][] {{2}, {2}}, 4, CLASSES, 0, 0);
        var member =
                new Member(NetworkWeights.initialise(spec, 1), new Deterministic(), new TrainingHistory(List.of(), 0));
        var model = new BVggNetModel(List.of(member), classes, input, Calibration.NONE, Map.of());
        return new BVggNetModelPortObject(
                model,
                new BVggNetModelPortObjectSpec(
                        input, "Crystal system", classes, org.knime.core.data.def.StringCell.TYPE));
    }

    private static BufferedDataTable rows() throws Exception {
        int column = Samples.test().getDataTableSpec().findColumnIndex("Crystal system");
        BufferedDataTable few = TestTables.table(
                Samples.test().getDataTableSpec(),
                TestTables.rows(Samples.test()).subList(0, ROWS));
        return TestTables.mapped(few, r -> row(r.getKey().getString(), r, column, "class 7"));
    }

    private static DataRow row(String key, DataRow row, int column, String name) {
        var cells = new DataCell[row.getNumCells()];
        Arrays.setAll(cells, i -> i == column ? new StringCell(name) : row.getCell(i));
        return new DefaultRow(key, cells);
    }

    @Test
    void arePredictedAndExplained() throws Exception {
        BVggNetModelPortObject model = model();
        BufferedDataTable predictions = Samples.predictor().run(model, rows()).table(0);
        for (String key : TestTables.keys(predictions)) {
            double sum = 0;
            for (String c : model.model().classes()) {
                sum += TestTables.number(predictions, key, "P (Crystal system=" + c + ")");
            }
            assertEquals(1, sum, 1e-6);
        }
        NodeUnderTest.Outcome out = new NodeUnderTest(new ShapExplainerNodeFactory())
                .set("background", 2)
                .run(model, rows(), rows());
        assertEquals(ROWS, out.table(0).size());
        assertTrue(out.warning().isEmpty(), out.warning());
    }

    /** Training on them takes longer than a test may; what a Laplace posterior of them would need is said before it begins. */
    @Test
    void areTooManyForLaplace() throws Exception {
        int column = Samples.training().getDataTableSpec().findColumnIndex("Crystal system");
        List<DataRow> some = TestTables.rows(Samples.training());
        List<DataRow> rows = IntStream.range(0, CLASSES)
                .mapToObj(i -> row("Row" + i, some.get(i % some.size()), column, "class " + i))
                .toList();
        BufferedDataTable table = TestTables.table(Samples.training().getDataTableSpec(), rows);
        var e = assertThrows(
                KNIMEException.class,
                () -> Samples.learner().set("method", "LAPLACE").run(table, Samples.validation()));
        assertTrue(
                e.getMessage().contains("A Laplace covariance for 10000 classes; expected at most 2048"),
                e.getMessage());
    }
}

// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.embedded.tests.table;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.braggwise.embedded.EmbeddedExecution;
import org.braggwise.embedded.ProgressListener;
import org.braggwise.embedded.ui.EmbeddedNode;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnSpecCreator;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.RowKey;
import org.knime.core.data.container.CloseableRowIterator;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.vector.doublevector.DoubleVectorCellFactory;
import org.knime.core.data.vector.doublevector.DoubleVectorValue;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.port.PortObject;
import org.knime.node.DefaultModel.ExecuteInput;
import org.knime.node.DefaultModel.ExecuteOutput;
import org.knime.node.DefaultNode;
import org.knime.node.DefaultNodeFactory;

/**
 * Two nodes, one behind the other, on patterns of 3501 points: the first makes them, the second halves them. Run with the number of
 * rows and a folder for the tables; both outputs are alive at the end. Prints the sum that it found, or fails.
 */
public final class LargeWorkflow {

    private static final int POINTS = 3501;
    private static final DataTableSpec SPEC =
            new DataTableSpec(new DataColumnSpecCreator("Pattern", DoubleVectorCellFactory.TYPE).createSpec());

    private static int rows;

    private LargeWorkflow() {}

    static final class MakeFactory extends DefaultNodeFactory {
        MakeFactory() {
            super(DefaultNode.create()
                    .name("Make")
                    .icon("x.png")
                    .shortDescription("Makes patterns.")
                    .fullDescription("Makes patterns.")
                    .sinceVersion(1, 0, 0)
                    .ports(p -> p.addOutputTable("Out", "Patterns."))
                    .model(m -> m.withoutParameters()
                            .configure((in, out) -> out.setOutSpecs(SPEC))
                            .execute(LargeWorkflow::make)));
        }
    }

    static final class HalveFactory extends DefaultNodeFactory {
        HalveFactory() {
            super(DefaultNode.create()
                    .name("Halve")
                    .icon("x.png")
                    .shortDescription("Halves patterns.")
                    .fullDescription("Halves patterns.")
                    .sinceVersion(1, 0, 0)
                    .ports(p -> p.addInputTable("In", "Patterns.").addOutputTable("Out", "Patterns."))
                    .model(m -> m.withoutParameters()
                            .configure((in, out) -> out.setOutSpecs(in.getInTableSpec(0)))
                            .execute(LargeWorkflow::halve)));
        }
    }

    private static void make(ExecuteInput in, ExecuteOutput out) throws CanceledExecutionException {
        ExecutionContext exec = in.getExecutionContext();
        var container = exec.createDataContainer(SPEC);
        for (int i = 0; i < rows; i++) {
            exec.checkCanceled();
            double[] values = new double[POINTS];
            for (int k = 0; k < POINTS; k++) {
                values[k] = i + k;
            }
            container.addRowToTable(new DefaultRow(
                    RowKey.createRowKey((long) i), (DataCell) DoubleVectorCellFactory.createCell(values)));
        }
        container.close();
        out.setOutData(container.getTable());
    }

    private static void halve(ExecuteInput in, ExecuteOutput out) throws CanceledExecutionException {
        ExecutionContext exec = in.getExecutionContext();
        var container = exec.createDataContainer(SPEC);
        each(in.getInTable(0), row -> {
            DoubleVectorValue v = (DoubleVectorValue) row.getCell(0);
            double[] half = new double[v.getLength()];
            for (int k = 0; k < half.length; k++) {
                half[k] = v.getValue(k) / 2;
            }
            container.addRowToTable(new DefaultRow(row.getKey(), (DataCell) DoubleVectorCellFactory.createCell(half)));
        });
        container.close();
        out.setOutData(container.getTable());
    }

    private static void each(BufferedDataTable table, Consumer<DataRow> work) {
        try (CloseableRowIterator all = table.iterator()) {
            while (all.hasNext()) {
                work.accept(all.next());
            }
        }
    }

    /** @param args number of rows, folder for the tables */
    public static void main(String[] args) throws Exception {
        rows = Integer.parseInt(args[0]);
        Path folder = Path.of(args[1]);
        ExecutionContext exec = EmbeddedExecution.newContext(folder, new ProgressListener() {}, () -> false);
        long start = System.nanoTime();
        PortObject[] made = EmbeddedNode.of(new MakeFactory()).execute(new PortObject[0], null, exec, w -> {});
        long middle = System.nanoTime();
        PortObject[] halved = EmbeddedNode.of(new HalveFactory()).execute(made, null, exec, w -> {});
        long end = System.nanoTime();
        double[] sum = new double[1];
        long[] count = new long[1];
        each((BufferedDataTable) halved[0], row -> {
            DoubleVectorValue v = (DoubleVectorValue) row.getCell(0);
            sum[0] += v.getValue(0) + v.getValue(POINTS - 1);
            count[0]++;
        });
        double expected = rows * (rows - 1.0) / 2 + rows * (POINTS - 1) / 2.0;
        if (count[0] != rows || sum[0] != expected || ((BufferedDataTable) made[0]).size() != rows) {
            throw new IllegalStateException(
                    "found " + count[0] + " rows with sum " + sum[0] + ", expected " + rows + " with " + expected);
        }
        long bytes = 0;
        try (Stream<Path> files = Files.list(folder)) {
            for (Path f : files.sorted(Comparator.naturalOrder()).toList()) {
                bytes += Files.size(f);
            }
        }
        System.out.printf(
                "%d rows, %d MB in files, %d MB heap at most, %.1f s + %.1f s%n",
                rows,
                bytes >> 20,
                Runtime.getRuntime().maxMemory() >> 20,
                (middle - start) / 1e9,
                (end - middle) / 1e9);
    }
}

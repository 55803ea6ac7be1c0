// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.headless.run;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;

import org.braggwise.headless.nodes.NodeCatalog;
import org.braggwise.headless.nodes.NodeOrigin;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnSpecCreator;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;
import org.knime.core.data.DoubleValue;
import org.knime.core.data.container.CloseableRowIterator;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.LongCell;
import org.knime.core.data.def.StringCell;
import org.knime.core.data.vector.doublevector.DoubleVectorCellFactory;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.knime.core.node.message.Message;
import org.knime.node.DefaultModel.ConfigureInput;
import org.knime.node.DefaultModel.ConfigureOutput;
import org.knime.node.DefaultModel.ExecuteInput;
import org.knime.node.DefaultModel.ExecuteOutput;
import org.knime.node.DefaultNode;
import org.knime.node.DefaultNodeFactory;
import org.knime.node.RequirePorts;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.Widget;

/** Small nodes that do what the tests of the runner need. */
public final class TestNodes implements NodeCatalog {

    static final DataTableSpec SPEC = new DataTableSpec(
            new DataColumnSpecCreator("x", DoubleCell.TYPE).createSpec(),
            new DataColumnSpecCreator("text", StringCell.TYPE).createSpec(),
            new DataColumnSpecCreator("curve", DoubleVectorCellFactory.TYPE).createSpec());

    /** How the source's text goes. */
    public enum Mode {
        PLAIN,
        AWKWARD
    }

    /** Something nested. */
    public static final class Inner implements NodeParameters {
        @Widget(title = "Depth", description = "How deep.")
        int m_depth = 2;
    }

    /** Settings of the source. */
    public static final class SourceParameters implements NodeParameters {
        @Widget(title = "Rows", description = "How many rows.")
        int m_rows = 3;

        @Widget(title = "Text", description = "What each row says.")
        String m_text = "hello";

        @Widget(title = "Mode", description = "How the text goes.")
        Mode m_mode = Mode.PLAIN;

        Optional<Long> m_seed = Optional.of(42L);

        Inner m_inner = new Inner();

        int[] m_numbers = {1, 2};

        @Override
        public void validate() throws InvalidSettingsException {
            if (m_rows < 0) {
                throw new InvalidSettingsException("Rows: found " + m_rows + ", expected 0 or more.");
            }
        }
    }

    /** Settings of the factor. */
    public static final class FactorParameters implements NodeParameters {
        @Widget(title = "Column", description = "Which column is multiplied.")
        String m_column = "x";

        @Widget(title = "Factor", description = "By what it is multiplied.")
        double m_factor = 2;
    }

    /** Makes rows: x = 0, 1/3, 2/3 .., a text, and a curve of four points; the second row's text is missing. */
    public static final class Source extends DefaultNodeFactory {
        /** Made by the catalog. */
        public Source() {
            super(DefaultNode.create()
                    .name("Test Source")
                    .icon("none.png")
                    .shortDescription("Makes <b>rows</b>.")
                    .fullDescription("Makes rows.")
                    .sinceVersion(1, 0, 0)
                    .ports(p -> p.addOutputTable("Rows", "The rows."))
                    .model(m -> m.parametersClass(SourceParameters.class)
                            .configure((in, out) -> out.setOutSpecs(SPEC))
                            .execute(Source::execute))
                    .addView(v -> v.withoutParameters()
                            .description("The rows as a view.")
                            .page(p -> p.fromString(
                                            () ->
                                                    "<!doctype html><html><head><title>v</title></head><body><p id=\"p\"></p><script>document.getElementById('p')"
                                                            + ".textContent = document.getElementById('braggwise-data').textContent.length</script></body></html>")
                                    .relativePath("v.html"))
                            .initialData(
                                    d -> d.data(vi -> "rows: " + vi.getInternalTables()[0].size() + " </script>"))));
        }

        private static void execute(ExecuteInput in, ExecuteOutput out) throws CanceledExecutionException {
            SourceParameters p = in.getParameters();
            var container = in.getExecutionContext().createDataContainer(SPEC);
            for (int i = 0; i < p.m_rows; i++) {
                in.getExecutionContext().checkCanceled();
                in.getExecutionContext().setProgress((double) i / p.m_rows, "row " + i);
                DataCell text = i == 1
                        ? DataType.getMissingCell()
                        : new StringCell(p.m_mode == Mode.AWKWARD ? "a,\"b\"\nc" : p.m_text);
                DataCell curve = DoubleVectorCellFactory.createCell(new double[] {i, 0.1, Double.NaN, 1e300});
                container.addRowToTable(new DefaultRow("Row" + i, new DoubleCell(i / 3.0), text, curve));
            }
            container.close();
            out.setOutData(container.getTable());
            out.setInternalData(container.getTable());
        }
    }

    /** Multiplies a column. */
    public static final class Factor extends DefaultNodeFactory {
        /** Made by the catalog. */
        public Factor() {
            super(node(
                    "Test A/B Factor",
                    p -> p.addInputTable("In", "Rows.").addOutputTable("Out", "Rows, multiplied."),
                    Factor::configure,
                    Factor::execute,
                    FactorParameters.class));
        }

        private static void configure(ConfigureInput in, ConfigureOutput out) throws InvalidSettingsException {
            FactorParameters p = in.getParameters();
            DataTableSpec spec = in.getInTableSpec(0);
            if (spec == null) {
                return;
            }
            if (!spec.containsName(p.m_column)) {
                throw new InvalidSettingsException("Column: found \"" + p.m_column + "\", expected one of "
                        + String.join(", ", spec.getColumnNames()) + ".");
            }
            out.setOutSpecs(new DataTableSpec(new DataColumnSpecCreator("y", DoubleCell.TYPE).createSpec()));
        }

        private static void execute(ExecuteInput in, ExecuteOutput out) throws CanceledExecutionException {
            FactorParameters p = in.getParameters();
            var container = in.getExecutionContext()
                    .createDataContainer(
                            new DataTableSpec(new DataColumnSpecCreator("y", DoubleCell.TYPE).createSpec()));
            int column = in.getInTable(0).getDataTableSpec().findColumnIndex(p.m_column);
            try (CloseableRowIterator rows = in.getInTable(0).iterator()) {
                while (rows.hasNext()) {
                    DataRow row = rows.next();
                    container.addRowToTable(new DefaultRow(
                            row.getKey(),
                            new DoubleCell(p.m_factor * ((DoubleValue) row.getCell(column)).getDoubleValue())));
                }
            }
            container.close();
            out.setOutData(container.getTable());
            out.setWarningMessage("multiplied by " + p.m_factor);
        }
    }

    /** Fails with a message for the user. */
    public static final class Failing extends DefaultNodeFactory {
        /** Made by the catalog. */
        public Failing() {
            super(pass("Test Failing", exec -> {
                throw KNIMEException.of(Message.builder()
                        .withSummary("The row \"Row1\" is broken.")
                        .addResolutions("Mend it.")
                        .build()
                        .orElseThrow());
            }));
        }
    }

    /** Fails with an error of its own. */
    public static final class Broken extends DefaultNodeFactory {
        /** Made by the catalog. */
        public Broken() {
            super(pass("Test Broken", exec -> {
                throw new IllegalArgumentException("planted error");
            }));
        }
    }

    /** Says that it is at work, then waits until it is cancelled. */
    public static final class Waiting extends DefaultNodeFactory {
        static volatile CountDownLatch started = new CountDownLatch(1);

        /** Made by the catalog. */
        public Waiting() {
            super(pass("Test Waiting", exec -> {
                started.countDown();
                while (true) {
                    exec.checkCanceled();
                    pause();
                }
            }));
        }
    }

    /** Waits until two of its kind are at work. */
    public static final class Meeting extends DefaultNodeFactory {
        static volatile CyclicBarrier both = new CyclicBarrier(2);

        /** Made by the catalog. */
        public Meeting() {
            super(pass("Test Meeting", exec -> {
                try {
                    both.await(20, TimeUnit.SECONDS);
                } catch (Exception e) {
                    throw new IllegalStateException("the other one did not come", e);
                }
            }));
        }
    }

    /** Has a view for which there is no memory. */
    public static final class Heavy extends DefaultNodeFactory {
        /** Made by the catalog. */
        public Heavy() {
            super(DefaultNode.create()
                    .name("Test Heavy")
                    .icon("none.png")
                    .shortDescription("Heavy.")
                    .fullDescription("Heavy.")
                    .sinceVersion(1, 0, 0)
                    .ports(p -> p.addInputTable("In", "Rows.").addOutputTable("Out", "The same rows."))
                    .model(m -> m.withoutParameters()
                            .configure((in, out) -> out.setOutSpecs(in.getInTableSpec(0)))
                            .execute((in, out) -> out.setOutData(in.getInTable(0))))
                    .addView(v -> v.withoutParameters()
                            .description("Heavy.")
                            .page(p -> p.fromString(() -> "<!doctype html>").relativePath("v.html"))
                            .initialData(d -> d.data(vi -> {
                                throw new OutOfMemoryError("Java heap space");
                            }))));
        }
    }

    /** Never notices a cancel, nor that its thread is interrupted. */
    public static final class Deaf extends DefaultNodeFactory {
        /** Made by the catalog. */
        public Deaf() {
            super(pass("Test Deaf", exec -> {
                System.err.println("deaf now");
                while (true) {
                    Thread.onSpinWait();
                }
            }));
        }
    }

    /** Refuses all that it is to read. */
    public static final class Refusing extends DefaultNodeFactory {
        /** Made by the catalog. */
        public Refusing() {
            super(node(
                    "Test Refusing",
                    p -> p.addOutputTable("Rows", "None.").addOutputTable("Problems", "One."),
                    (in, out) -> out.setOutSpecs(Counting.COUNTS, Counting.COUNTS),
                    (in, out) -> {
                        for (int port = 0; port < 2; port++) {
                            var container = in.getExecutionContext().createDataContainer(Counting.COUNTS);
                            if (port == 1) {
                                container.addRowToTable(new DefaultRow("Row0", new LongCell(1)));
                            }
                            container.close();
                            out.setOutData(port, container.getTable());
                        }
                    },
                    null));
        }
    }

    /** Has two tables. */
    public static final class Halves extends DefaultNodeFactory {
        /** Made by the catalog. */
        public Halves() {
            super(node(
                    "Test Halves",
                    p -> p.addOutputTable("Good rows", "Two.").addOutputTable("Bad rows", "One."),
                    (in, out) -> out.setOutSpecs(Counting.COUNTS, Counting.COUNTS),
                    (in, out) -> {
                        for (int port = 0; port < 2; port++) {
                            var container = in.getExecutionContext().createDataContainer(Counting.COUNTS);
                            for (int i = 0; i < 2 - port; i++) {
                                container.addRowToTable(new DefaultRow("Row" + i, new LongCell(i)));
                            }
                            container.close();
                            out.setOutData(port, container.getTable());
                        }
                    },
                    null));
        }
    }

    /** Gives nothing for its port. */
    public static final class Empty extends DefaultNodeFactory {
        /** Made by the catalog. */
        public Empty() {
            super(node(
                    "Test Empty",
                    p -> p.addInputTable("In", "Rows.").addOutputTable("Out", "Nothing."),
                    (in, out) -> out.setOutSpecs(SPEC),
                    (in, out) -> {},
                    null));
        }
    }

    /** Says how many rows each of its inputs has; the second input is optional. */
    public static final class Counting extends DefaultNodeFactory {
        static final DataTableSpec COUNTS =
                new DataTableSpec(new DataColumnSpecCreator("rows", LongCell.TYPE).createSpec());

        /** Made by the catalog. */
        public Counting() {
            super(DefaultNode.create()
                    .name("Test Counting")
                    .icon("none.png")
                    .shortDescription("Counts rows.")
                    .fullDescription("Counts rows.")
                    .sinceVersion(1, 0, 0) //
                    .dynamicPorts(d -> d //
                            .addInputPortGroup(
                                    "In", g -> g.name("In").description("Rows.").fixed(BufferedDataTable.TYPE)) //
                            .addInputPortGroup("More", g -> g.name("More")
                                    .description("More rows.")
                                    .optional()
                                    .supportedTypes(BufferedDataTable.TYPE)) //
                            .addOutputPortGroup("Counts", g -> g.name("Counts")
                                    .description("A row an input.")
                                    .fixed(BufferedDataTable.TYPE)))
                    .model(m -> m.withoutParameters()
                            .configure((in, out) -> out.setOutSpecs(COUNTS))
                            .execute((in, out) -> {
                                var container = in.getExecutionContext().createDataContainer(COUNTS);
                                for (int i = 0; i < in.getInTables().length; i++) {
                                    container.addRowToTable(new DefaultRow(
                                            "Row" + i,
                                            new LongCell(in.getInTable(i).size())));
                                }
                                container.close();
                                out.setOutData(container.getTable());
                            })));
        }
    }

    private interface Body {
        void run(org.knime.core.node.ExecutionContext exec) throws CanceledExecutionException, KNIMEException;
    }

    private static DefaultNode pass(String name, Body body) {
        return node(
                name,
                p -> p.addInputTable("In", "Rows.").addOutputTable("Out", "The same rows."),
                (in, out) -> out.setOutSpecs(in.getInTableSpec(0)),
                (in, out) -> {
                    body.run(in.getExecutionContext());
                    out.setOutData(in.getInTable(0));
                },
                null);
    }

    private static DefaultNode node(
            String name,
            java.util.function.Consumer<RequirePorts.PortsAdder> ports,
            org.knime.node.DefaultModel.ConfigureOrRearrangerConsumer<ConfigureInput, ConfigureOutput> configure,
            org.knime.node.DefaultModel.ExecuteConsumer execute,
            Class<? extends NodeParameters> parameters) {
        return DefaultNode.create()
                .name(name)
                .icon("none.png")
                .shortDescription(name + " for tests.")
                .fullDescription(name + ".")
                .sinceVersion(1, 0, 0)
                .ports(ports)
                .model(m -> (parameters == null ? m.withoutParameters() : m.parametersClass(parameters))
                        .configure(configure)
                        .execute(execute));
    }

    private static void pause() {
        try {
            Thread.sleep(5);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public List<NodeOrigin> origins() {
        return List.of(
                        Source.class,
                        Factor.class,
                        Failing.class,
                        Broken.class,
                        Waiting.class,
                        Meeting.class,
                        Empty.class,
                        Counting.class,
                        Heavy.class,
                        Deaf.class,
                        Halves.class,
                        Refusing.class)
                .stream()
                .map(c -> new NodeOrigin(c.getName(), "Test nodes", "org.test", "Nodes for tests", "Tests", "1.2.3"))
                .toList();
    }

    @Override
    public DefaultNodeFactory create(NodeOrigin origin) throws ReflectiveOperationException {
        return (DefaultNodeFactory)
                Class.forName(origin.factory()).getConstructor().newInstance();
    }
}

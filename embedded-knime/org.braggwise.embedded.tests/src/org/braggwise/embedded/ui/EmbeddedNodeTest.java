// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.embedded.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.braggwise.embedded.EmbeddedExecution;
import org.braggwise.embedded.ProgressListener;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnSpecCreator;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.IntValue;
import org.knime.core.data.container.ColumnRearranger;
import org.knime.core.data.container.SingleCellFactory;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.def.IntCell;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.knime.core.node.NodeFactory.NodeType;
import org.knime.core.node.NodeSettings;
import org.knime.core.node.message.Message;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.node.DefaultModel.ConfigureInput;
import org.knime.node.DefaultModel.ConfigureOutput;
import org.knime.node.DefaultModel.ExecuteInput;
import org.knime.node.DefaultModel.ExecuteOutput;
import org.knime.node.DefaultNode;
import org.knime.node.DefaultNodeFactory;
import org.knime.node.parameters.Advanced;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.widget.choices.Label;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsPositiveIntegerValidation;

/** A whole node: stated by KNIME's stages, configured, executed, shown. */
class EmbeddedNodeTest {

    enum Order {
        @Label(value = "Up", description = "From small to large.")
        UP,
        DOWN;
    }

    static final class Parameters implements NodeParameters {

        @Widget(title = "Count", description = "How many.")
        @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
        int m_count = 3;

        @Widget(title = "Order", description = "Which way.")
        @Advanced
        Order m_order = Order.UP;

        @Override
        public void validate() throws InvalidSettingsException {
            if (m_count == 13) {
                throw new InvalidSettingsException("13 is not allowed.");
            }
        }
    }

    static final DataTableSpec NUMBERS = new DataTableSpec(new DataColumnSpecCreator("n", IntCell.TYPE).createSpec());

    static void configure(ConfigureInput in, ConfigureOutput out) throws InvalidSettingsException {
        out.setOutSpecs(NUMBERS);
        if (in.<Parameters>getParameters().m_count > 100) {
            out.setWarningMessage("That is a lot.");
        }
    }

    static void execute(ExecuteInput in, ExecuteOutput out) throws CanceledExecutionException, KNIMEException {
        Parameters p = in.getParameters();
        if (p.m_count == 7) {
            throw KNIMEException.of(Message.builder()
                    .withSummary("7 fails.")
                    .addResolutions("Take 8.")
                    .build()
                    .orElseThrow());
        }
        var container = in.getExecutionContext().createDataContainer(NUMBERS);
        for (int i = 0; i < p.m_count; i++) {
            in.getExecutionContext().checkCanceled();
            container.addRowToTable(new DefaultRow("Row" + i, new IntCell(p.m_order == Order.UP ? i : -i)));
        }
        container.close();
        out.setOutData(container.getTable());
        out.setInternalData(container.getTable());
    }

    /** The methods that the page may call. */
    public static final class Service {
        private final long m_rows;

        Service(long rows) {
            m_rows = rows;
        }

        public long rowsTimes(int factor) {
            return m_rows * factor;
        }
    }

    static final class SourceFactory extends DefaultNodeFactory {

        static final DefaultNode NODE = DefaultNode.create() //
                .name("Numbers") //
                .icon("numbers.png") //
                .shortDescription("Counts.") //
                .fullDescription("Counts, <i>either way</i>.") //
                .sinceVersion(1, 0, 0) //
                .ports(p -> p.addOutputTable("Numbers", "One a row.")) //
                .model(m -> m.parametersClass(Parameters.class)
                        .configure(EmbeddedNodeTest::configure)
                        .execute(EmbeddedNodeTest::execute)) //
                .addView(v -> v.withoutParameters()
                        .description("The count.") //
                        .page(p -> p.fromString(() -> "<html>é</html>").relativePath("page.html")) //
                        .initialData(d -> d.data(in -> Map.of("rows", in.getInternalTables()[0].size()))) //
                        .dataService(s -> s.handler(in -> new Service(in.getInternalTables()[0].size())))) //
                .nodeType(NodeType.Source) //
                .keywords("count", "integer") //
                .addExternalResource("https://www.iucr.org", "IUCr");

        SourceFactory() {
            super(NODE);
        }
    }

    static final class DoublingFactory extends DefaultNodeFactory {

        static final DefaultNode NODE = DefaultNode.create()
                .name("Twice")
                .icon("x.png")
                .shortDescription("Doubles.")
                .fullDescription("Doubles.")
                .sinceVersion(1, 0, 0)
                .ports(p -> p.addInputTable("In", "Numbers.").addOutputTable("Out", "Twice as large."))
                .model(m -> m.withoutParameters().rearrangeColumns((in, out) -> {
                    var rearranger = new ColumnRearranger(in.getDataTableSpec());
                    rearranger.append(
                            new SingleCellFactory(new DataColumnSpecCreator("twice", IntCell.TYPE).createSpec()) {
                                @Override
                                public DataCell getCell(DataRow row) {
                                    return new IntCell(2 * ((IntValue) row.getCell(0)).getIntValue());
                                }
                            });
                    out.setColumnRearranger(rearranger);
                }));

        DoublingFactory() {
            super(NODE);
        }
    }

    @TempDir
    private Path m_temp;

    private ExecutionContext m_exec;
    private final List<String> m_warnings = new ArrayList<>();
    private final EmbeddedNode m_source = EmbeddedNode.of(new SourceFactory());

    @BeforeEach
    void context() {
        m_exec = EmbeddedExecution.newContext(m_temp, new ProgressListener() {}, () -> false);
    }

    private static NodeSettings model(int count, String order) {
        var model = new NodeSettings("model");
        model.addInt("count", count);
        model.addString("order", order);
        return model;
    }

    @Test
    void statesWhatItIs() {
        assertEquals("Numbers", m_source.name());
        assertEquals("Counts, <i>either way</i>.", m_source.fullDescription());
        assertEquals(List.of(), m_source.inPorts());
        assertEquals(
                List.of(new EmbeddedNode.Port(
                        "Numbers", false, false, true, "Numbers", "One a row.", BufferedDataTable.TYPE)),
                m_source.outPorts());
        assertEquals(NodeType.Source, m_source.nodeType());
        assertEquals(List.of("count", "integer"), m_source.keywords());
        assertEquals(List.of(new EmbeddedNode.Link("https://www.iucr.org", "IUCr")), m_source.links());
        assertNull(m_source.iconUrl());
        assertEquals(
                List.of(
                        new ParameterInfo(
                                "count",
                                "xint",
                                "Count",
                                "How many.",
                                "3",
                                List.of(),
                                List.of("The value must be at least 1."),
                                false,
                                false),
                        new ParameterInfo(
                                "order",
                                "xstring",
                                "Order",
                                "Which way.",
                                "UP",
                                List.of(
                                        new ParameterInfo.Choice("UP", "Up", "From small to large."),
                                        new ParameterInfo.Choice("DOWN", "DOWN", "")),
                                List.of(),
                                false,
                                true)),
                m_source.parameters());
    }

    @Test
    void untouchedNodeHasDefaults() throws InvalidSettingsException {
        assertEquals(model(3, "UP"), m_source.defaultSettings(new PortObjectSpec[0]));
        assertEquals(model(3, "UP"), m_source.resaved(model(3, "UP")));
        assertEquals(NUMBERS, m_source.configure(new PortObjectSpec[0], null, m_warnings::add)[0]);
    }

    @Test
    void executesAndShows() throws Exception {
        PortObject[] out = m_source.execute(new PortObject[0], model(4, "DOWN"), m_exec, m_warnings::add);
        assertEquals(4, ((BufferedDataTable) out[0]).size());
        assertEquals("Row3: [-3]", last((BufferedDataTable) out[0]));
        assertTrue(m_source.hasView());
        assertEquals("The count.", m_source.viewDescription());
        assertEquals("<html>é</html>", m_source.pageHtml());
        assertEquals("{\"rows\":4}", m_source.initialDataJson(null));
        assertEquals(12L, m_source.callDataService("rowsTimes", 3));
    }

    private static String last(BufferedDataTable table) {
        String text = null;
        for (DataRow r : table) {
            text = r.toString();
        }
        return text;
    }

    @Test
    void settingsAreValidated() throws InvalidSettingsException {
        assertEquals(
                "13 is not allowed.",
                assertThrows(
                                InvalidSettingsException.class,
                                () -> m_source.configure(new PortObjectSpec[0], model(13, "UP"), m_warnings::add))
                        .getMessage());
        m_source.configure(
                new PortObjectSpec[0], model(0, "UP"), m_warnings::add); // KNIME leaves the limits to the dialog
        assertEquals(
                "Found 0 for \"count\": The value must be at least 1.",
                assertThrows(InvalidSettingsException.class, () -> m_source.checkLimits(model(0, "UP")))
                        .getMessage());
        m_source.checkLimits(model(1, "UP"));
        assertEquals(List.of(), m_warnings);
        m_source.configure(new PortObjectSpec[0], model(101, "UP"), m_warnings::add);
        assertEquals(List.of("That is a lot."), m_warnings);
    }

    @Test
    void failureHasItsMessage() {
        var e = assertThrows(
                KNIMEException.class,
                () -> m_source.execute(new PortObject[0], model(7, "UP"), m_exec, m_warnings::add));
        assertEquals("7 fails.", e.getMessage());
        assertEquals("7 fails.\nTake 8.", e.getKNIMEMessage().toString());
        assertNull(m_source.internalData());
    }

    @Test
    void rearrangesColumns() throws Exception {
        EmbeddedNode twice = EmbeddedNode.of(new DoublingFactory());
        DataTableSpec spec = (DataTableSpec) twice.configure(new PortObjectSpec[] {NUMBERS}, null, m_warnings::add)[0];
        assertEquals(List.of("n", "twice"), List.of(spec.getColumnNames()));
        PortObject[] in = m_source.execute(new PortObject[0], model(6, "UP"), m_exec, m_warnings::add);
        assertEquals("Row5: [5, 10]", last((BufferedDataTable)
                twice.execute(in, new NodeSettings("model"), m_exec, m_warnings::add)[0]));
        assertEquals(List.of(), twice.parameters());
        assertThrows(IllegalStateException.class, twice::pageHtml);
    }
}

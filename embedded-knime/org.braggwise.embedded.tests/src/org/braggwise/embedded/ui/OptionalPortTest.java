// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.embedded.ui;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;

import org.braggwise.embedded.EmbeddedExecution;
import org.braggwise.embedded.ProgressListener;
import org.braggwise.embedded.ui.EmbeddedNode.Port;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knime.core.data.DataColumnSpecCreator;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.def.IntCell;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeSettings;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.node.DefaultNode;
import org.knime.node.DefaultNodeFactory;

/** A port that a node has only where a user added it, as KNIME 5.8 counts and saves it. */
class OptionalPortTest {

    private static final DataTableSpec SPEC =
            new DataTableSpec(new DataColumnSpecCreator("inputs", IntCell.TYPE).createSpec());
    private static final String TABLE = "org.knime.core.node.BufferedDataTable";

    /** Says how many inputs it got. */
    static final class CountFactory extends DefaultNodeFactory {

        static final DefaultNode NODE = DefaultNode.create()
                .name("Count")
                .icon("count.png")
                .shortDescription("Counts.")
                .fullDescription("Counts its inputs.")
                .sinceVersion(1, 0, 0) //
                .dynamicPorts(d -> d //
                        .addInputPortGroup("before", g -> g.name("Before")
                                .description("First.")
                                .optional()
                                .supportedTypes(BufferedDataTable.TYPE)) //
                        .addOutputPortGroup(
                                "Inputs",
                                g -> g.name("Inputs").description("How many.").fixed(BufferedDataTable.TYPE)) //
                        .addInputPortGroup(
                                "In",
                                g -> g.name("In").description("Always there.").fixed(BufferedDataTable.TYPE)) //
                        .addInputPortGroup("behind", g -> g.name("Behind")
                                .description("Last.")
                                .optional()
                                .supportedTypes(BufferedDataTable.TYPE)))
                .model(m -> m.withoutParameters()
                        .configure((in, out) -> {
                            in.getInTableSpecs();
                            out.setOutSpecs(SPEC);
                            out.setWarningMessage(in.getInPortSpecs().length + " specs");
                        })
                        .execute((in, out) -> {
                            var container = in.getExecutionContext().createDataContainer(SPEC);
                            container.addRowToTable(new DefaultRow("Row0", new IntCell(in.getInTables().length)));
                            container.close();
                            out.setOutData(container.getTable());
                        }));

        CountFactory() {
            super(NODE);
        }
    }

    /** A port that a new node has and that can be removed, between two that are always there. */
    static final class RemovableFactory extends DefaultNodeFactory {

        static final DefaultNode NODE = DefaultNode.create()
                .name("Removable")
                .icon("count.png")
                .shortDescription("Has three inputs at first.")
                .fullDescription("Of which the second can be removed.")
                .sinceVersion(1, 0, 0) //
                .dynamicPorts(d -> d //
                        .addInputPortGroup(
                                "First",
                                g -> g.name("First").description("Always.").fixed(BufferedDataTable.TYPE)) //
                        .addInputPortGroup("second", g -> g.name("Second")
                                .description("At first.")
                                .optional()
                                .supportedTypes(BufferedDataTable.TYPE)
                                .defaultPortType(BufferedDataTable.TYPE)) //
                        .addInputPortGroup(
                                "Third",
                                g -> g.name("Third").description("Always.").fixed(BufferedDataTable.TYPE)))
                .model(m -> m.withoutParameters()
                        .configure((in, out) -> out.setOutSpecs())
                        .execute((in, out) -> out.setOutData()));

        RemovableFactory() {
            super(NODE);
        }
    }

    @TempDir
    private Path m_temp;

    private static List<String> names(List<Port> ports) {
        return ports.stream().map(Port::name).toList();
    }

    @Test
    void isAbsentUntilItIsAdded() {
        EmbeddedNode node = EmbeddedNode.of(new CountFactory());
        assertEquals(List.of("In"), names(node.inPorts()));
        assertEquals(List.of("Inputs"), names(node.outPorts()));
        assertEquals(List.of("Before", "Inputs", "In", "Behind"), names(node.statedPorts()));
        assertEquals(
                List.of(true, false, false, true),
                node.statedPorts().stream().map(Port::optional).toList());
    }

    @Test
    void shiftsThePortsBehindIt() {
        assertEquals(
                List.of("Before", "In"),
                names(EmbeddedNode.of(new CountFactory(), "before").inPorts()));
        assertEquals(
                List.of("Before", "In", "Behind"),
                names(EmbeddedNode.of(new CountFactory(), "behind", "before").inPorts()));
    }

    @Test
    void nodeGetsThePortsThatAreThere() throws Exception {
        EmbeddedNode node = EmbeddedNode.of(new CountFactory(), "behind");
        node.configure(new PortObjectSpec[] {SPEC, null}, null, w -> assertEquals("2 specs", w));
        ExecutionContext exec = EmbeddedExecution.newContext(m_temp, new ProgressListener() {}, () -> false);
        var container = exec.createDataContainer(SPEC);
        container.close();
        PortObject[] out =
                node.execute(new PortObject[] {container.getTable(), container.getTable()}, null, exec, w -> {});
        try (var rows = ((BufferedDataTable) out[0]).iterator()) {
            assertEquals(new IntCell(2), rows.next().getCell(0));
        }
    }

    /**
     * Facts of KNIME's ConfigurableNodeFactory (addOptionalInputPortGroupWithDefault) and of DefaultModifiablePortsConfiguration: a group
     * that a saved node lacks is as in a new node, one whose config is empty has no port.
     */
    @Test
    void defaultPortIsThereUntilItIsRemoved() throws Exception {
        List<String> all = List.of("First", "Second", "Third");
        List<String> less = List.of("First", "Third");
        EmbeddedNode fresh = EmbeddedNode.of(new RemovableFactory());
        assertEquals(all, names(fresh.inPorts()));
        assertEquals(
                TABLE,
                fresh.creationConfig()
                        .getNodeSettings("second")
                        .getNodeSettings("port_0")
                        .getString("object_class"));
        EmbeddedNode removed = EmbeddedNode.of(new RemovableFactory(), List.of(), List.of("second"));
        assertEquals(less, names(removed.inPorts()));
        assertTrue(removed.creationConfig().getNodeSettings("second").keySet().isEmpty());
        assertEquals(
                less,
                names(EmbeddedNode.of(new RemovableFactory(), removed.creationConfig())
                        .inPorts()));
        assertEquals(
                all,
                names(EmbeddedNode.of(new RemovableFactory(), fresh.creationConfig())
                        .inPorts()));
        NodeSettings older = new NodeSettings("node_creation_config");
        older.addNodeSettings("First");
        older.addNodeSettings("Third");
        assertEquals(all, names(EmbeddedNode.of(new RemovableFactory(), older).inPorts()));
        assertThrows(
                IllegalArgumentException.class,
                () -> EmbeddedNode.of(new RemovableFactory(), List.of(), List.of("Third")));
    }

    /** Facts of KNIME's ModifiablePortsConfiguration: a config for each group as stated, in it port_0/object_class for an added port. */
    @Test
    void isSavedAsKnimeSavesIt() throws Exception {
        NodeSettings none = EmbeddedNode.of(new CountFactory()).creationConfig();
        assertEquals("node_creation_config", none.getKey());
        assertEquals(List.of("before", "Inputs", "In", "behind"), List.copyOf(none.keySet()));
        for (String group : none.keySet()) {
            assertTrue(none.getNodeSettings(group).keySet().isEmpty(), group);
        }
        NodeSettings one = EmbeddedNode.of(new CountFactory(), "behind").creationConfig();
        assertEquals(
                TABLE, one.getNodeSettings("behind").getNodeSettings("port_0").getString("object_class"));
        assertTrue(one.getNodeSettings("before").keySet().isEmpty());
        assertEquals(
                List.of("In", "Behind"),
                names(EmbeddedNode.of(new CountFactory(), one).inPorts()));
        assertEquals(one, EmbeddedNode.of(new CountFactory(), one).creationConfig());
    }

    /** As in a workflow that was saved before the node had the group. */
    @Test
    void unknownGroupsAreAsInANewNode() throws Exception {
        NodeSettings old = new NodeSettings("node_creation_config");
        old.addNodeSettings("In");
        old.addNodeSettings("Gone").addNodeSettings("port_0").addString("object_class", TABLE);
        assertEquals(
                List.of("In"), names(EmbeddedNode.of(new CountFactory(), old).inPorts()));
    }

    @Test
    void otherTypesAndMorePortsAreRefused() {
        NodeSettings other = new NodeSettings("node_creation_config");
        other.addNodeSettings("behind").addNodeSettings("port_0").addString("object_class", "com.example.Model");
        assertEquals(
                "key behind.port_0.object_class: found com.example.Model, expected one port, port_0, of " + TABLE,
                assertThrows(InvalidSettingsException.class, () -> EmbeddedNode.of(new CountFactory(), other))
                        .getMessage());
        NodeSettings two = EmbeddedNode.of(new CountFactory(), "behind").creationConfig();
        assertThrows(InvalidSettingsException.class, () -> {
            two.getNodeSettings("behind").addNodeSettings("port_1").addString("object_class", TABLE);
            EmbeddedNode.of(new CountFactory(), two);
        });
    }

    @Test
    void onlyOptionalPortsCanBeAdded() {
        assertEquals(
                "no optional port is called \"In\"; expected before, behind",
                assertThrows(IllegalArgumentException.class, () -> EmbeddedNode.of(new CountFactory(), "In"))
                        .getMessage());
    }

    @Test
    void groupsHaveDistinctIdsAndPortsOneType() {
        var stages = DefaultNode.create()
                .name("n")
                .icon("i")
                .shortDescription("s")
                .fullDescription("f")
                .sinceVersion(1, 0, 0);
        assertThrows(
                IllegalArgumentException.class,
                () -> stages.ports(p -> p.addInputTable("Same", "d").addOutputTable("Same", "d")));
        // KNIME asks the user which of the types a port gets
        assertThrows(
                UnsupportedOperationException.class,
                () -> stages.dynamicPorts(d -> d.addInputPortGroup("two", g -> g.name("Two")
                        .description("d")
                        .optional()
                        .supportedTypes(BufferedDataTable.TYPE, BufferedDataTable.TYPE))));
    }

    @Test
    void fixedPortsAreGroupsByTheirNames() {
        var node = EmbeddedNode.of(new EmbeddedNodeTest.SourceFactory());
        assertArrayEquals(
                new Object[] {"Numbers"}, node.creationConfig().keySet().toArray());
    }
}

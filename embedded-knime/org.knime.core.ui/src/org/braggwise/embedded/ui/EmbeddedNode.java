// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.embedded.ui;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

import org.knime.core.data.DataTableSpec;
import org.knime.core.data.container.ColumnRearranger;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.knime.core.node.NodeFactory.NodeType;
import org.knime.core.node.NodeSettings;
import org.knime.core.node.NodeSettingsRO;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.core.node.port.PortType;
import org.knime.node.DefaultNodeFactory;
import org.knime.node.parameters.NodeParameters;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/** One node of a workflow: what its factory states, brought to life as KNIME does. Keeps the internal data of its last execution. */
public final class EmbeddedNode {

    /**
     * A port as the node states it; the hidden flow variable port is not among them.
     *
     * @param group identifies the port in saved workflows
     * @param optional whether a user can add and remove the port
     * @param initial whether a new node has the port
     */
    public record Port(
            String group,
            boolean input,
            boolean optional,
            boolean initial,
            String name,
            String description,
            PortType type) {}

    /** A link of the node's description. */
    public record Link(String href, String text) {}

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Class<? extends DefaultNodeFactory> m_factoryClass;
    private final NodeSheet m_sheet;
    private final NodePorts m_ports;
    private volatile PortObject[] m_internalData;

    private EmbeddedNode(DefaultNodeFactory factory, NodeSheet sheet, NodePorts ports) {
        m_factoryClass = factory.getClass();
        m_sheet = sheet;
        m_ports = ports;
    }

    /**
     * @param added the groups of the optional ports that the node has beside those of a new node
     * @throws IllegalArgumentException naming the group that is no optional port
     */
    public static EmbeddedNode of(DefaultNodeFactory factory, String... added) {
        return of(factory, List.of(added), List.of());
    }

    /**
     * @param added the groups of the optional ports that the node has beside those of a new node
     * @param removed the groups of the optional ports of a new node that the node lacks
     * @throws IllegalArgumentException naming the group that is no optional port
     */
    public static EmbeddedNode of(DefaultNodeFactory factory, List<String> added, List<String> removed) {
        NodeSheet sheet = NodeSheet.of(factory);
        return new EmbeddedNode(factory, sheet, NodePorts.of(sheet.ports(), added, removed));
    }

    /**
     * @param creationConfig the config "node_creation_config" of a saved node, which says which optional ports it has
     * @throws InvalidSettingsException naming the key of an optional port of another type than the node states
     */
    public static EmbeddedNode of(DefaultNodeFactory factory, NodeSettingsRO creationConfig)
            throws InvalidSettingsException {
        NodeSheet sheet = NodeSheet.of(factory);
        return new EmbeddedNode(factory, sheet, NodePorts.load(sheet.ports(), creationConfig));
    }

    /** @return the config "node_creation_config" as KNIME saves it */
    public NodeSettings creationConfig() {
        return m_ports.save();
    }

    /** @return all ports, inputs and outputs, in the order in which the factory states them, those that this node lacks included */
    public List<Port> statedPorts() {
        return m_ports.stated();
    }

    public String name() {
        return m_sheet.name();
    }

    public String shortDescription() {
        return m_sheet.shortDescription();
    }

    /** @return with some HTML */
    public String fullDescription() {
        return m_sheet.fullDescription();
    }

    /** @return the inputs of this node: an optional port that was not added is not among them */
    public List<Port> inPorts() {
        return m_ports.in();
    }

    /** @return the outputs of this node: an optional port that was not added is not among them */
    public List<Port> outPorts() {
        return m_ports.out();
    }

    public NodeType nodeType() {
        return m_sheet.nodeType();
    }

    public List<String> keywords() {
        return m_sheet.keywords();
    }

    public List<Link> links() {
        return m_sheet.links();
    }

    /** @return the icon's file, null where there is none of the stated name beside the factory */
    public URL iconUrl() {
        return m_factoryClass.getResource(m_sheet.icon());
    }

    /** @return null for a node without parameters */
    public Class<? extends NodeParameters> parametersClass() {
        return m_sheet.model().parameters();
    }

    /** @return the parameters with their defaults, limits and choices */
    public List<ParameterInfo> parameters() {
        return parametersClass() == null ? List.of() : ParameterListing.of(parametersClass(), input(null));
    }

    /**
     * @param in the specs of the inputs, null where nothing is known
     * @return the config "model" of a node that nobody has touched
     */
    public NodeSettings defaultSettings(PortObjectSpec[] in) {
        NodeSettings model = new NodeSettings("model");
        if (parametersClass() != null) {
            ParametersStore.save(ParametersStore.defaults(parametersClass(), input(in)), model);
        }
        return model;
    }

    /** @return the config "model" as KNIME saves it after it loaded the given one: keys that no parameter has are gone */
    public NodeSettings resaved(NodeSettingsRO model) throws InvalidSettingsException {
        NodeSettings saved = new NodeSettings("model");
        if (parametersClass() != null) {
            ParametersStore.save(ParametersStore.load(parametersClass(), model), saved);
        }
        return saved;
    }

    /**
     * Opens the dialog as KNIME does, save that nothing is drawn.
     *
     * @param model null for a node that nobody has touched
     * @param in the specs of the inputs, null where nothing is known
     * @return the keys of the settings that it shows
     * @throws IllegalStateException naming what keeps KNIME from opening it
     */
    public Set<String> openDialog(NodeSettingsRO model, PortObjectSpec[] in) throws InvalidSettingsException {
        if (parametersClass() == null) {
            throw new IllegalStateException("The node \"" + name() + "\" has no dialog.");
        }
        Input input = input(in);
        return Dialog.open(
                model == null
                        ? ParametersStore.defaults(parametersClass(), input)
                        : ParametersStore.load(parametersClass(), model),
                input);
    }

    private Input input(PortObjectSpec[] in) {
        return new Input(in, types(inPorts()), types(outPorts()));
    }

    private static PortType[] types(List<Port> ports) {
        return ports.stream().map(Port::type).toArray(PortType[]::new);
    }

    /**
     * Loads and validates settings.
     *
     * @param model null for a node that nobody has touched
     * @return null for a node without parameters
     */
    private NodeParameters load(NodeSettingsRO model, PortObjectSpec[] in) throws InvalidSettingsException {
        if (parametersClass() == null) {
            return null;
        }
        NodeParameters parameters = model == null
                ? ParametersStore.defaults(parametersClass(), input(in))
                : ParametersStore.load(parametersClass(), model);
        parameters.validate();
        return parameters;
    }

    /**
     * Does what the dialog does before it takes settings: holds them to the limits of their fields. KNIME checks them nowhere else.
     *
     * @throws InvalidSettingsException naming the key, the value and the limit
     */
    public void checkLimits(NodeSettingsRO model) throws InvalidSettingsException {
        if (parametersClass() != null) {
            Limits.check(ParametersStore.load(parametersClass(), model));
        }
    }

    /**
     * @param in null where nothing is known of an input
     * @param model the settings, null for a node that nobody has touched
     * @param warning gets the node's warning
     * @return the specs of the outputs, null where nothing is known
     */
    public PortObjectSpec[] configure(PortObjectSpec[] in, NodeSettingsRO model, Consumer<String> warning)
            throws InvalidSettingsException {
        NodeParameters parameters = load(model, in);
        if (m_sheet.model().rearrange() != null) {
            return new PortObjectSpec[] {
                rearranger(parameters, (DataTableSpec) in[0]).createSpec()
            };
        }
        var output = new Configuration(outPorts().size(), warning);
        m_sheet.model().configure().accept(new Configuration.Input(parameters, in, types(outPorts())), output);
        return output.specs();
    }

    private ColumnRearranger rearranger(NodeParameters parameters, DataTableSpec spec) throws InvalidSettingsException {
        ColumnRearranger[] result = new ColumnRearranger[1];
        m_sheet.model().rearrange().accept(new Configuration.Columns(parameters, spec), r -> result[0] = r);
        if (result[0] == null) {
            throw new InvalidSettingsException("No column rearranger has been set.");
        }
        return result[0];
    }

    /**
     * @param model the settings, null for a node that nobody has touched
     * @param warning gets the node's warning
     * @return the outputs; a port that the node gave nothing for is null
     */
    public PortObject[] execute(PortObject[] in, NodeSettingsRO model, ExecutionContext exec, Consumer<String> warning)
            throws CanceledExecutionException, KNIMEException, InvalidSettingsException {
        PortObjectSpec[] specs =
                Arrays.stream(in).map(o -> o == null ? null : o.getSpec()).toArray(PortObjectSpec[]::new);
        NodeParameters parameters = load(model, specs);
        m_internalData = null;
        if (m_sheet.model().rearrange() != null) {
            BufferedDataTable table = (BufferedDataTable) in[0];
            return new PortObject[] {
                exec.createColumnRearrangeTable(table, rearranger(parameters, table.getDataTableSpec()), exec)
            };
        }
        var output = new Execution(outPorts().size(), warning, data -> m_internalData = data);
        m_sheet.model().execute().accept(new Execution.Input(parameters, in, exec, types(outPorts())), output);
        return output.data();
    }

    /** @param data what an execution elsewhere kept for the view, null where it kept nothing */
    public void keepInternalData(PortObject[] data) {
        m_internalData = data;
    }

    /** @return what the last execution kept for the view, null where it kept nothing */
    public PortObject[] internalData() {
        return m_internalData;
    }

    public boolean hasView() {
        return m_sheet.view() != null;
    }

    public String viewDescription() {
        return view().description();
    }

    private ViewSheet view() {
        if (!hasView()) {
            throw new IllegalStateException("The node \"" + name() + "\" has no view.");
        }
        return m_sheet.view();
    }

    /** @return the view's page */
    public String pageHtml() {
        try {
            return new String(view().page().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * @param model the node's settings; views of ours have no parameters, so that it is not read
     * @return the JSON that the page's initialData() gives: the node's object as Jackson writes it, null where the view has none
     * @throws IllegalStateException where KNIME could not hand it to the page either
     */
    public String initialDataJson(NodeSettingsRO model) {
        if (view().initialData() == null) {
            return null;
        }
        Object data = view().initialData().apply(viewInput());
        try {
            // KNIME writes and reads the data again; Jackson's limits, such as 20 million characters for one text, hold
            // there too
            return JSON.readTree(JSON.writeValueAsString(data)).toString();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(
                    "The data of the view of \"" + name() + "\" can't be handed to its page: " + e.getMessage(), e);
        }
    }

    /** @return what the public method of the view's data service returns */
    public Object callDataService(String method, Object... arguments) {
        if (view().dataService() == null) {
            throw new IllegalStateException("The view of \"" + name() + "\" has no data service.");
        }
        Object handler = view().dataService().apply(viewInput());
        Method found = Arrays.stream(handler.getClass().getMethods())
                .filter(m -> m.getName().equals(method) && m.getParameterCount() == arguments.length)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("The data service of \"" + name()
                        + "\" has no public method " + method + " with " + arguments.length + " parameters."));
        try {
            return found.invoke(handler, arguments);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(method + " failed: " + e.getCause().getMessage(), e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("The class of a data service is public: " + e.getMessage(), e);
        }
    }

    private ShownData viewInput() {
        return new ShownData(m_internalData);
    }
}

// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

import org.braggwise.embedded.EmbeddedExecution;
import org.braggwise.embedded.ProgressListener;
import org.braggwise.embedded.ui.EmbeddedNode;
import org.braggwise.headless.nodes.ClassPathCatalog;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.knime.core.node.NodeSettings;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.node.DefaultNodeFactory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** One node with its settings, configured and executed as a workflow does it. */
public final class NodeUnderTest {

    /** What KNIME puts behind the key of an optional setting. */
    public static final String PRESENCE = "_is_present";

    /** What an execution gave. */
    public record Outcome(List<PortObject> outputs, List<String> warnings, JsonNode view) {

        /** @param port from 0 on */
        public BufferedDataTable table(int port) {
            return (BufferedDataTable) outputs.get(port);
        }

        /** @return all warnings as one text, empty for none */
        public String warning() {
            return String.join(" ", warnings);
        }
    }

    /** The project's directory. */
    public static final Path ROOT = Path.of(System.getProperty("braggwise.root", "../.."))
            .toAbsolutePath()
            .normalize();

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path SPILL;

    static {
        try {
            SPILL = Files.createTempDirectory("braggwise-tests");
            if (System.getProperty("osgi.framework") == null) {
                // outside Equinox nobody reads our plugin.xml, which declares the model's port type
                new ClassPathCatalog(NodeUnderTest.class.getClassLoader(), List.of(pluginXml()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final EmbeddedNode m_node;
    private final NodeSettings m_settings;

    /** @param optionalPorts the optional ports that the node has */
    public NodeUnderTest(DefaultNodeFactory factory, String... optionalPorts) {
        this(EmbeddedNode.of(factory, optionalPorts));
    }

    private NodeUnderTest(EmbeddedNode node) {
        m_node = node;
        m_settings = m_node.defaultSettings(new PortObjectSpec[m_node.inPorts().size()]);
    }

    /** @return a node from which a user removed ports */
    public static NodeUnderTest without(DefaultNodeFactory factory, String... removedPorts) {
        return new NodeUnderTest(EmbeddedNode.of(factory, List.of(), List.of(removedPorts)));
    }

    /** @return the plugin.xml of the nodes */
    public static URL pluginXml() throws IOException {
        return ROOT.resolve("plugins/org.braggwise.knime/plugin.xml").toUri().toURL();
    }

    /** @return a context that nobody cancels */
    public static ExecutionContext context() {
        return context(() -> false);
    }

    public static ExecutionContext context(BooleanSupplier cancelled) {
        return EmbeddedExecution.newContext(SPILL, new ProgressListener() {}, cancelled);
    }

    public EmbeddedNode node() {
        return m_node;
    }

    public NodeSettings settings() {
        return m_settings;
    }

    /** As {@link #set}: digits are a double, "false" is a boolean, all else a text. */
    public NodeUnderTest setText(String key, String value) {
        return set(
                key,
                value.matches("[0-9.]+")
                        ? Double.valueOf(value)
                        : value.equals("false") ? Boolean.FALSE : (Object) value);
    }

    /** Changes a setting; the key must exist. */
    public NodeUnderTest set(String key, Object value) {
        if (!m_settings.containsKey(key)) {
            throw new IllegalArgumentException(m_node.name() + " has no setting " + key + ": " + m_settings.keySet());
        }
        if (value instanceof Integer i) {
            m_settings.addInt(key, i);
        } else if (value instanceof Long l) {
            m_settings.addLong(key, l);
        } else if (value instanceof Double d) {
            m_settings.addDouble(key, d);
        } else if (value instanceof Boolean b) {
            m_settings.addBoolean(key, b);
        } else {
            m_settings.addString(key, (String) value);
        }
        if (m_settings.containsKey(key + PRESENCE)) {
            m_settings.addBoolean(key + PRESENCE, true);
        }
        return this;
    }

    /** Switches an optional setting off. */
    public NodeUnderTest without(String key) {
        if (!m_settings.containsKey(key + PRESENCE)) {
            throw new IllegalArgumentException(m_node.name() + " has no optional setting " + key);
        }
        m_settings.addBoolean(key + PRESENCE, false);
        return this;
    }

    public PortObjectSpec[] configure(PortObjectSpec... in) throws InvalidSettingsException {
        return m_node.configure(in, m_settings, w -> {});
    }

    /** Configures with the specs of the inputs, then executes. */
    public Outcome run(PortObject... in) throws InvalidSettingsException, CanceledExecutionException, KNIMEException {
        return run(() -> false, in);
    }

    public Outcome run(BooleanSupplier cancelled, PortObject... in)
            throws InvalidSettingsException, CanceledExecutionException, KNIMEException {
        var specs = new PortObjectSpec[in.length];
        for (int i = 0; i < in.length; i++) {
            specs[i] = in[i].getSpec();
        }
        PortObjectSpec[] promised = configure(specs);
        List<String> warnings = new ArrayList<>();
        PortObject[] out = m_node.execute(in, m_settings, context(cancelled), warnings::add);
        for (int i = 0; i < out.length; i++) {
            if (out[i] instanceof BufferedDataTable table
                    && promised[i] != null
                    && !table.getDataTableSpec().equalStructure((org.knime.core.data.DataTableSpec) promised[i])) {
                throw new AssertionError("Output " + i + " of " + m_node.name() + " is not what configure promised: "
                        + table.getDataTableSpec() + " instead of " + promised[i]);
            }
        }
        return new Outcome(List.of(out), warnings, m_node.hasView() ? view() : null);
    }

    /** @return the payload as the page gets it */
    private JsonNode view() {
        try {
            JsonNode data = JSON.readTree(m_node.initialDataJson(m_settings));
            return data.isTextual() ? JSON.readTree(data.asText()) : data;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

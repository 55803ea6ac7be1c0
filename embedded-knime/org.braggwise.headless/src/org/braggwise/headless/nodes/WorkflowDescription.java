// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.headless.nodes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.braggwise.embedded.ui.EmbeddedNode;
import org.braggwise.headless.UsageException;
import org.braggwise.headless.text.Reason;
import org.braggwise.headless.workflow.Config;
import org.braggwise.headless.workflow.Connection;
import org.braggwise.headless.workflow.SettingOverride;
import org.braggwise.headless.workflow.StoredNode;
import org.braggwise.headless.workflow.Workflow;
import org.braggwise.headless.workflow.WorkflowException;
import org.braggwise.headless.workflow.WorkflowGraph;
import org.braggwise.headless.workflow.WorkflowNode;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.port.PortObjectSpec;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * A workflow as a short text:
 *
 * <pre>
 * {"description": "What it is for", "tags": ["XRD"], "author": "somebody", "saved": "2026-11-23T00:00:00Z",
 *  "annotations": [{"title": "A frame's title", "text": "More", "x": 0, "y": 0, "width": 400, "height": 200, "color": "#2b94b1"}],
 *  "nodes": [{"id": 1, "factory": "org.braggwise.knime.cifreader.CifReaderNodeFactory", "x": 100, "y": 100,
 *             "annotation": "the templates", "settings": {"path": "knime://knime.workflow/data", "nested.key": 3},
 *             "ports": ["an optional port that the node has"]}],
 *  "connections": ["1:1 -> 2:1"]}
 * </pre>
 *
 * Ports are counted from 1 among those that a node has.
 * Settings that it does not name are what KNIME saves for a node that nobody has touched: nodes are configured one after the other,
 * so that defaults taken from the input's columns are there too.
 */
public final class WorkflowDescription {

    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(JsonParser.Feature.ALLOW_COMMENTS);
    private static final Pattern CONNECTION = Pattern.compile("\\s*(\\d+):(\\d+)\\s*->\\s*(\\d+):(\\d+)\\s*");

    private final Path m_file;
    private final JsonNode m_root;

    private WorkflowDescription(Path file, JsonNode root) {
        m_file = file;
        m_root = root;
    }

    /**
     * @param file the text
     * @return the description
     * @throws WorkflowException naming the line that is no JSON
     */
    public static WorkflowDescription read(Path file) throws WorkflowException {
        try {
            return new WorkflowDescription(file, JSON.readTree(Files.readString(file)));
        } catch (JsonProcessingException e) {
            throw new WorkflowException(
                    file + ", line "
                            + (e.getLocation() == null ? "?" : e.getLocation().getLineNr()) + ": no JSON: "
                            + e.getOriginalMessage(),
                    e);
        } catch (IOException e) {
            throw new WorkflowException(file + ": cannot be read: " + Reason.of(e), e);
        }
    }

    /** @return the user that KNIME shows */
    public String author() {
        return m_root.path("author").asText("braggwise");
    }

    /** @return the words that a Hub finds it by */
    public List<String> tags() {
        List<String> tags = new ArrayList<>();
        m_root.path("tags").forEach(t -> tags.add(t.asText()));
        return tags;
    }

    /**
     * @return when it was saved; where the description does not say: 1970, so that the same description gives the same bytes
     * @throws WorkflowException where it is no time
     */
    public Instant saved() throws WorkflowException {
        try {
            return Instant.parse(m_root.path("saved").asText("1970-01-01T00:00:00Z"));
        } catch (DateTimeParseException e) {
            throw new WorkflowException(
                    m_file + ", key saved: found " + m_root.path("saved")
                            + ", expected a time such as \"2026-11-23T00:00:00Z\".",
                    e);
        }
    }

    /**
     * @param catalog of the installed nodes
     * @param directory where it will be written
     * @return the workflow; its notes name the nodes that are not configured
     * @throws WorkflowException where a node is not installed or a connection makes no sense
     * @throws UsageException naming the setting that a node does not have
     */
    public Workflow build(NodeCatalog catalog, Path directory) throws WorkflowException, UsageException {
        Map<Integer, JsonNode> described = new HashMap<>();
        for (JsonNode node : m_root.path("nodes")) {
            if (!node.path("id").canConvertToInt()
                    || described.put(node.path("id").intValue(), node) != null) {
                throw new WorkflowException(m_file + ", key nodes: the id of " + node + " is missing or comes twice.");
            }
        }
        List<Connection> connections = new ArrayList<>();
        for (JsonNode text : m_root.path("connections")) {
            Matcher match = CONNECTION.matcher(text.asText());
            if (!match.matches()) {
                throw new WorkflowException(
                        m_file + ", key connections: found " + text + ", expected \"SOURCE:PORT -> DEST:PORT\".");
            }
            connections.add(new Connection(
                    Integer.parseInt(match.group(1)),
                    Integer.parseInt(match.group(2)),
                    Integer.parseInt(match.group(3)),
                    Integer.parseInt(match.group(4))));
        }
        WorkflowGraph graph = new WorkflowGraph(described.keySet(), connections);
        Map<Integer, PortObjectSpec[]> specs = new HashMap<>();
        List<WorkflowNode> nodes = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        for (int id : graph.order()) {
            nodes.add(node(described.get(id), graph.into(id), catalog, specs, notes));
        }
        nodes.sort(java.util.Comparator.comparingInt(WorkflowNode::id));
        Config file = new Config();
        DescribedFrames.putInto(file, m_root.path("annotations"), m_file);
        return new Workflow(
                Workflow.nameIn(directory),
                directory,
                "",
                m_root.path("description").asText(""),
                nodes,
                connections,
                List.of(),
                notes,
                file);
    }

    private WorkflowNode node(
            JsonNode described,
            List<Connection> into,
            NodeCatalog catalog,
            Map<Integer, PortObjectSpec[]> specs,
            List<String> notes)
            throws WorkflowException, UsageException {
        int id = described.path("id").intValue();
        String factory = described.path("factory").asText("");
        NodeOrigin origin = catalog.find(factory)
                .orElseThrow(() -> new WorkflowException(m_file + ": node " + id + ": the factory \"" + factory
                        + "\" is not installed; braggwise nodes --markdown lists those that are."));
        EmbeddedNode node;
        try {
            node = EmbeddedNode.of(
                    catalog.create(origin),
                    optionalPorts(described, id, "ports"),
                    optionalPorts(described, id, "withoutPorts"));
        } catch (ReflectiveOperationException e) {
            throw new WorkflowException(m_file + ": node " + id + ": " + Reason.of(e), e);
        } catch (IllegalArgumentException e) {
            throw new WorkflowException(
                    m_file + ": node " + id + ", key ports" + (described.has("withoutPorts") ? " or withoutPorts" : "")
                            + ": " + e.getMessage() + ".",
                    e);
        }
        PortObjectSpec[] in = new PortObjectSpec[node.inPorts().size()];
        for (Connection c : into) {
            PortObjectSpec[] before = specs.get(c.source());
            if (!c.flowVariables() && (c.destPort() > in.length || c.sourcePort() > before.length)) {
                throw new WorkflowException(m_file + ": connection " + c + " fits no port: node " + c.source() + " has "
                        + before.length
                        + " outputs, node " + id + " has " + in.length + " inputs, counted from 1"
                        + (lacksOptional(node)
                                ? "; optional ports are there where its key ports names them, or its key withoutPorts does not."
                                : "."));
            } else if (!c.flowVariables()) {
                in[c.destPort() - 1] = before[c.sourcePort() - 1];
            }
        }
        Config untouched = SettingsBridge.ofKnime(node.defaultSettings(in));
        Config model = settings(described, id, node.name(), untouched);
        String problem = null;
        try {
            PortObjectSpec[] out = node.configure(in, SettingsBridge.toKnime(model), w -> {});
            specs.put(id, out == null ? new PortObjectSpec[node.outPorts().size()] : out);
        } catch (InvalidSettingsException e) {
            problem = e.getMessage();
            specs.put(id, new PortObjectSpec[node.outPorts().size()]);
        }
        if (problem != null) {
            notes.add("node " + id + " \"" + node.name() + "\" is not configured: " + problem);
        }
        return new StoredNode(
                        id,
                        node.name(),
                        factory,
                        origin.bundle(),
                        origin.bundleName(),
                        origin.bundleVendor(),
                        origin.bundleVersion(),
                        SettingsBridge.ofKnime(node.creationConfig()),
                        node.outPorts().size(),
                        described.path("annotation").asText(""),
                        described.path("x").asInt(),
                        described.path("y").asInt(),
                        problem == null)
                .with(model);
    }

    private static boolean lacksOptional(EmbeddedNode node) {
        return node.statedPorts().stream()
                .anyMatch(p -> p.optional() && !node.inPorts().contains(p));
    }

    private List<String> optionalPorts(JsonNode described, int id, String key) throws WorkflowException {
        List<String> names = new ArrayList<>();
        JsonNode ports = described.path(key);
        ports.forEach(p -> names.add(p.textValue()));
        if (names.contains(null) || !ports.isArray() && !ports.isMissingNode()) {
            throw new WorkflowException(m_file + ": node " + id + ", key " + key + ": found " + ports
                    + ", expected a list of the optional ports, such as [\"A table\"].");
        }
        return names;
    }

    /** Settings go the way of --set, with its checks and messages. */
    private Config settings(JsonNode described, int id, String name, Config untouched) throws UsageException {
        List<String> texts = new ArrayList<>();
        described
                .path("settings")
                .fields()
                .forEachRemaining(s -> texts.add(id + "/" + s.getKey() + "="
                        + (s.getValue().isTextual()
                                ? s.getValue().asText()
                                : s.getValue().toString())));
        WorkflowNode alone = new WorkflowNode(id, name, "", "", "", "", "", "", 0, 0, untouched, new Config());
        Workflow one = new Workflow("", m_file, "", "", List.of(alone), List.of(), List.of(), List.of(), new Config());
        return SettingOverride.apply(one, texts, Path.of(""), n -> untouched)
                .nodes()
                .get(0)
                .model();
    }
}

// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.headless.workflow;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;

import org.braggwise.headless.text.Reason;
import org.xml.sax.SAXException;

/** Reads a workflow as KNIME 4 to 5 saves it. Whether its nodes exist here is not asked yet. */
public final class WorkflowReader {

    /** The newest KNIME whose way of saving is known here. */
    private static final int[] KNOWN = {5, 8};

    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+).*");

    private final Path m_directory;
    private final Path m_file;
    private final List<String> m_notes = new ArrayList<>();

    private WorkflowReader(Path directory) {
        m_directory = directory;
        m_file = directory.resolve(WorkflowSource.WORKFLOW_FILE);
    }

    /**
     * @param directory that holds workflow.knime
     * @return the workflow
     * @throws WorkflowException naming file, node and key; also for metanodes, components and settings that flow variables overwrite,
     *             none of which exist here
     */
    public static Workflow read(Path directory) throws WorkflowException {
        return new WorkflowReader(directory).read();
    }

    private Workflow read() throws WorkflowException {
        Config file = ConfigXml.read(m_file);
        String createdBy = file.text("created_by").orElse("");
        Matcher version = VERSION.matcher(createdBy);
        if (version.matches()) {
            int major = Integer.parseInt(version.group(1));
            int minor = Integer.parseInt(version.group(2));
            if (major > KNOWN[0] || major == KNOWN[0] && minor > KNOWN[1]) {
                m_notes.add("Saved by KNIME " + createdBy + ", which is newer than the " + KNOWN[0] + "." + KNOWN[1]
                        + " known here: settings that are new there are not known.");
            }
        }
        Map<Integer, WorkflowNode> nodes = new HashMap<>();
        Config list = file.tree("nodes").orElseThrow(() -> missing(m_file, "nodes", "the config of the nodes"));
        for (String key : list.keys()) {
            Config stored = list.tree(key).orElseThrow(() -> missing(m_file, "nodes." + key, "the config of a node"));
            WorkflowNode node = node(stored, "nodes." + key);
            if (nodes.put(node.id(), node) != null) {
                throw new WorkflowException(
                        m_file + ", key nodes." + key + ".id: two nodes have the id " + node.id() + ".");
            }
        }
        if (nodes.isEmpty()) {
            m_notes.add("The workflow has no nodes.");
        }
        List<Connection> connections = connections(file);
        Workflow workflow = new Workflow(
                Workflow.nameIn(m_directory),
                m_directory,
                createdBy,
                description(),
                nodes.values().stream()
                        .sorted(Comparator.comparingInt(WorkflowNode::id))
                        .toList(),
                connections,
                annotations(file),
                m_notes,
                file);
        workflow.graph();
        return workflow;
    }

    private WorkflowNode node(Config stored, String key) throws WorkflowException {
        int id = integer(stored, "id", m_file, key);
        String settingsFile = required(stored, "node_settings_file", m_file, key);
        String type = stored.text("node_type").orElse("NativeNode");
        if (stored.text("node_is_meta").orElse("false").equals("true") || !type.equals("NativeNode")) {
            String folder = settingsFile.contains("/")
                    ? settingsFile.substring(0, settingsFile.lastIndexOf('/'))
                    : settingsFile;
            throw new WorkflowException(
                    m_file + ", key " + key + ": node " + id + " \"" + folder.replaceAll(" \\(#\\d+\\)$", "")
                            + "\" is a "
                            + (type.equals("SubNode") ? "component" : "metanode")
                            + ". Only native nodes run here: in KNIME, expand it (right click, Expand) and save, or run the workflow with --knime.");
        }
        Path file = WorkflowSource.member(m_directory, settingsFile, m_file + ", key " + key + ".node_settings_file");
        Config settings = ConfigXml.read(file);
        String factory = required(settings, "factory", file, "");
        String name = settings.text("node-name").or(() -> settings.text("name")).orElse("node " + id);
        refuseFlowVariables(settings.tree("variables").orElse(new Config()), file, "variables", id, name);
        Config model = settings.tree("model").orElseThrow(() -> missing(file, "model", "the settings of the node"));
        int[] position = position(stored);
        return new WorkflowNode(
                id,
                name,
                factory,
                settings.text("node-bundle-symbolic-name").orElse(""),
                settings.text("node-bundle-name").orElse(""),
                settings.text("node-bundle-version").orElse(""),
                settingsFile.replace('\\', '/'),
                annotation(settings),
                position[0],
                position[1],
                model,
                settings);
    }

    /** KNIME stores which settings a flow variable overwrites as a tree with an entry used_variable at each such setting. */
    private static void refuseFlowVariables(Config variables, Path file, String path, int id, String name)
            throws WorkflowException {
        Optional<String> used = variables.text("used_variable");
        if (used.isPresent() && !used.get().isEmpty()) {
            throw new WorkflowException(
                    file + ", key " + path + ": a setting of node " + id + " \"" + name
                            + "\" is overwritten by the flow variable \"" + used.get()
                            + "\". There are no flow variables here: set the value in the node and use --set, or run the workflow with --knime.");
        }
        for (String key : variables.keys()) {
            Optional<Config> below = variables.tree(key);
            if (below.isPresent()) {
                refuseFlowVariables(below.get(), file, path + "." + key, id, name);
            }
        }
    }

    private List<Connection> connections(Config file) throws WorkflowException {
        List<Connection> connections = new ArrayList<>();
        Config list = file.tree("connections").orElse(new Config());
        for (String name : list.keys()) {
            String key = "connections." + name;
            Config stored = list.tree(name).orElseThrow(() -> missing(m_file, key, "the config of a connection"));
            Connection connection = new Connection(
                    integer(stored, "sourceID", m_file, key),
                    integer(stored, "sourcePort", m_file, key),
                    integer(stored, "destID", m_file, key),
                    integer(stored, "destPort", m_file, key));
            if (connection.flowVariables()) {
                m_notes.add("Connection " + connection + " carries flow variables: it only orders the execution here.");
            }
            connections.add(connection);
        }
        return connections;
    }

    private static int[] position(Config stored) {
        Optional<Config> bounds = stored.tree("ui_settings").flatMap(u -> u.tree("extrainfo.node.bounds"));
        try {
            return new int[] {
                Integer.parseInt(bounds.flatMap(b -> b.text("0")).orElse("0")),
                Integer.parseInt(bounds.flatMap(b -> b.text("1")).orElse("0"))
            };
        } catch (NumberFormatException e) {
            // Where it is drawn has no influence on what it does.
            return new int[2];
        }
    }

    private static String annotation(Config settings) {
        return settings.tree("nodeAnnotation")
                .map(a -> AnnotationText.of(a).all())
                .orElse("");
    }

    private static List<AnnotationText> annotations(Config file) {
        record Placed(AnnotationText text, int x, int y) {}
        List<Placed> placed = new ArrayList<>();
        Config list = file.tree("annotations").orElse(new Config());
        for (String key : list.keys()) {
            list.tree(key)
                    .ifPresent(a -> placed.add(
                            new Placed(AnnotationText.of(a), number(a, "x-coordinate"), number(a, "y-coordinate"))));
        }
        return placed.stream()
                .filter(p -> !p.text().all().isEmpty())
                .sorted(Comparator.comparingInt(Placed::x).thenComparingInt(Placed::y))
                .map(Placed::text)
                .toList();
    }

    private static int number(Config config, String key) {
        try {
            return Integer.parseInt(config.text(key).orElse("0"));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** The description lies in workflow-metadata.xml since 4.7; a workflow without that file has none. */
    private String description() throws WorkflowException {
        Path file = m_directory.resolve("workflow-metadata.xml");
        if (!Files.isRegularFile(file)) {
            return "";
        }
        try (InputStream in = Files.newInputStream(file)) {
            var factory = DocumentBuilderFactory.newDefaultInstance();
            factory.setNamespaceAware(true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null);
            var found = builder.parse(in).getElementsByTagNameNS("*", "description");
            return found.getLength() == 0 ? "" : found.item(0).getTextContent().strip();
        } catch (IOException | SAXException | ParserConfigurationException e) {
            throw new WorkflowException(file + ": cannot be read: " + Reason.of(e), e);
        }
    }

    private static String required(Config config, String key, Path file, String above) throws WorkflowException {
        return config.text(key).orElseThrow(() -> missing(file, above.isEmpty() ? key : above + "." + key, "a text"));
    }

    private static int integer(Config config, String key, Path file, String above) throws WorkflowException {
        String text = required(config, key, file, above);
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new WorkflowException(
                    file + ", key " + above + "." + key + ": found \"" + text + "\", expected a whole number.", e);
        }
    }

    private static WorkflowException missing(Path file, String key, String expected) {
        return new WorkflowException(file + ": the key " + key + " is missing; expected " + expected + ".");
    }
}

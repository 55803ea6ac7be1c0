// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.headless.output;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.braggwise.headless.workflow.Config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The run as data, for programs: run.json. */
final class RunJson {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final JsonNodeFactory NEW = JsonNodeFactory.instance;

    private RunJson() {}

    /** @param files all that the run put into the folder, this one among them: what the next run may replace */
    static void write(RunRecord run, List<String> files, Path file) throws IOException {
        ObjectNode root = json(run);
        files.forEach(root.putArray("files")::add);
        Files.writeString(file, JSON.writeValueAsString(root) + "\n");
    }

    static ObjectNode json(RunRecord run) {
        ObjectNode root = NEW.objectNode();
        root.put("workflow", run.workflow().name());
        root.put("workflowCreatedBy", run.workflow().createdBy());
        root.put("exitCode", run.exitCode());
        root.put("started", run.started().toString());
        root.put("seconds", milli(run.seconds()));
        root.put("threads", run.threads());
        root.put("seed", run.seed());
        ObjectNode seeds = root.putObject("seeds");
        run.seeds().forEach((node, seed) -> seeds.put(node.toString(), seed));
        ObjectNode versions = root.putObject("versions");
        run.versions().forEach(versions::put);
        run.overrides().forEach(root.putArray("set")::add);
        run.workflow().notes().forEach(root.putArray("notes")::add);
        ArrayNode nodes = root.putArray("nodes");
        run.nodes().forEach(n -> nodes.add(node(n)));
        ArrayNode connections = root.putArray("connections");
        run.workflow().connections().forEach(c -> connections
                .addObject()
                .put("source", c.source())
                .put("sourcePort", c.sourcePort())
                .put("dest", c.dest())
                .put("destPort", c.destPort()));
        return root;
    }

    private static ObjectNode node(NodeRecord record) {
        ObjectNode node = NEW.objectNode();
        node.put("id", record.run().id());
        node.put("name", record.run().name());
        node.put("factory", record.run().stored().factory());
        node.put("state", record.run().state().name());
        ObjectNode rows = node.putObject("rows");
        record.ports().stream().filter(p -> p.rows() >= 0).forEach(p -> rows.put(Integer.toString(p.port()), p.rows()));
        node.put("seconds", milli(record.run().seconds()));
        node.put("message", record.run().message());
        record.run().warnings().forEach(node.putArray("warnings")::add);
        record.problems().forEach(node.putArray("problems")::add);
        if (record.lost() != null) {
            node.put("lost", record.lost());
        }
        node.put("folder", record.folder());
        node.put("view", record.view());
        ArrayNode ports = node.putArray("ports");
        for (PortRecord port : record.ports()) {
            ObjectNode p = ports.addObject();
            p.put("port", port.port())
                    .put("name", port.name())
                    .put("type", port.type())
                    .put("summary", port.summary())
                    .put("file", port.file());
            if (!port.vectors().isEmpty()) {
                port.vectors().forEach(p.putArray("vectors")::add);
            }
            if (port.rows() >= 0) {
                p.put("rows", port.rows()).put("columns", port.columns());
            }
        }
        node.set("settings", settings(record.run().stored().model()));
        return node;
    }

    private static double milli(double seconds) {
        return Math.round(seconds * 1000) / 1000.0;
    }

    /** Settings as JSON values of their type; KNIME's arrays as arrays. */
    static JsonNode settings(Config config) {
        if (config.item("array-size").isPresent()) {
            ArrayNode array = NEW.arrayNode();
            for (String key : config.keys()) {
                if (!key.equals("array-size")) {
                    array.add(value(config.item(key).orElseThrow()));
                }
            }
            return array;
        }
        ObjectNode object = NEW.objectNode();
        config.keys().forEach(key -> object.set(key, value(config.item(key).orElseThrow())));
        return object;
    }

    private static JsonNode value(Config.Item item) {
        if (item instanceof Config.Tree tree) {
            return settings(tree.config());
        }
        Config.Entry entry = (Config.Entry) item;
        if (entry.value() == null) {
            return NEW.nullNode();
        }
        try {
            return switch (entry.type()) {
                case "xint", "xlong", "xshort", "xbyte" -> NEW.numberNode(Long.parseLong(entry.value()));
                case "xdouble", "xfloat" -> number(Double.parseDouble(entry.value()));
                case "xboolean" -> NEW.booleanNode(Boolean.parseBoolean(entry.value()));
                case "xpassword" -> NEW.textNode("(hidden)");
                default -> NEW.textNode(entry.value());
            };
        } catch (NumberFormatException e) {
            return NEW.textNode(entry.value());
        }
    }

    /** JSON has no NaN and no infinity. */
    private static JsonNode number(double value) {
        return Double.isFinite(value) ? NEW.numberNode(value) : NEW.textNode(Double.toString(value));
    }
}

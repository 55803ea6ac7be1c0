// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.headless.workflow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/**
 * Writes a workflow with unexecuted nodes in KNIME's own format: the same files, keys and types as KNIME 5.8 saves.
 * The time of saving is a parameter, so that the same workflow gives the same bytes.
 */
public final class WorkflowWriter {

    /** KNIME refuses a workflow of a later version than its own, even a later patch: so the oldest that has our API. */
    static final String CREATED_BY = "5.8.0.v202511040000";

    private static final String FORMAT = "5.1.0";
    private static final DateTimeFormatter SAVED =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss Z", Locale.ROOT).withZone(ZoneOffset.UTC);

    private WorkflowWriter() {}

    /**
     * @param workflow to write; its directory and file are not looked at, so a workflow made by hand may have any
     * @param target an empty or absent directory
     * @param author the user that KNIME shows
     * @param saved when
     * @throws IOException from the file system
     */
    public static void write(Workflow workflow, Path target, String author, Instant saved) throws IOException {
        write(workflow, target, author, saved, List.of());
    }

    /**
     * @param tags words that KNIME shows beside the description, and that a Hub finds the workflow by
     * @throws IOException from the file system
     */
    public static void write(Workflow workflow, Path target, String author, Instant saved, List<String> tags)
            throws IOException {
        Instant time = saved.truncatedTo(ChronoUnit.MILLIS);
        Files.createDirectories(target);
        for (WorkflowNode node : workflow.nodes()) {
            writeSettings(node, target);
        }
        Files.createDirectories(target.resolve(".artifacts"));
        for (String name : List.of("workflow-configuration.json", "workflow-configuration-representation.json")) {
            Files.writeString(target.resolve(".artifacts").resolve(name), "{\n}");
        }
        Files.writeString(
                target.resolve("workflowset.meta"),
                """
                <?xml version="1.0" encoding="UTF-8"?>
                <!--This file is auto-generated and is overwritten each time the workflow is saved.
                    The metadata have moved to the `workflow-metadata.xml` file.-->
                <KNIMEMetaInfo nrOfElements="2" xmlns="http://www.knime.org/2.9/metainfo">
                    <element form="multiline" name="Comments" read-only="false"/>
                    <element form="text" name="Last Edited" read-only="true">%s</element>
                </KNIMEMetaInfo>
                """
                        .formatted(SAVED.format(time)));
        String description = workflow.description().isEmpty()
                ? "<description/>"
                : "<description>" + text(workflow.description()) + "</description>";
        Files.writeString(
                target.resolve("workflow-metadata.xml"),
                """
                <?xml version="1.0" encoding="UTF-8"?>
                <workflow-metadata content-type="text/plain" xmlns="http://www.knime.org/core/node/workflow/metadata/v1.0">
                    <last-modified>%s</last-modified>
                    %s
                %s</workflow-metadata>
                """
                        .formatted(DateTimeFormatter.ISO_INSTANT.format(time), description, tags(tags)));
        Files.writeString(
                target.resolve(".savedWithData"),
                """
                Do not delete this file!
                This file serves to indicate that the workflow was written as part of the usual save routine (not exported).

                Workflow was last saved by user %s on %s"""
                        .formatted(
                                author,
                                DateTimeFormatter.ofPattern("EEE MMM dd HH:mm:ss 'UTC' yyyy", Locale.ROOT)
                                        .withZone(ZoneOffset.UTC)
                                        .format(time)));
        // Last: a directory without it is no workflow.
        Files.write(
                target.resolve(WorkflowSource.WORKFLOW_FILE),
                ConfigXml.write(file(workflow, author, time), WorkflowSource.WORKFLOW_FILE));
    }

    /**
     * Writes a node's settings.xml.
     *
     * @param node of a workflow
     * @param target the workflow's directory
     * @throws IOException from the file system
     */
    public static void writeSettings(WorkflowNode node, Path target) throws IOException {
        Path file = target.resolve(node.settingsFile());
        Files.createDirectories(file.getParent());
        Files.write(file, ConfigXml.write(node.settings(), "settings.xml"));
    }

    private static Config file(Workflow workflow, String author, Instant time) {
        Config file = new Config();
        file.put("created_by", CREATED_BY);
        file.put("created_by_nightly", false);
        file.put("version", FORMAT);
        file.put("name", workflow.name());
        Config authors = file.putTree("authorInformation");
        authors.put("authored-by", author);
        authors.put("authored-when", SAVED.format(time));
        authors.put("lastEdited-by", (String) null);
        authors.put("lastEdited-when", (String) null);
        file.put("customDescription", (String) null);
        boolean configured = workflow.nodes().stream()
                .allMatch(n -> n.settings().text("state").orElse("").equals("CONFIGURED"));
        file.put("state", configured ? "CONFIGURED" : "IDLE");
        file.putTree("workflow_credentials");
        workflow.file().tree("annotations").ifPresent(a -> file.put("annotations", a));
        Config nodes = file.putTree("nodes");
        for (WorkflowNode node : workflow.nodes()) {
            nodes.put("node_" + node.id(), place(node));
        }
        Config connections = file.putTree("connections");
        for (Connection c : workflow.connections()) {
            connections.put(
                    "connection_" + connections.keys().size(),
                    new Config()
                            .put("sourceID", c.source())
                            .put("destID", c.dest())
                            .put("sourcePort", c.sourcePort())
                            .put("destPort", c.destPort()));
        }
        return file;
    }

    private static Config place(WorkflowNode node) {
        Config place = new Config();
        place.put("id", node.id());
        place.put("node_settings_file", node.settingsFile());
        place.put("node_is_meta", false);
        place.put("node_type", "NativeNode");
        place.put("ui_classname", "org.knime.core.node.workflow.NodeUIInformation");
        place.putTree("ui_settings")
                .putArray(
                        "extrainfo.node.bounds",
                        "xint",
                        List.of(Integer.toString(node.x()), Integer.toString(node.y()), "-1", "-1"));
        return place;
    }

    private static String tags(List<String> tags) {
        StringBuilder element = new StringBuilder();
        for (String tag : tags) {
            element.append("        <tag>").append(text(tag)).append("</tag>\n");
        }
        return tags.isEmpty() ? "" : "    <tags>\n" + element + "    </tags>\n";
    }

    private static String text(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}

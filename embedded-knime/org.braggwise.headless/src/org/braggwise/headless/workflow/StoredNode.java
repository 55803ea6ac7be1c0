// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.headless.workflow;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A node as KNIME 5.8 saves one that was never executed: what its settings.xml holds.
 *
 * @param id in the workflow
 * @param name of the node
 * @param factory class name
 * @param bundle the plug-in's symbolic name
 * @param bundleName the plug-in's name
 * @param bundleVendor who made it
 * @param bundleVersion its version
 * @param creationConfig the node's groups of ports, with those that a user added
 * @param outputs how many output ports it has
 * @param annotation the text under the node, "" for none
 * @param x pixels from the left
 * @param y pixels from the top
 * @param configured whether the node is ready to run with what it is connected to
 */
public record StoredNode(
        int id,
        String name,
        String factory,
        String bundle,
        String bundleName,
        String bundleVendor,
        String bundleVersion,
        Config creationConfig,
        int outputs,
        String annotation,
        int x,
        int y,
        boolean configured) {

    /** The key of a node's groups of ports. */
    public static final String CREATION_CONFIG = "node_creation_config";

    /** What KNIME replaces by "_" in the name of a node's folder. */
    private static final Pattern ILLEGAL = Pattern.compile("[^a-zA-Z0-9 ]");

    /** KNIME's annotations are white and opaque where nothing else is said. */
    private static final int WHITE = 0xffffff;

    private static final int ANNOTATION_VERSION = 20230412;

    /**
     * @param model the node's own settings
     * @return the node with its settings.xml
     */
    public WorkflowNode with(Config model) {
        String folder = ILLEGAL.matcher(name).replaceAll("_") + " (#" + id + ")";
        return new WorkflowNode(
                id,
                name,
                factory,
                bundle,
                bundleName,
                bundleVersion,
                folder + "/settings.xml",
                annotation,
                x,
                y,
                model,
                settings(model));
    }

    private Config settings(Config model) {
        Config file = new Config();
        file.put("node_file", "settings.xml");
        file.putTree("flow_stack");
        file.putTree("internal_node_subsettings").put("memory_policy", "CacheSmallInMemory");
        file.put("model", model);
        if (!annotation.isEmpty()) {
            annotation(file.putTree("nodeAnnotation"));
        }
        file.put("customDescription", (String) null);
        file.put("state", configured ? "CONFIGURED" : "IDLE");
        file.put("factory", factory);
        file.put("node-name", name);
        file.put("node-bundle-name", bundleName);
        file.put("node-bundle-symbolic-name", bundle);
        file.put("node-bundle-vendor", bundleVendor);
        file.put("node-bundle-version", bundleVersion);
        file.put("node-feature-name", (String) null);
        file.put("node-feature-symbolic-name", (String) null);
        file.put("node-feature-vendor", (String) null);
        file.put("node-feature-version", "0.0.0");
        file.putTree("factory_settings");
        file.put(CREATION_CONFIG, creationConfig);
        file.put("name", name);
        file.put("hasContent", false);
        file.put("isInactive", false);
        Config ports = file.putTree("ports");
        for (int i = 1; i <= outputs; i++) {
            ports.putTree("port_" + i).put("index", i).put("port_dir_location", (String) null);
        }
        file.putTree("filestores").put("file_store_location", (String) null).put("file_store_id", (String) null);
        return file;
    }

    private void annotation(Config stored) {
        stored.put("text", annotation).put("contentType", "text/plain").put("bgcolor", WHITE);
        for (String zero : List.of("x-coordinate", "y-coordinate", "width", "height")) {
            stored.put(zero, 0);
        }
        stored.put("alignment", "CENTER")
                .put("borderSize", 0)
                .put("borderColor", 0)
                .put("defFontSize", -1)
                .put("annotation-version", ANNOTATION_VERSION)
                .putTree("styles");
    }
}

// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.headless.workflow;

/**
 * One node of a workflow, as stored.
 *
 * @param id in the workflow
 * @param name "XRD Simulator"
 * @param factory class name of the node's factory: the node's identity
 * @param bundleSymbolicName the plug-in that has the factory, "" where the workflow does not say
 * @param bundleName the plug-in's name, "" where the workflow does not say
 * @param bundleVersion the plug-in's version, "" where the workflow does not say
 * @param settingsFile settings.xml, relative to the workflow, with "/"
 * @param annotation the text under the node, "" for none
 * @param x pixels from the left on KNIME's canvas
 * @param y pixels from the top on KNIME's canvas
 * @param model the node's own settings
 * @param settings all of settings.xml
 */
public record WorkflowNode(
        int id,
        String name,
        String factory,
        String bundleSymbolicName,
        String bundleName,
        String bundleVersion,
        String settingsFile,
        String annotation,
        int x,
        int y,
        Config model,
        Config settings) {

    /** @return {@code node 3 "XRD Simulator"}, for messages */
    public String label() {
        return "node " + id + " \"" + name + "\"";
    }

    /** @return the same with other settings of its own */
    public WorkflowNode withModel(Config newModel) {
        Config all = settings.copy();
        all.put("model", newModel);
        return new WorkflowNode(
                id,
                name,
                factory,
                bundleSymbolicName,
                bundleName,
                bundleVersion,
                settingsFile,
                annotation,
                x,
                y,
                newModel,
                all);
    }
}

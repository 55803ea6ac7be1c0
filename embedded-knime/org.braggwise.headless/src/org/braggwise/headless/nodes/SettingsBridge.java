// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.headless.nodes;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

import org.braggwise.embedded.SettingsEntry;
import org.braggwise.embedded.SettingsXml;
import org.braggwise.headless.text.Reason;
import org.braggwise.headless.workflow.Config;
import org.braggwise.headless.workflow.ConfigXml;
import org.knime.core.node.NodeSettings;
import org.knime.core.node.config.base.ConfigBase;

/** Between the settings of a workflow's files and those that nodes read. */
public final class SettingsBridge {

    private SettingsBridge() {}

    /** @return the same settings as a node reads them */
    public static NodeSettings toKnime(Config config) {
        try {
            return SettingsXml.read(new ByteArrayInputStream(ConfigXml.write(config, "model")));
        } catch (IOException e) {
            throw new UncheckedIOException("The settings cannot be handed to the node: " + Reason.of(e), e);
        }
    }

    /** @return the same settings as a workflow's file holds them */
    public static Config ofKnime(ConfigBase settings) {
        return tree(SettingsEntry.of(settings));
    }

    private static Config tree(SettingsEntry entry) {
        Config tree = new Config();
        for (SettingsEntry child : entry.children()) {
            if (child.isConfig()) {
                tree.put(child.key(), tree(child));
            } else {
                tree.put(child.key(), new Config.Entry(child.type(), child.value()));
            }
        }
        return tree;
    }
}

// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.spark;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

import org.braggwise.embedded.SettingsXml;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeSettings;

/** A seed that the settings leave open is drawn once for all executors: each would draw its own. */
final class OpenSeed {

    private static final String SEED = "seed";
    private static final String IS_PRESENT = "seed_is_present";

    private OpenSeed() {}

    /**
     * @param settings of a node, which stay as they are
     * @param said gets a sentence to repeat the execution by, as the node says it where it draws the seed itself
     * @return the settings, or a copy of them with the seed that was drawn
     */
    static NodeSettings drawn(NodeSettings settings, Consumer<String> said)
            throws IOException, InvalidSettingsException {
        if (!settings.containsKey(IS_PRESENT) || settings.getBoolean(IS_PRESENT)) {
            return settings;
        }
        var xml = new ByteArrayOutputStream();
        SettingsXml.write(settings, xml);
        NodeSettings stated = SettingsXml.read(new ByteArrayInputStream(xml.toByteArray()));
        long seed = ThreadLocalRandom.current().nextInt(1, Integer.MAX_VALUE);
        stated.addLong(SEED, seed);
        stated.addBoolean(IS_PRESENT, true);
        said.accept("The random seed of this execution was " + seed + ".");
        return stated;
    }
}

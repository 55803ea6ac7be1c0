// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.knime.core.node.NodeSettings;

/** All executors take one seed. */
class OpenSeedTest {

    @Test
    void openSeedIsDrawnAndSaidAndTheSettingsStay() throws Exception {
        var settings = new NodeSettings("model");
        settings.addLong("seed", 1);
        settings.addBoolean("seed_is_present", false);
        settings.addString("other", "kept");
        List<String> said = new ArrayList<>();
        NodeSettings drawn = OpenSeed.drawn(settings, said::add);
        assertTrue(drawn.getBoolean("seed_is_present"));
        assertEquals(List.of("The random seed of this execution was " + drawn.getLong("seed") + "."), said);
        assertEquals("kept", drawn.getString("other"));
        assertFalse(settings.getBoolean("seed_is_present"));
        assertEquals(1, settings.getLong("seed"));
    }

    @Test
    void statedSeedsAndNodesWithoutOneStay() throws Exception {
        var stated = new NodeSettings("model");
        stated.addLong("seed", 5);
        stated.addBoolean("seed_is_present", true);
        assertSame(stated, OpenSeed.drawn(stated, s -> assertEquals("", s)));
        var none = new NodeSettings("model");
        assertSame(none, OpenSeed.drawn(none, s -> assertEquals("", s)));
    }
}

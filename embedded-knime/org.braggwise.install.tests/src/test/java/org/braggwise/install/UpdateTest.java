// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;

/** An older version is updated by p2, and nothing of it stays. */
class UpdateTest {

    private static final List<String> BUNDLES = List.of(
            "org.braggwise.crystal",
            "org.braggwise.diffraction",
            "org.braggwise.dl4j",
            "org.braggwise.dl4j.natives.linux.x86_64",
            "org.braggwise.knime",
            "org.braggwise.learning",
            "org.braggwise.refinement");

    @Test
    void olderVersionIsUpdated() throws Exception {
        Path older =
                OlderSite.make(Build.site(), Files.createDirectories(Build.WORK).resolve("older-site.zip"));
        String version = OlderSite.version(Build.site());
        Installation here = Installation.copy(Build.emptyRuntime(), "updated");
        assertEnded(here.install(older));
        assertVersions(here, List.of(OlderSite.VERSION));
        assertTrue(
                here.list(Build.site()).out().contains("org.braggwise.feature.feature.group"),
                "the site lists its feature");

        assertEnded(here.update(Build.site()));
        assertEquals(BUNDLES, here.ours());
        assertEnded(here.collectGarbage());
        assertVersions(here, List.of(version));
        Program.Ended nodes = here.braggwise("nodes");
        assertEnded(nodes);
        assertTrue(nodes.out().contains("B-VGGNet Predictor"), nodes::toString);
    }

    private static void assertEnded(Program.Ended ended) {
        assertEquals(0, ended.exit(), ended::toString);
    }

    private static void assertVersions(Installation here, List<String> versions) throws Exception {
        for (String bundle : BUNDLES) {
            assertEquals(versions, here.versionsOnDisk(bundle), bundle);
        }
    }

    /** By this KNIME's "Check for Updates" sees that the feature replaces its older versions. */
    @Test
    void featureSaysWhatItUpdates() throws Exception {
        String content = UpdateSiteTest.metadata(Build.site());
        String version = OlderSite.version(Build.site());
        assertTrue(
                content.contains("<update id='org.braggwise.feature.feature.group' range='[0.0.0," + version + ")'"),
                "the metadata of the feature's group");
    }
}

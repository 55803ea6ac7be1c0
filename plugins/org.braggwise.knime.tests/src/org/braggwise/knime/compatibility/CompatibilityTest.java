// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.compatibility;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.braggwise.headless.nodes.SettingsBridge;
import org.braggwise.headless.workflow.Config;
import org.braggwise.knime.testing.NodeUnderTest;
import org.junit.jupiter.api.Test;
import org.knime.core.node.port.PortObjectSpec;

/** Workflows that were saved with a release open in every later one: what they hold of us is kept in compatibility.txt. */
class CompatibilityTest {

    @Test
    void nothingThatAReleaseSavedIsGone() throws Exception {
        List<String> broken = SavedFactsList.read().broken(SavedFacts.now());
        assertTrue(
                broken.isEmpty(),
                () -> "Workflows saved with an earlier release hold what the code no longer has:\n  "
                        + String.join("\n  ", broken)
                        + "\nBring it back. A setting may get another name with @Persist(configKey = the old one), "
                        + "another meaning with a @Migration that reads the old key. A node that must change more gets a new factory beside the old one.");
    }

    @Test
    void listIsWhole() throws Exception {
        List<String> now = SavedFacts.now();
        SavedFactsList list = SavedFactsList.read();
        Path updated = Files.createDirectories(NodeUnderTest.ROOT.resolve("plugins/org.braggwise.knime.tests/target"))
                .resolve("compatibility.txt");
        Files.write(updated, list.updated(now));
        List<String> unlisted = new ArrayList<>(now);
        unlisted.removeAll(list.facts());
        List<String> gone = new ArrayList<>(list.facts());
        gone.removeAll(now);
        assertTrue(
                unlisted.isEmpty() && gone.isEmpty(),
                () -> "compatibility.txt lacks\n  " + String.join("\n  ", unlisted)
                        + "\nand has what the code has not\n  " + String.join("\n  ", gone)
                        + "\nIf that is meant:\n  cp " + updated + " "
                        + SavedFactsList.FILE);
    }

    /** A setting that came later has a default: @Migrate(loadDefaultIfAbsent = true) or @LoadDefaultsForAbsentFields. */
    @Test
    void settingsOfEveryReleaseLoad() throws Exception {
        Map<String, List<String>> releases = SavedFactsList.read().releases();
        List<String> saved = new ArrayList<>();
        for (Map.Entry<String, List<String>> release : releases.entrySet()) {
            saved.addAll(release.getValue());
            for (Map.Entry<String, List<String>> node : settingsByFactory(saved).entrySet()) {
                var today = SavedFacts.node(node.getKey());
                Config old = SettingsBridge.ofKnime(
                        today.defaultSettings(new PortObjectSpec[today.inPorts().size()]));
                List.copyOf(old.keys()).stream()
                        .filter(k -> !isSaved(k, node.getValue()))
                        .forEach(old::remove);
                assertDoesNotThrow(
                        () -> today.resaved(SettingsBridge.toKnime(old)),
                        "settings of " + today.name() + " as " + release.getKey() + " saved them");
            }
        }
    }

    private static boolean isSaved(String topKey, List<String> keys) {
        return keys.stream()
                .anyMatch(k -> k.equals(topKey) || k.startsWith(topKey + ".") || topKey.equals(k + "_is_present"));
    }

    private static Map<String, List<String>> settingsByFactory(List<String> facts) {
        Map<String, List<String>> keys = new LinkedHashMap<>();
        for (String fact : facts) {
            int at = fact.indexOf(": setting ");
            if (at > 0 && !fact.contains(" may be ")) {
                keys.computeIfAbsent(fact.substring(0, at), f -> new ArrayList<>())
                        .add(fact.substring(at + 10).split(" ")[0]);
            }
        }
        return keys;
    }

    @Test
    void plantedChangesAreFound() {
        List<String> list = List.of(
                "# head",
                "",
                "[1.0.0]",
                "a: name A",
                "a: setting x xint",
                "",
                "[1.1.0 unreleased]",
                "a: setting y xint");
        SavedFactsList read = SavedFactsList.read(list);
        List<String> same = List.of("a: name A", "a: setting x xint", "a: setting y xint");
        assertEquals(List.of(), read.broken(same));
        assertEquals(list, read.updated(same));
        List<String> changed = List.of("a: name A", "a: setting x xdouble", "a: setting z xint");
        assertEquals(List.of("a: setting x xint"), read.broken(changed));
        assertEquals(
                List.of(
                        "# head",
                        "",
                        "[1.0.0]",
                        "a: name A",
                        "a: setting x xint",
                        "",
                        "[1.1.0 unreleased]",
                        "a: setting x xdouble",
                        "a: setting z xint"),
                read.updated(changed));
    }
}

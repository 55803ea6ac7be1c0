// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.compatibility;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.braggwise.knime.testing.NodeUnderTest;

/**
 * The list that is kept from release to release, compatibility.txt: a line "[1.0.0]" starts the facts that came with that release. The
 * facts under "[1.1.0 unreleased]", always the last, may still change.
 */
record SavedFactsList(List<String> head, Map<String, List<String>> releases) {

    /** Where the list lies in the project. */
    static final Path FILE = NodeUnderTest.ROOT.resolve(
            "plugins/org.braggwise.knime.tests/src/org/braggwise/knime/compatibility/compatibility.txt");

    private static final String OPEN = " unreleased]";

    static SavedFactsList read(List<String> lines) {
        List<String> head = new ArrayList<>();
        Map<String, List<String>> releases = new LinkedHashMap<>();
        List<String> facts = head;
        for (String line : lines) {
            if (line.startsWith("[")) {
                facts = releases.computeIfAbsent(line, l -> new ArrayList<>());
            } else if (!line.isBlank()) {
                facts.add(line);
            }
        }
        if (releases.isEmpty()) {
            throw new IllegalArgumentException(FILE + " has no line \"[1.0.0]\", expected one for each release.");
        }
        return new SavedFactsList(head, releases);
    }

    static SavedFactsList read() throws IOException {
        return read(Files.readAllLines(FILE));
    }

    List<String> facts() {
        return releases.values().stream().flatMap(List::stream).toList();
    }

    /** @return facts of released versions that the code no longer has: saved workflows break */
    List<String> broken(List<String> now) {
        List<String> broken = new ArrayList<>();
        releases.forEach((release, facts) -> {
            if (!release.endsWith(OPEN)) {
                facts.stream().filter(f -> !now.contains(f)).forEach(broken::add);
            }
        });
        return broken;
    }

    /** @return the list as it has to be for the code as it is: new facts at the end, facts that no release had yet left out when gone */
    List<String> updated(List<String> now) {
        List<String> lines = new ArrayList<>(head);
        List<String> missing = new ArrayList<>(now);
        missing.removeAll(facts());
        var last = List.copyOf(releases.keySet()).get(releases.size() - 1);
        releases.forEach((release, facts) -> {
            lines.add("");
            lines.add(release);
            if (release.equals(last) && release.endsWith(OPEN)) {
                // in the order of the code: nothing of it is out yet
                now.stream()
                        .filter(f -> facts.contains(f) || missing.contains(f))
                        .forEach(lines::add);
            } else {
                lines.addAll(facts);
            }
        });
        if (!last.endsWith(OPEN) && !missing.isEmpty()) {
            lines.add("");
            lines.add("[next unreleased]");
            lines.addAll(missing);
        }
        return lines;
    }
}

// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.headless;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

import org.braggwise.headless.nodes.NodeOrigin;

/** What took part in a run, for whoever wants to repeat it. */
final class Versions {

    private Versions() {}

    /** @param origins of the nodes that ran */
    static Map<String, String> of(Collection<NodeOrigin> origins) {
        Map<String, String> versions = new LinkedHashMap<>();
        origins.stream()
                .distinct()
                .forEach(o -> versions.put(
                        o.bundleName().isEmpty() ? o.bundle() : o.bundleName() + " (" + o.bundle() + ")",
                        o.bundleVersion()));
        versions.put("KNIME API", "5.8 (embedded stand-in, no KNIME)");
        versions.put("Java", System.getProperty("java.version") + " (" + System.getProperty("java.vendor") + ")");
        versions.put(
                "System",
                System.getProperty("os.name") + " " + System.getProperty("os.version") + ", "
                        + System.getProperty("os.arch"));
        return versions;
    }

    /** {@code braggwise --version}. */
    static int print(Collection<NodeOrigin> origins, Surroundings around) {
        around.out()
                .println("Braggwise "
                        + origins.stream()
                                .filter(o -> o.bundle().startsWith("org.braggwise."))
                                .map(NodeOrigin::bundleVersion)
                                .findFirst()
                                .orElse("without nodes"));
        of(origins).forEach((name, version) -> around.out().println("  " + name + ": " + version));
        around.out().flush();
        return ExitCode.EXECUTED;
    }
}

// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.install;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The workflows that ship, each run once from the installed bundles, with settings that make it small. */
final class SmallRuns {

    private static final String FEW_VARIANTS = "3/impurity=0 3/texture=1 3/broadening=1 3/strain=1 3/shift=0";
    private static final Map<String, String> SETTINGS = Map.ofEntries(
            Map.entry("simulate-patterns", ""),
            Map.entry("substitute-templates", ""),
            Map.entry("cif-from-table", ""),
            Map.entry("train-and-predict", FEW_VARIANTS + " 2/points=301 4/epochs=2"),
            Map.entry("compare-posteriors", FEW_VARIANTS + " 4/epochs=1 7/epochs=1 10/epochs=1 13/epochs=1"),
            Map.entry("ensemble", "3/strain=1 4/epochs=1 5/epochs=1 5/members=2"),
            Map.entry("classify-my-patterns", ""),
            Map.entry("identify-phases", ""),
            Map.entry("index-patterns", ""),
            Map.entry("solve-structures", ""),
            Map.entry("explain-a-decision", "5/maxRows=2 6/maxRows=2 7/maxRows=2"));

    private static final Map<String, Path> RESULTS = new HashMap<>();

    private SmallRuns() {}

    /** @return the names of all workflows but the main one, which {@link MainRun} runs */
    static List<String> names() {
        return SETTINGS.keySet().stream().sorted().toList();
    }

    /** @return the folder of the results of a workflow in test-workflows/ */
    static synchronized Path of(String workflow) throws IOException, InterruptedException {
        if (Build.MAIN_WORKFLOW.endsWith(workflow)) {
            return MainRun.get().results();
        }
        if (!RESULTS.containsKey(workflow)) {
            Path results = Build.WORK.resolve("small").resolve(workflow);
            List<String> words = new ArrayList<>(List.of(
                    "run",
                    Build.ROOT.resolve("test-workflows").resolve(workflow).toString(),
                    "--out",
                    results.toString(),
                    "--vectors",
                    "csv",
                    "--threads",
                    "2"));
            for (String setting : SETTINGS.get(workflow).split(" ")) {
                if (!setting.isEmpty()) {
                    words.addAll(List.of("--set", setting));
                }
            }
            Program.Ended ended = Installation.shared().braggwise(words.toArray(String[]::new));
            if (ended.exit() != 0) {
                throw new AssertionError(workflow + ": " + ended);
            }
            RESULTS.put(workflow, results);
        }
        return RESULTS.get(workflow);
    }
}

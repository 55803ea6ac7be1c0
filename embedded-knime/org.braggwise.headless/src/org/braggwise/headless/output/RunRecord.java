// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.headless.output;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

import org.braggwise.headless.ExitCode;
import org.braggwise.headless.workflow.Config;
import org.braggwise.headless.workflow.Workflow;

/**
 * A run that ended: what run.json and report.html tell.
 *
 * @param workflow as run, with the changed settings
 * @param nodes in the order of execution
 * @param started when
 * @param seconds how long it took
 * @param threads nodes that could run at the same time
 * @param exitCode of the process
 * @param overrides the texts of --set
 * @param versions of what took part, by name
 */
public record RunRecord(
        Workflow workflow,
        List<NodeRecord> nodes,
        Instant started,
        double seconds,
        int threads,
        int exitCode,
        List<String> overrides,
        Map<String, String> versions) {

    /** @return the same, ended with the exit code of results that could not be written */
    RunRecord failed() {
        return new RunRecord(workflow, nodes, started, seconds, threads, ExitCode.UNEXPECTED, overrides, versions);
    }

    /** @return the nodes' seeds by id, for the nodes that have one: every setting with the key "seed" that is not switched off */
    public Map<Integer, Long> seeds() {
        Map<Integer, Long> seeds = new TreeMap<>();
        nodes.forEach(n -> seed(n.run().stored().model(), n.run().id(), seeds));
        return seeds;
    }

    private static void seed(Config settings, int id, Map<Integer, Long> seeds) {
        for (String key : settings.keys()) {
            settings.tree(key).ifPresent(t -> seed(t, id, seeds));
            boolean drawn =
                    settings.text(key + "_is_present").filter("false"::equals).isPresent();
            if (key.equalsIgnoreCase("seed") && !drawn) {
                settings.text(key)
                        .filter(t -> t.matches("-?\\d{1,18}"))
                        .ifPresent(t -> seeds.putIfAbsent(id, Long.parseLong(t)));
            }
        }
    }

    /** @return the seed, where all nodes that have one have the same; else null */
    public Long seed() {
        TreeSet<Long> distinct = new TreeSet<>(seeds().values());
        return distinct.size() == 1 ? distinct.first() : null;
    }
}

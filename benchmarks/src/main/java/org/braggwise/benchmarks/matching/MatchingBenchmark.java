// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.benchmarks.matching;

import java.util.List;

/** How often the matcher is right on structures that its candidates do not have. */
public final class MatchingBenchmark {

    private MatchingBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        Options options = Options.parse(arguments);
        List<String> simulated = options.tasks().stream()
                .filter(t -> !List.of("films", "films-unknown", "foreign").contains(t))
                .toList();
        if (!simulated.isEmpty()) {
            Abx3Task abx3 = new Abx3Task(options);
            for (String task : simulated) {
                abx3.run(task).print(task);
            }
        }
        if (options.tasks().contains("foreign")) {
            new ForeignTask(options).run();
        }
        if (options.tasks().contains("films")) {
            new FilmsTask(options.data()).run();
        }
        if (options.tasks().contains("films-unknown")) {
            new WorkflowFilmsTask(options.data(), options.home()).run();
        }
    }
}

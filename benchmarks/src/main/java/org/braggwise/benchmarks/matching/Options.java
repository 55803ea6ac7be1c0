// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.benchmarks.matching;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What is run.
 *
 * @param data the folder with structures/ and experimental/
 * @param home the checkout, whose workflow "films-unknown" runs
 * @param tasks any of "known", "unknown", "noise", "films", "foreign", "films-unknown"
 * @param part "test" or "validation": settings are chosen on the second, figures are of the first
 * @param every how many patterns to go on for each that is matched: 1 for all
 * @param from the first pattern
 * @param restarts random starts of positions for patterns that nothing explains
 * @param draw which noise is drawn: 1 for that of the figures, others for more patterns of the same structures
 * @param threads how many patterns at once
 * @param network a network's probabilities: a line "id" and classes by number between tabulators, then a line for each pattern
 * @param model a model that is asked of the patterns as they are matched, with their noise, instead of such a table
 * @param answers the folder for answers by pattern
 * @param only a file with the ids of the structures to match, a line each; empty for all
 * @param decide such evidence, to decide on again instead of matching; empty to match
 * @param evidence whether to write what the decisions rest on beside the answers
 */
record Options(
        Path data,
        Path home,
        List<String> tasks,
        String part,
        int every,
        int from,
        int restarts,
        int draw,
        int threads,
        Optional<Path> network,
        Optional<Path> model,
        Path answers,
        Optional<Path> only,
        Optional<Path> decide,
        boolean evidence) {

    static Options parse(String[] arguments) {
        Path data = Path.of("../shared/data");
        Path home = Path.of(".");
        List<String> tasks = List.of("known", "unknown", "noise", "films");
        String part = "test";
        int every = 1;
        int from = 0;
        int restarts = 60;
        int draw = 1;
        int threads = 1;
        Optional<Path> network = Optional.empty();
        Optional<Path> model = Optional.empty();
        Path answers = Path.of("benchmarks/target/matching");
        Optional<Path> only = Optional.empty();
        Optional<Path> decide = Optional.empty();
        boolean evidence = false;
        for (int i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--data" -> data = Path.of(arguments[++i]);
                case "--home" -> home = Path.of(arguments[++i]);
                case "--task" -> tasks = List.of(arguments[++i].split(","));
                case "--part" -> part = arguments[++i];
                case "--every" -> every = Integer.parseInt(arguments[++i]);
                case "--from" -> from = Integer.parseInt(arguments[++i]);
                case "--restarts" -> restarts = Integer.parseInt(arguments[++i]);
                case "--draw" -> draw = Integer.parseInt(arguments[++i]);
                case "--threads" -> threads = Integer.parseInt(arguments[++i]);
                case "--network" -> network = Optional.of(Path.of(arguments[++i]));
                case "--model" -> model = Optional.of(Path.of(arguments[++i]));
                case "--answers" -> answers = Path.of(arguments[++i]);
                case "--only" -> only = Optional.of(Path.of(arguments[++i]));
                case "--decide" -> decide = Optional.of(Path.of(arguments[++i]));
                case "--evidence" -> evidence = true;
                default -> throw new IllegalArgumentException("Found \"" + arguments[i] + "\": see --help.");
            }
        }
        return new Options(
                data, home, tasks, part, every, from, restarts, draw, threads, network, model, answers, only, decide,
                evidence);
    }
}

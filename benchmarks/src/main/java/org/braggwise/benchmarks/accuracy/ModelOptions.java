// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.benchmarks.accuracy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What benchmarks/train-models is told.
 *
 * @param data folder with structures/ and experimental/
 * @param out folder of the finished models
 * @param work folder of the models after each round
 * @param models any of "space-groups", "crystal-systems", "powder-scans", "films"
 * @param firstRound to train, from the model of the round before it
 * @param lastRound to train, at most as many as the model has
 * @param calibrateOnly whether the model of the last round is only calibrated anew
 * @param recalibrate whether the finished model only gets another temperature and other conformal scores
 * @param foreignOnly whether the finished model only gets another out-of-distribution score
 * @param probabilities folder of the test and validation structures' class probabilities, null for none
 * @param results folder of the answers to each test pattern, null for none
 * @param seed of the split, of every draw and of the networks
 * @param threads for simulation and training; no result depends on it
 * @param quick a hundredth of the rows: to see that it runs
 */
record ModelOptions(
        Path data,
        Path out,
        Path work,
        List<String> models,
        int firstRound,
        int lastRound,
        boolean calibrateOnly,
        boolean recalibrate,
        boolean foreignOnly,
        Path probabilities,
        Path results,
        long seed,
        int threads,
        boolean quick) {

    static ModelOptions parse(String[] arguments) {
        Path data = null;
        Path out = null;
        Path work = null;
        Path probabilities = null;
        Path results = null;
        List<String> models = List.of("space-groups", "crystal-systems", "powder-scans", "films");
        int first = 1;
        int last = Integer.MAX_VALUE;
        boolean calibrate = false;
        boolean recalibrate = false;
        boolean foreignOnly = false;
        boolean quick = false;
        long seed = 1;
        int threads = Runtime.getRuntime().availableProcessors();
        for (int i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--data" -> data = Path.of(arguments[++i]);
                case "--out" -> out = Path.of(arguments[++i]);
                case "--work" -> work = Path.of(arguments[++i]);
                case "--models" -> models = List.of(arguments[++i].split(","));
                case "--round" -> {
                    first = Integer.parseInt(arguments[++i]);
                    last = first;
                }
                case "--last-round" -> last = Integer.parseInt(arguments[++i]);
                case "--calibrate-only" -> calibrate = true;
                case "--recalibrate" -> recalibrate = true;
                case "--foreign-only" -> foreignOnly = true;
                case "--probabilities" -> probabilities = Path.of(arguments[++i]);
                case "--results" -> results = Path.of(arguments[++i]);
                case "--seed" -> seed = Long.parseLong(arguments[++i]);
                case "--threads" -> threads = Integer.parseInt(arguments[++i]);
                case "--quick" -> quick = true;
                default -> throw new IllegalArgumentException(
                        "Unknown option " + arguments[i] + "; benchmarks/train-models --help names them.");
            }
        }
        if (data == null || out == null || work == null) {
            throw new IllegalArgumentException("Expected --data DIR, --out DIR and --work DIR.");
        }
        return new ModelOptions(
                data,
                out,
                work,
                models,
                calibrate ? Integer.MAX_VALUE : first,
                last,
                calibrate,
                recalibrate,
                foreignOnly,
                probabilities,
                results,
                seed,
                threads,
                quick);
    }

    /** @return the options of the accuracy benchmark, whose rows these are, with another seed */
    Options rows(long drawSeed, int strained, int moved, int replaced, int filmRows) {
        List<String> a = new ArrayList<>(List.of(
                "--data", data.toString(), "--seed", Long.toString(drawSeed), "--threads", Integer.toString(threads)));
        int share = quick ? 20 : 1;
        a.addAll(List.of("--strained", Integer.toString(Math.max(1, strained / share))));
        a.addAll(List.of("--moved", Integer.toString(Math.max(1, moved / share))));
        a.addAll(List.of("--replaced", Integer.toString(Math.max(1, replaced / share))));
        a.addAll(List.of("--film-rows", Integer.toString(Math.max(40, filmRows / share))));
        return Options.parse(a.toArray(String[]::new));
    }
}

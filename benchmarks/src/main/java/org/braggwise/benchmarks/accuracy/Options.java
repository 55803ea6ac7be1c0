// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.benchmarks.accuracy;

import java.nio.file.Path;
import java.util.List;

import org.braggwise.learning.training.TrainingSettings.Method;

/**
 * How large a run is. The same options and seed give the same numbers on any number of threads.
 *
 * @param data the folder with structures/ and experimental/
 * @param tasks any of "abx3", "films", or "seeds": what networks that were kept in the folder of the models have in common
 * @param methods posteriors to compare; the first one gives the RESULT lines
 * @param seed of every draw and of the networks
 * @param splitSeed of what is held out
 * @param points of the ABX3 patterns, 10 to 80 deg
 * @param epochs of the ABX3 networks on real plus synthesised rows
 * @param filmEpochs of the film networks
 * @param filmRows training patterns a class of films
 * @param members networks in an ensemble for ABX3
 * @param filmMembers networks in an ensemble for films
 * @param threads for simulation and training
 * @param strained strained copies of each real structure that training has besides the structure itself
 * @param moved copies of each real structure with its atoms moved, strained too
 * @param replaced virtual structures by element replacement for each real structure
 * @param withoutTer whether networks without virtual structures are trained too
 * @param results folder of the answers to each pattern and of the settings, null for none
 * @param models folder where the networks are kept, null for none
 * @param measured whether the measured films are scored; without, only simulated ones are: for trying settings out
 */
record Options(
        Path data,
        List<String> tasks,
        List<Method> methods,
        long seed,
        long splitSeed,
        int points,
        int epochs,
        int filmEpochs,
        int filmRows,
        int members,
        int filmMembers,
        int threads,
        int strained,
        int moved,
        int replaced,
        boolean withoutTer,
        Path results,
        Path models,
        boolean measured) {

    static Options parse(String[] arguments) {
        boolean quick = List.of(arguments).contains("--quick");
        Path data = null;
        List<String> tasks = List.of("abx3", "films");
        List<Method> methods = List.of(Method.MC_DROPOUT);
        long seed = 1;
        long splitSeed = 1;
        int points = 1751;
        int epochs = 2;
        int filmEpochs = quick ? 5 : 8;
        int filmRows = quick ? 500 : 2000;
        int members = 1;
        int filmMembers = quick ? 1 : 3;
        int strained = quick ? 4 : 11;
        int moved = quick ? 8 : 25;
        int replaced = quick ? 12 : 36;
        boolean withoutTer = true;
        Path results = null;
        Path models = null;
        boolean measured = true;
        int threads = Runtime.getRuntime().availableProcessors();
        for (int i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--quick" -> {}
                case "--data" -> data = Path.of(arguments[++i]);
                case "--task" -> tasks = List.of(arguments[++i].split(","));
                case "--methods" -> methods = java.util.Arrays.stream(arguments[++i].split(","))
                        .map(Method::valueOf)
                        .toList();
                case "--seed" -> seed = Long.parseLong(arguments[++i]);
                case "--split-seed" -> splitSeed = Long.parseLong(arguments[++i]);
                case "--no-baseline" -> withoutTer = false;
                case "--results" -> results = Path.of(arguments[++i]);
                case "--models" -> models = Path.of(arguments[++i]);
                case "--points" -> points = Integer.parseInt(arguments[++i]);
                case "--epochs" -> epochs = Integer.parseInt(arguments[++i]);
                case "--film-epochs" -> filmEpochs = Integer.parseInt(arguments[++i]);
                case "--film-rows" -> filmRows = Integer.parseInt(arguments[++i]);
                case "--members" -> members = Integer.parseInt(arguments[++i]);
                case "--film-members" -> filmMembers = Integer.parseInt(arguments[++i]);
                case "--strained" -> strained = Integer.parseInt(arguments[++i]);
                case "--moved" -> moved = Integer.parseInt(arguments[++i]);
                case "--replaced" -> replaced = Integer.parseInt(arguments[++i]);
                case "--no-measured" -> measured = false;
                case "--threads" -> threads = Integer.parseInt(arguments[++i]);
                default -> throw new IllegalArgumentException(
                        "Unknown option " + arguments[i] + "; benchmarks/accuracy --help names them.");
            }
        }
        if (data == null) {
            throw new IllegalArgumentException("No data folder; give --data DIR.");
        }
        return new Options(
                data,
                tasks,
                methods,
                seed,
                splitSeed,
                points,
                epochs,
                filmEpochs,
                filmRows,
                members,
                filmMembers,
                threads,
                strained,
                moved,
                replaced,
                withoutTer,
                results,
                models,
                measured);
    }
}

// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.benchmarks.accuracy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.braggwise.learning.evaluation.Evaluation;
import org.braggwise.learning.evaluation.ScoredRow;

/**
 * Networks that differ in their seed alone, from the probabilities that benchmarks/accuracy --models left of each: mean and range over the
 * seeds, and what the mean of their probabilities answers, an ensemble.
 */
final class Seeds {

    private final Path m_folder;
    private final List<StructureSet.Entry> m_structures;

    /** @param structures all ABX3 structures */
    Seeds(Path folder, List<StructureSet.Entry> structures) {
        m_folder = folder;
        m_structures = structures;
    }

    /** What a file of {@link Probabilities} holds. */
    private record Table(List<String> ids, List<String> truths, List<String> classes, List<double[]> probabilities) {

        static Table read(Path file) {
            try {
                List<String> lines = Files.readAllLines(file);
                String[] header = lines.get(0).split("\t");
                List<String[]> rows =
                        lines.stream().skip(1).map(l -> l.split("\t")).toList();
                return new Table(
                        rows.stream().map(r -> r[0]).toList(),
                        rows.stream().map(r -> r[2]).toList(),
                        List.of(header).subList(3, header.length),
                        rows.stream()
                                .map(r -> Arrays.stream(r, 3, r.length)
                                        .mapToDouble(Double::parseDouble)
                                        .toArray())
                                .toList());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** @throws IllegalArgumentException if another table is of other patterns */
        static Table mean(List<Table> tables) {
            Table first = tables.get(0);
            List<double[]> mean = new ArrayList<>();
            first.probabilities.forEach(p -> mean.add(new double[p.length]));
            for (Table t : tables) {
                if (!t.ids.equals(first.ids) || !t.classes.equals(first.classes)) {
                    throw new IllegalArgumentException("The seeds' probabilities are of other patterns or classes.");
                }
                for (int r = 0; r < mean.size(); r++) {
                    for (int c = 0; c < mean.get(r).length; c++) {
                        mean.get(r)[c] += t.probabilities.get(r)[c] / tables.size();
                    }
                }
            }
            return new Table(first.ids, first.truths, first.classes, mean);
        }

        Evaluation score() {
            List<ScoredRow> rows = new ArrayList<>();
            for (int r = 0; r < ids.size(); r++) {
                rows.add(ScoredRow.of(classes.indexOf(truths.get(r)), probabilities.get(r)));
            }
            return Networks.score(rows, classes);
        }
    }

    void print() throws IOException {
        for (String part : List.of("val", "test")) {
            print("abx3", part, this::abx3);
        }
        for (String part : List.of("val", "test", "measured")) {
            print(
                    "films",
                    part,
                    t -> Map.of("space group", t.score().confusion().accuracy()));
        }
    }

    private Map<String, Double> abx3(Table t) {
        Map<String, StructureSet.Entry> byId =
                m_structures.stream().collect(Collectors.toMap(StructureSet.Entry::id, Function.identity()));
        Abx3Scores scores =
                new Abx3Scores(m_structures, t.ids.stream().map(byId::get).toList(), t.classes);
        Map<String, Double> shares = new LinkedHashMap<>();
        shares.put(
                "frequent space groups",
                scores.groups(t.probabilities).confusion().accuracy());
        shares.put("crystal system", scores.systems(t.probabilities).confusion().accuracy());
        shares.put(
                "extinction symbol",
                scores.extinctionSymbols(t.probabilities).confusion().accuracy());
        shares.put("Laue class", scores.laueClasses(t.probabilities).confusion().accuracy());
        Evaluation own = t.score();
        shares.put("ECE", own.expectedCalibrationError());
        shares.put("ECE by chance", own.equalWidth().expectedCalibrationErrorByChance());
        return shares;
    }

    private void print(String task, String part, Function<Table, Map<String, Double>> shares) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(m_folder)) {
            files = all.filter(
                            f -> f.getFileName().toString().matches(task + "-mc_dropout-seed\\d+-" + part + "\\.tsv"))
                    .sorted()
                    .toList();
        }
        if (files.isEmpty()) {
            return;
        }
        List<Table> tables = files.stream().map(Table::read).toList();
        List<Map<String, Double>> bySeed = tables.stream().map(shares).toList();
        Map<String, Double> together = shares.apply(Table.mean(tables));
        System.out.println(
                task + ", " + part + ", " + tables.get(0).ids.size() + " patterns, " + files.size() + " seeds");
        for (String name : together.keySet()) {
            double[] values = bySeed.stream().mapToDouble(s -> s.get(name)).toArray();
            System.out.printf(
                    Locale.ROOT,
                    "  %s: mean %.4f, range %.4f to %.4f (%s); probabilities averaged %.4f%n",
                    name,
                    Arrays.stream(values).average().orElseThrow(),
                    Arrays.stream(values).min().orElseThrow(),
                    Arrays.stream(values).max().orElseThrow(),
                    Arrays.stream(values)
                            .mapToObj(v -> String.format(Locale.ROOT, "%.4f", v))
                            .collect(Collectors.joining(", ")),
                    together.get(name));
        }
    }
}

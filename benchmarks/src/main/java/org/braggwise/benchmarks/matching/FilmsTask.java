// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.benchmarks.matching;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.braggwise.benchmarks.accuracy.Csv;
import org.braggwise.benchmarks.accuracy.FilmStructures;
import org.braggwise.benchmarks.accuracy.StructureSet;
import org.braggwise.crystal.CrystalStructure;
import org.braggwise.diffraction.Radiation;
import org.braggwise.diffraction.file.PatternFile;
import org.braggwise.diffraction.file.PatternFileReader;
import org.braggwise.refinement.matching.PositionMatcher;
import org.braggwise.refinement.matching.PositionSettings;
import org.braggwise.refinement.peaks.PeakFinder;
import org.braggwise.refinement.peaks.PeakList;
import org.braggwise.refinement.peaks.PeakSettings;

/**
 * Measured films by the positions of their peaks, composition known. Candidates are those that simulated films of benchmarks/accuracy are made
 * of. With the composition the stoichiometry alone decides Fm-3m and parts ABX3 from A3B2X9: what is left to find is one group of two or four.
 */
final class FilmsTask {

    private static final Pattern LAYERED = Pattern.compile("(Cs|Rb|K|\\(CH3NH3\\))3(Sb|Bi)2(Br|I|Cl)9");
    private static final double MEASURED_CELL = 0.012;
    private static final double FROM_DEG = 10;
    private static final double TO_DEG = 60;

    private final Path m_data;

    FilmsTask(Path data) {
        m_data = data;
    }

    void run() throws IOException {
        FilmStructures structures = new FilmStructures(
                StructureSet.read(m_data.resolve("structures/mp_abx3.jsonl.gz")).entries(),
                StructureSet.read(m_data.resolve("structures/mp_extra_A3B2X9_A2BBX6.jsonl.gz"))
                        .entries(),
                1);
        Path folder = m_data.resolve("experimental");
        PatternFileReader reader = new PatternFileReader();
        int n = 0;
        int right = 0;
        for (Map<String, String> row : Csv.read(Files.readString(folder.resolve("experimental.csv")))) {
            if (!row.get("usable").equals("True")) {
                continue;
            }
            PatternFile scan = reader.read(folder.resolve(row.get("file"))).get(0);
            Radiation radiation = Radiation.of(row.get("wavelength").startsWith("Co") ? "Co Ka" : "Cu Ka");
            Map<Integer, Double> logs = logs(structures, row.get("formula"), peaks(scan, radiation));
            int answer = logs.entrySet().stream()
                    .max(Map.Entry.comparingByValue())
                    .map(Map.Entry::getKey)
                    .orElse(0);
            int truth = Integer.parseInt(row.get("space_group"));
            n++;
            right += answer == truth ? 1 : 0;
            if (answer != truth) {
                System.out.printf(
                        Locale.ROOT,
                        "films: %s, %s, is %d, answer %d %s%n",
                        row.get("pattern_id"),
                        row.get("formula"),
                        truth,
                        answer,
                        logs);
            }
        }
        Scores.result("matcher_films_known", right, n);
    }

    private static PeakList peaks(PatternFile scan, Radiation radiation) {
        double[] x = scan.twoThetaDeg();
        int[] kept = java.util.stream.IntStream.range(0, x.length)
                .filter(i -> x[i] >= FROM_DEG && x[i] <= TO_DEG)
                .toArray();
        double[] angles = Arrays.stream(kept).mapToDouble(i -> x[i]).toArray();
        double[] y = Arrays.stream(kept).mapToDouble(i -> scan.intensities()[i]).toArray();
        return new PeakFinder(PeakSettings.MEASURED).find(angles, y, null, radiation, () -> false);
    }

    private static Map<Integer, Double> logs(FilmStructures structures, String formula, PeakList peaks) {
        Map<Integer, Double> logs = new TreeMap<>();
        for (int group : FilmStructures.GROUPS) {
            double[] own = structures.of(group).values().stream()
                    .filter(s -> possible(formula, s.composition().keySet()) && cation(formula, s.composition()))
                    .mapToDouble(s -> matcher(s, peaks.radiation()).logLikelihood(peaks))
                    .toArray();
            if (own.length > 0) {
                logs.put(group, PositionMatcher.logMean(own));
            }
        }
        return logs;
    }

    private static PositionMatcher matcher(CrystalStructure s, Radiation radiation) {
        PositionSettings settings = FilmStructures.hasMeasuredCell(s)
                ? PositionSettings.FILM.withStrain(MEASURED_CELL)
                : PositionSettings.FILM;
        return new PositionMatcher(s, radiation, settings);
    }

    /** Whether a candidate has the film's elements; methylammonium is as large as caesium or rubidium, and X stands for any halide. */
    private static boolean possible(String formula, Collection<String> elements) {
        if (formula.contains("Cs2AgBiBr6")) {
            return Set.copyOf(elements).equals(Set.of("Cs", "Ag", "Bi", "Br"));
        }
        if (formula.equals("SrTiO3")) {
            return Set.copyOf(elements).equals(Set.of("Sr", "Ti", "O"));
        }
        Matcher layered = LAYERED.matcher(formula);
        if (layered.find()) {
            List<String> a = layered.group(1).startsWith("(") ? List.of("Cs", "Rb") : List.of(layered.group(1));
            return elements.size() == 3
                    && a.stream().anyMatch(elements::contains)
                    && elements.contains(layered.group(2))
                    && elements.contains(layered.group(3));
        }
        return hybrid(elements) && metal(formula, elements) && halide(formula, elements);
    }

    private static boolean hybrid(Collection<String> elements) {
        return elements.contains("C") && elements.contains("N");
    }

    /** A formula that names one organic cation has only that one: formamidinium has two nitrogen atoms for one carbon, methylammonium one. */
    private static boolean cation(String formula, Map<String, Double> composition) {
        if (!hybrid(composition.keySet())) {
            return true;
        }
        boolean named = formula.contains("MA") || formula.contains("FA");
        boolean formamidinium = composition.get("N") > 1.5 * composition.get("C");
        return !named || formula.contains(formamidinium ? "FA" : "MA");
    }

    private static boolean metal(String formula, Collection<String> elements) {
        boolean tin = formula.contains("Sn");
        return formula.contains("Pb")
                ? tin || !elements.contains("Sn")
                : !tin || elements.contains("Sn") && !elements.contains("Pb");
    }

    /** A formula that names one halide has only that one; X is any. */
    private static boolean halide(String formula, Collection<String> elements) {
        boolean bromide = formula.contains("Br");
        boolean iodide = formula.replace("FAI", "").contains("I") || formula.contains("FAI:");
        return bromide == iodide || (bromide ? !elements.contains("I") : !elements.contains("Br"));
    }
}

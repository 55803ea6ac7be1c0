// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.benchmarks.accuracy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.braggwise.learning.evaluation.Evaluation;
import org.braggwise.learning.evaluation.Interval;

/** Everything that is printed at the end: the table and the RESULT lines. */
final class Report {

    private final List<String[]> m_rows = new ArrayList<>();
    private final Map<String, Double> m_results = new LinkedHashMap<>();

    void row(String task, String paper, String goal, String measured) {
        m_rows.add(new String[] {task, paper, goal, measured});
    }

    /** The first value of a name counts. It is printed at once, too: a run that is stopped has shown what it found. */
    void result(String name, double value) {
        if (m_results.putIfAbsent(name, value) == null) {
            print(name, value);
        }
    }

    private static void print(String name, double value) {
        System.out.printf(Locale.ROOT, "RESULT %s %.4f%n", name, value);
    }

    /** "0.912 [0.893, 0.928]": a share with Wilson's 95 % interval. */
    static String share(int right, int n) {
        Interval w = Interval.wilson(right, n);
        return String.format(
                Locale.ROOT, "%.1f %% [%.1f, %.1f] of %d", 100.0 * right / n, 100 * w.low(), 100 * w.high(), n);
    }

    /** @return the calibration error, beside what chance makes of a calibrated network on as few patterns */
    static String ece(Evaluation e) {
        return String.format(
                Locale.ROOT,
                "%.3f (of a perfectly calibrated network: %.3f)",
                e.expectedCalibrationError(),
                e.equalWidth().expectedCalibrationErrorByChance());
    }

    /** @return how often each class was taken for which */
    static String confusion(Evaluation e, List<String> classes) {
        int width = 3 + classes.stream().mapToInt(String::length).max().orElse(0);
        StringBuilder text = new StringBuilder("confusion, row: label ");
        classes.forEach(c -> text.append(" ".repeat(width - c.length())).append(c));
        for (int a = 0; a < classes.size(); a++) {
            text.append(String.format("%n%22s", classes.get(a)));
            for (int p = 0; p < classes.size(); p++) {
                text.append(String.format("%" + width + "d", e.confusion().count(a, p)));
            }
        }
        return text.toString();
    }

    void print() {
        System.out.println();
        System.out.println("| task | paper | to reach | measured |");
        System.out.println("| --- | --- | --- | --- |");
        m_rows.forEach(r -> System.out.println("| " + String.join(" | ", r) + " |"));
        System.out.println();
        m_results.forEach(Report::print);
    }
}

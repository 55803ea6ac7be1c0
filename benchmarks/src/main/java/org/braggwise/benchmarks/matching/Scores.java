// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.benchmarks.matching;

import java.util.List;
import java.util.Locale;

import org.braggwise.learning.evaluation.ReliabilityDiagram;

/**
 * Counts of right answers, with Wilson's 95 % intervals.
 *
 * @param answers one a pattern
 */
record Scores(List<Answer> answers) {

    /** Of the reliability diagram, as benchmarks/accuracy has. */
    private static final int BINS = 15;

    /**
     * An answer.
     *
     * @param id the structure
     * @param truth its space group
     * @param frequent whether space groups are scored for it
     * @param group the answer among the frequent groups
     * @param anyGroup the answer among all
     * @param probability of that answer
     * @param systemRight whether the crystal system is right
     * @param solved whether the verdict is "solved"
     * @param residual least residual
     * @param seconds of its thread's time
     * @param reason the decision's sentence
     */
    record Answer(
            String id,
            int truth,
            boolean frequent,
            int group,
            int anyGroup,
            double probability,
            boolean systemRight,
            boolean solved,
            double residual,
            double seconds,
            String reason) {}

    void print(String task) {
        long frequent = answers.stream().filter(Answer::frequent).count();
        long group = answers.stream()
                .filter(a -> a.frequent() && a.group() == a.truth())
                .count();
        long system = answers.stream().filter(Answer::systemRight).count();
        long solved = answers.stream().filter(Answer::solved).count();
        long right = answers.stream()
                .filter(a -> a.solved() && a.anyGroup() == a.truth())
                .count();
        reliability(task);
        double[] seconds =
                answers.stream().mapToDouble(Answer::seconds).sorted().toArray();
        int n = answers.size();
        result("matcher_space_group_" + task, group, frequent);
        result("matcher_crystal_system_" + task, system, n);
        result("matcher_solved_share_" + task, solved, n);
        result("matcher_solved_right_" + task, right, solved);
        System.out.printf(Locale.ROOT, "RESULT matcher_seconds_%s %.3f%n", task, seconds[n / 2]);
        System.out.printf(
                Locale.ROOT,
                "%s: a pattern takes %.2f s on average, nine of ten less than %.2f s (time of one thread)%n",
                task,
                java.util.Arrays.stream(seconds).average().orElse(0),
                seconds[Math.min(n - 1, n * 9 / 10)]);
    }

    /** How far probabilities are from the share of right answers, and how far they would be by chance if they held. */
    private void reliability(String task) {
        double[] probability = answers.stream().mapToDouble(Answer::probability).toArray();
        boolean[] isRight = new boolean[probability.length];
        for (int i = 0; i < isRight.length; i++) {
            isRight[i] = answers.get(i).anyGroup() == answers.get(i).truth();
        }
        ReliabilityDiagram diagram = ReliabilityDiagram.equalWidth(probability, isRight, BINS);
        System.out.printf(
                Locale.ROOT,
                "RESULT matcher_ece_%s %.4f (by chance %.4f)%n",
                task,
                diagram.expectedCalibrationError(),
                diagram.expectedCalibrationErrorByChance());
    }

    static void result(String name, long right, long n) {
        double p = n == 0 ? Double.NaN : right / (double) n;
        double z = 1.96;
        double centre = (p + z * z / (2 * n)) / (1 + z * z / n);
        double half = z * Math.sqrt(p * (1 - p) / n + z * z / (4.0 * n * n)) / (1 + z * z / n);
        System.out.printf(
                Locale.ROOT,
                "RESULT %s %.4f (%d of %d, 95 %% %.3f to %.3f)%n",
                name,
                p,
                right,
                n,
                centre - half,
                centre + half);
    }
}

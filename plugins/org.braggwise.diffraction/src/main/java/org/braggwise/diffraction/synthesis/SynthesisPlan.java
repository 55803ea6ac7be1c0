// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.synthesis;

import java.util.List;

/**
 * Which rows make up each output. Patterns are not in here, so a plan of a hundred thousand rows stays small and a node can stream.
 *
 * @param training entries of all proportions, those of a proportion together, in ascending proportion
 * @param validation real rows held out for validation; for classes kept with virtual rows only, virtual rows
 * @param test real rows held out for the test
 * @param classes what happened to each class, in the order of their labels
 * @param virtualExcluded rows of the virtual table that are left out because their compound is held out
 * @param joined compounds that were taken as one because they share a pattern, for people: "O3SrTi = STO"
 */
public record SynthesisPlan(
        List<LedgerEntry> training,
        List<LedgerEntry> validation,
        List<LedgerEntry> test,
        List<ClassReport> classes,
        List<Integer> virtualExcluded,
        List<String> joined) {

    /**
     * @param label the class
     * @param realRows real rows of the class in the input
     * @param virtualRows virtual rows of the class in the input
     * @param testRows real rows held out for the test
     * @param validationRows rows held out for validation
     * @param trainingReal real rows that training may use, at proportion 1
     * @param trainingVirtual virtual rows that training may use
     * @param outcome what became of the class
     * @param untested whether a test was asked for, but the class has too few compounds for one
     */
    public record ClassReport(
            String label,
            int realRows,
            int virtualRows,
            int testRows,
            int validationRows,
            int trainingReal,
            int trainingVirtual,
            ClassOutcome outcome,
            boolean untested) {

        /** @return what became of the class, for people */
        public String words() {
            return outcome.words() + (untested ? "; not tested: too few compounds" : "");
        }
    }

    /**
     * @param proportion one of the settings' proportions
     * @return the training entries of that proportion
     */
    public List<LedgerEntry> training(double proportion) {
        return training.stream().filter(e -> e.proportion() == proportion).toList();
    }
}

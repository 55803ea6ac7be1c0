// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.training;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import org.braggwise.learning.data.LabelledPatterns;
import org.braggwise.learning.model.BVggNetModel;
import org.braggwise.learning.model.ClassChemistry;
import org.braggwise.learning.model.ClassKnowledge;
import org.braggwise.learning.prediction.ModelCalibrator;

/** Counts what a model has seen of each class. */
final class SeenClasses {

    private SeenClasses() {}

    /**
     * @param training rows, with their compounds as groups
     * @param fit of the calibration
     * @param start the model that training started from, whose compounds count too; null for none
     */
    static List<ClassKnowledge> of(LabelledPatterns training, ModelCalibrator.Fit fit, BVggNetModel start) {
        int classes = training.classes().size();
        int[] patterns = new int[classes];
        List<SortedSet<String>> compounds = new ArrayList<>();
        for (int c = 0; c < classes; c++) {
            compounds.add(new TreeSet<>());
        }
        for (int r = 0; r < training.size(); r++) {
            int c = training.labels()[r];
            patterns[c]++;
            compounds.get(c).add(training.groups().get(r));
        }
        int[][] validated = validated(fit, classes);
        List<ClassKnowledge> seen = new ArrayList<>();
        for (int c = 0; c < classes; c++) {
            ClassChemistry own = ClassChemistry.of(compounds.get(c));
            seen.add(new ClassKnowledge(
                    patterns[c],
                    compounds.get(c).size(),
                    validated[0][c],
                    validated[1][c],
                    joined(own, before(start, training.classes().get(c)))));
        }
        return seen;
    }

    /** What was seen in training stays, what was right in the validation is counted anew. */
    static List<ClassKnowledge> validatedAnew(List<ClassKnowledge> before, ModelCalibrator.Fit fit) {
        int[][] validated = validated(fit, before.size());
        List<ClassKnowledge> seen = new ArrayList<>();
        for (int c = 0; c < before.size(); c++) {
            ClassKnowledge k = before.get(c);
            seen.add(new ClassKnowledge(
                    k.trainingPatterns(), k.trainingCompounds(), validated[0][c], validated[1][c], k.chemistry()));
        }
        return seen;
    }

    /** @return by class, how many rows were validated, and how many of them were right */
    private static int[][] validated(ModelCalibrator.Fit fit, int classes) {
        int[][] counts = new int[2][classes];
        for (int r = 0; r < fit.labels().length; r++) {
            int label = fit.labels()[r];
            counts[0][label]++;
            counts[1][label] += fit.predicted()[r] == label ? 1 : 0;
        }
        return counts;
    }

    private static ClassChemistry before(BVggNetModel start, String name) {
        int c = start == null || start.knowledge().isEmpty()
                ? -1
                : start.classes().indexOf(name);
        return c < 0 ? ClassChemistry.UNKNOWN : start.knowledge().get(c).chemistry();
    }

    private static ClassChemistry joined(ClassChemistry a, ClassChemistry b) {
        SortedMap<String, SortedSet<String>> both = new TreeMap<>();
        for (ClassChemistry each : List.of(a, b)) {
            each.elements().forEach((s, e) -> both.computeIfAbsent(s, n -> new TreeSet<>())
                    .addAll(e));
        }
        return new ClassChemistry(both);
    }
}

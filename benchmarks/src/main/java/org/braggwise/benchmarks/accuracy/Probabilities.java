// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.benchmarks.accuracy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import org.braggwise.learning.data.LabelledPatterns;
import org.braggwise.learning.model.BVggNetModel;
import org.braggwise.learning.prediction.Prediction;

/** Writes the class probabilities of patterns, one a line: row key, compound, true class, and a column a class. */
final class Probabilities {

    private Probabilities() {}

    static void write(Path file, BVggNetModel model, LabelledPatterns rows, List<Prediction> predictions)
            throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("id\tcompound\ttruth\t" + String.join("\t", model.classes()));
        for (int i = 0; i < rows.size(); i++) {
            lines.add(rows.rowKeys().get(i) + "\t" + rows.groups().get(i) + "\t"
                    + rows.classes().get(rows.labels()[i]) + "\t"
                    + Arrays.stream(predictions.get(i).probabilities())
                            .mapToObj(p -> String.format(Locale.ROOT, "%.4g", p))
                            .collect(Collectors.joining("\t")));
        }
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.write(file, lines);
    }
}

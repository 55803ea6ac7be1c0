// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.benchmarks.accuracy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

import org.braggwise.learning.data.LabelledPatterns;
import org.braggwise.learning.prediction.Prediction;

/**
 * Writes what a figure of the README comes from: the settings, each in a line after "#", then the answer to every pattern of the test. Written
 * for benchmarks/results.
 */
final class Answers {

    private Answers() {}

    /** With the most probable of the frequent space groups, and the most probable crystal system. */
    static void write(
            Path file,
            Map<String, String> settings,
            LabelledPatterns rows,
            List<Prediction> predictions,
            Abx3Scores scores)
            throws IOException {
        write(
                file,
                settings,
                rows,
                predictions,
                "among_frequent\tcrystal_system",
                p -> String.join("\t", scores.answers(p.probabilities())));
    }

    /**
     * @param more names of further columns, tabs between them
     * @param cells of these columns
     */
    static void write(
            Path file,
            Map<String, String> settings,
            LabelledPatterns rows,
            List<Prediction> predictions,
            String more,
            Function<Prediction, String> cells)
            throws IOException {
        List<String> lines = new ArrayList<>();
        settings.forEach((key, value) -> lines.add("# " + key + ": " + value));
        lines.add("id\tspace_group\tanswer\tprobability\t" + more);
        for (int i = 0; i < rows.size(); i++) {
            Prediction p = predictions.get(i);
            lines.add(String.format(
                    Locale.ROOT,
                    "%s\t%s\t%s\t%.4f\t%s",
                    rows.rowKeys().get(i),
                    rows.classes().get(rows.labels()[i]),
                    rows.classes().get(p.classIndex()),
                    p.confidence(),
                    cells.apply(p)));
        }
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.write(file, lines);
    }
}

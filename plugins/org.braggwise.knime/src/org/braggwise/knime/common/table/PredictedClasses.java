// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.common.table;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.knime.core.data.DataTableSpec;
import org.knime.core.node.InvalidSettingsException;

/**
 * One prediction in a table: the columns that hold the probability of each class.
 *
 * @param names those of its columns; the target is empty for names from before 1.0, "Prediction" and "P (class)"
 * @param classes in the order of their columns
 * @param columns the place of each class's probability
 */
public record PredictedClasses(PredictionColumns names, List<String> classes, int[] columns) {

    /** "P (target=class)" with the predictor's suffix, or the number that KNIME puts behind a name that is there already. */
    private static final Pattern NAME = Pattern.compile("P \\(([^=]*)=(.*?)\\)( \\(.*\\)|[^()]*)");

    private static final Pattern FORMER_NAME = Pattern.compile("P \\((.*?)\\)( \\(#\\d+\\))?");

    /** @return every prediction of the table, in the order of its columns */
    static List<PredictedClasses> in(DataTableSpec spec) {
        Map<PredictionColumns, Map<String, Integer>> found = new LinkedHashMap<>();
        for (int i = 0; i < spec.getNumColumns(); i++) {
            String name = spec.getColumnSpec(i).getName();
            Matcher m = NAME.matcher(name);
            if (m.matches()) {
                found.computeIfAbsent(new PredictionColumns(m.group(1), m.group(3)), n -> new LinkedHashMap<>())
                        .put(m.group(2), i);
                continue;
            }
            m = FORMER_NAME.matcher(name);
            if (m.matches()) {
                String suffix = m.group(2) == null ? "" : m.group(2);
                found.computeIfAbsent(new PredictionColumns("", suffix), n -> new LinkedHashMap<>())
                        .put(m.group(1), i);
            }
        }
        List<PredictedClasses> all = new ArrayList<>();
        found.forEach((names, columns) -> all.add(new PredictedClasses(
                names,
                List.copyOf(columns.keySet()),
                columns.values().stream().mapToInt(Integer::intValue).toArray())));
        return all;
    }

    /**
     * @param table what the message calls the table
     * @param target the class column that is preferred where the suffix leaves a choice
     * @param suffix of the prediction that is meant; a table's only prediction has any
     * @throws InvalidSettingsException where the table has no such prediction, or more than one
     */
    public static PredictedClasses require(DataTableSpec spec, String table, String target, String suffix)
            throws InvalidSettingsException {
        List<PredictedClasses> all = in(spec);
        if (all.isEmpty()) {
            throw new InvalidSettingsException("The " + table + " has no probability columns such as \""
                    + new PredictionColumns("Crystal system", "").probability("cubic")
                    + "\": connect the output of a B-VGGNet Predictor.");
        }
        if (all.size() == 1 && suffix.isEmpty()) {
            return all.get(0);
        }
        List<PredictedClasses> meant =
                all.stream().filter(p -> p.names.suffix().equals(suffix)).toList();
        if (meant.size() > 1) {
            List<PredictedClasses> ofTarget =
                    meant.stream().filter(p -> p.names.target().equals(target)).toList();
            meant = ofTarget.isEmpty() ? meant : ofTarget;
        }
        if (meant.size() != 1) {
            throw new InvalidSettingsException("The " + table + " has " + all.size() + " predictions, of which "
                    + meant.size() + " have the suffix \"" + suffix
                    + "\", expected one: "
                    + all.stream()
                            .map(p -> '"' + p.names.probability(p.classes.get(0)) + '"')
                            .collect(Collectors.joining(", "))
                    + ". Set the suffix, or remove the others with a Column Filter.");
        }
        return meant.get(0);
    }

    /** @return the place of another column of the prediction, a constant of {@link PredictionColumns}; -1 where there is none */
    public int find(DataTableSpec spec, String constant) {
        return spec.findColumnIndex(names.named(constant));
    }
}

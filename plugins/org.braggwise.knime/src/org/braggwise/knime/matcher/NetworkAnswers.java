// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.matcher;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.braggwise.crystal.symmetry.CrystalSystem;
import org.braggwise.knime.common.table.PredictedClasses;
import org.braggwise.knime.common.table.PredictionColumns;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DoubleValue;
import org.knime.core.data.container.CloseableRowIterator;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.InvalidSettingsException;

/** What a B-VGGNet Predictor said of patterns, by RowID. Classes may be space group numbers or crystal systems; of others only the name is kept. */
final class NetworkAnswers {

    /**
     * Of one row.
     *
     * @param probabilities by class name, in the order of the table's columns
     * @param foreign whether the pattern is unlike all that the network has learnt from, so that its probabilities mean nothing
     */
    record Answer(Map<String, Double> probabilities, boolean foreign) {

        /** @return the most probable class */
        String best() {
            return probabilities.entrySet().stream()
                    .max(Map.Entry.comparingByValue())
                    .orElseThrow()
                    .getKey();
        }

        double probability() {
            return probabilities.get(best());
        }

        /** @return whether the network's answer is this space group or its crystal system; empty where its classes are neither */
        Optional<Boolean> agrees(int spaceGroup) {
            String best = best();
            if (group(best) > 0) {
                return Optional.of(group(best) == spaceGroup);
            }
            return system(best).map(s -> s == CrystalSystem.ofSpaceGroup(spaceGroup));
        }

        /**
         * @param frequencies how often each group occurs among the candidates: how a crystal system's probability is shared out
         * @return probability of each space group; empty where the classes say nothing of it, or the pattern is foreign
         */
        Map<Integer, Double> spaceGroups(Map<Integer, Double> frequencies) {
            if (foreign) {
                return Map.of();
            }
            Map<Integer, Double> groups = new HashMap<>();
            for (Map.Entry<String, Double> e : probabilities.entrySet()) {
                if (group(e.getKey()) > 0) {
                    groups.merge(group(e.getKey()), e.getValue(), Double::sum);
                    continue;
                }
                Optional<CrystalSystem> system = system(e.getKey());
                if (system.isEmpty()) {
                    return Map.of();
                }
                Map<Integer, Double> own = new HashMap<>(frequencies);
                own.keySet().removeIf(g -> CrystalSystem.ofSpaceGroup(g) != system.get());
                double sum = own.values().stream().mapToDouble(v -> v).sum();
                own.forEach((g, f) -> groups.merge(g, e.getValue() * f / sum, Double::sum));
            }
            return groups;
        }
    }

    /** As docs/how-sure-is-sure.md says: of ordinary patterns one in a hundred has a score above it. */
    private static final double FOREIGN = 0.99;

    private final Map<String, Answer> m_answers = new HashMap<>();

    /** @throws InvalidSettingsException where the table has no columns of probabilities */
    static PredictedClasses requireClasses(DataTableSpec spec) throws InvalidSettingsException {
        return PredictedClasses.require(spec, "table of predictions", "", "");
    }

    /** @param table null where no predictions are connected */
    NetworkAnswers(BufferedDataTable table) throws InvalidSettingsException {
        if (table == null) {
            return;
        }
        DataTableSpec spec = table.getDataTableSpec();
        PredictedClasses predicted = requireClasses(spec);
        List<String> classes = predicted.classes();
        int[] columns = predicted.columns();
        int score = predicted.find(spec, PredictionColumns.OOD);
        try (CloseableRowIterator rows = table.iterator()) {
            while (rows.hasNext()) {
                DataRow row = rows.next();
                Map<String, Double> p = new LinkedHashMap<>();
                for (int i = 0; i < columns.length; i++) {
                    if (row.getCell(columns[i]) instanceof DoubleValue d && Double.isFinite(d.getDoubleValue())) {
                        p.put(classes.get(i), d.getDoubleValue());
                    }
                }
                if (!p.isEmpty()) {
                    m_answers.put(
                            row.getKey().getString(),
                            new Answer(
                                    p,
                                    score >= 0
                                            && row.getCell(score) instanceof DoubleValue d
                                            && d.getDoubleValue() > FOREIGN));
                }
            }
        }
    }

    Optional<Answer> of(DataRow row) {
        return Optional.ofNullable(m_answers.get(row.getKey().getString()));
    }

    /** @return why a verdict is as it is, and whether the network had no part in it */
    static String reason(String verdict, Optional<Answer> network) {
        return network.filter(Answer::foreign).isPresent()
                ? verdict + " The network was not heard: its out-of-distribution score of the pattern is above "
                        + FOREIGN + "."
                : verdict;
    }

    private static int group(String name) {
        try {
            int number = Integer.parseInt(name.strip());
            return number >= 1 && number <= 230 ? number : 0;
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static Optional<CrystalSystem> system(String name) {
        return Arrays.stream(CrystalSystem.values())
                .filter(s -> s.label().equals(name.strip()))
                .findAny();
    }
}

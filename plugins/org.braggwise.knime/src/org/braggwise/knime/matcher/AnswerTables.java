// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.matcher;

import static org.braggwise.knime.common.table.Columns.column;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.braggwise.crystal.cif.CifWriter;
import org.braggwise.crystal.symmetry.CrystalSystem;
import org.braggwise.crystal.symmetry.SpaceGroup;
import org.braggwise.knime.common.table.CellColumns;
import org.braggwise.knime.common.table.Columns;
import org.braggwise.knime.common.table.PredictionColumns;
import org.braggwise.knime.matcher.XrdStructureMatcherParameters.AnswerClass;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;
import org.knime.core.data.RowKey;
import org.knime.core.data.def.BooleanCell;
import org.knime.core.data.def.BooleanCell.BooleanCellFactory;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.IntCell;
import org.knime.core.data.def.StringCell;
import org.knime.core.node.BufferedDataContainer;
import org.knime.core.node.ExecutionContext;

/** The matcher's tables of answers and of hypotheses. */
final class AnswerTables {

    private static final String CREDIBLE_SET = "Credible set";

    private static final double LEAST_OF_THREE_DECIMALS = 0.0015;

    /** Columns of an answer, in their order, behind those of the input. */
    private static final DataTableSpec ANSWER = Columns.table(
            "Answers",
            List.of(
                    column("Verdict", StringCell.TYPE),
                    column("Reason", StringCell.TYPE),
                    column("Phases", StringCell.TYPE),
                    column("Weight fractions", StringCell.TYPE),
                    column("Matched space group", IntCell.TYPE),
                    column("Matched symbol", StringCell.TYPE),
                    column("Matched crystal system", StringCell.TYPE),
                    column("Probability", DoubleCell.TYPE),
                    column(CREDIBLE_SET, StringCell.TYPE),
                    column("Rwp", DoubleCell.TYPE),
                    column("Chi squared", DoubleCell.TYPE)),
            CellColumns.numbers(),
            CellColumns.uncertainties(),
            List.of(
                    column("Refined CIF", StringCell.TYPE),
                    column("Network's answer", StringCell.TYPE),
                    column("Network agrees", BooleanCell.TYPE)));

    /** The Uncertainty Scorer finds the probabilities of the crystal systems by these names. */
    private static final PredictionColumns CLASSES = new PredictionColumns("Matched crystal system", "");

    static final DataTableSpec HYPOTHESES = new DataTableSpec(
            "Hypotheses",
            column("Pattern", StringCell.TYPE),
            column("Rank", IntCell.TYPE),
            column("Answer", BooleanCell.TYPE),
            column("Phases", StringCell.TYPE),
            column("Weight fractions", StringCell.TYPE),
            column("Space group", IntCell.TYPE),
            column("Symbol", StringCell.TYPE),
            column("Crystal system", StringCell.TYPE),
            column("Probability", DoubleCell.TYPE),
            column("Rwp", DoubleCell.TYPE),
            column("Chi squared", DoubleCell.TYPE),
            column("Doubts", StringCell.TYPE),
            column("CIF of the main phase", StringCell.TYPE));

    private final DataTableSpec m_spec;
    private final int m_inputs;
    private final XrdStructureMatcherParameters m_parameters;
    private final BufferedDataContainer m_answers;
    private final BufferedDataContainer m_hypotheses;

    AnswerTables(DataTableSpec patterns, XrdStructureMatcherParameters p, ExecutionContext exec) {
        m_spec = answerSpec(patterns, p);
        m_inputs = patterns.getNumColumns();
        m_parameters = p;
        m_answers = exec.createDataContainer(m_spec);
        m_hypotheses = exec.createDataContainer(HYPOTHESES);
    }

    /** @return the input's columns, the answer's, and the probability of each crystal system where the answer is one */
    static DataTableSpec answerSpec(DataTableSpec patterns, XrdStructureMatcherParameters p) {
        List<DataColumnSpec> all = new ArrayList<>(ANSWER.stream().toList());
        if (p.m_answer == AnswerClass.CRYSTAL_SYSTEM) {
            for (CrystalSystem s : CrystalSystem.values()) {
                all.add(column(CLASSES.probability(s.label()), DoubleCell.TYPE));
            }
        }
        DataTableSpec spec = patterns;
        for (DataColumnSpec c : all) {
            String name = DataTableSpec.getUniqueColumnName(spec, c.getName());
            DataType type = c.getName().equals(CREDIBLE_SET) ? p.m_setAs.type() : c.getType();
            spec = new DataTableSpec(Columns.append(spec, column(name, type)));
        }
        return spec;
    }

    void add(PatternAnswer a) {
        var cells = new DataCell[m_spec.getNumColumns()];
        for (int i = 0; i < m_inputs; i++) {
            cells[i] = a.row().getCell(i);
        }
        int at = m_inputs;
        for (DataCell c : answer(a)) {
            cells[at++] = c;
        }
        m_answers.addRowToTable(new DefaultRow(a.row().getKey(), cells));
        for (int i = 0; i < a.hypotheses().size(); i++) {
            hypothesis(a, i);
        }
    }

    private List<DataCell> answer(PatternAnswer a) {
        List<DataCell> cells = new ArrayList<>();
        if (a.problem() != null) {
            cells.add(new StringCell("no answer"));
            cells.add(new StringCell(a.problem()));
        } else {
            cells.add(new StringCell(word(a)));
            cells.add(new StringCell(a.reason()));
        }
        Optional<PatternAnswer.Hypothesis> h = a.answer();
        int group = a.spaceGroups().isEmpty()
                ? 0
                : a.spaceGroups().keySet().iterator().next();
        cells.add(text(h.map(AnswerTables::phases).orElse(null)));
        cells.add(text(h.map(AnswerTables::weights).orElse(null)));
        cells.add(group > 0 ? new IntCell(group) : DataType.getMissingCell());
        cells.add(group > 0 ? new StringCell(SpaceGroup.ofNumber(group).hermannMauguin()) : DataType.getMissingCell());
        cells.add(text(system(a)));
        cells.add(number(probability(a)));
        cells.add(a.problem() == null ? set(a) : DataType.getMissingCell());
        cells.add(number(h.map(PatternAnswer.Hypothesis::rwp).orElse(Double.NaN)));
        cells.add(number(h.map(PatternAnswer.Hypothesis::chiSquared).orElse(Double.NaN)));
        cells.addAll(CellColumns.numbers(h.map(x -> x.main().structure().cell()).orElse(null)));
        cells.addAll(CellColumns.uncertainties(h.map(x -> x.main().cellSigmas()).orElse(new double[6])));
        cells.add(text(h.map(x -> CifWriter.write(x.main().structure())).orElse(null)));
        cells.add(text(a.network().map(NetworkAnswers.Answer::best).orElse(null)));
        cells.add(a.network()
                .flatMap(n -> group > 0 ? n.agrees(group) : Optional.empty())
                .map(agrees -> (DataCell) BooleanCellFactory.create(agrees))
                .orElse(DataType.getMissingCell()));
        if (m_parameters.m_answer == AnswerClass.CRYSTAL_SYSTEM) {
            for (CrystalSystem s : CrystalSystem.values()) {
                cells.add(
                        a.problem() == null
                                ? new DoubleCell(a.crystalSystems().getOrDefault(s, 0.0))
                                : DataType.getMissingCell());
            }
        }
        return cells;
    }

    /** @return "solved", "likely" or "not solved" */
    static String word(PatternAnswer a) {
        return a.verdict().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** @return that of the most probable class, NaN where there is none */
    double probability(PatternAnswer a) {
        if (m_parameters.m_answer == AnswerClass.SPACE_GROUP) {
            return a.spaceGroups().values().stream().findFirst().orElse(Double.NaN);
        }
        return a.crystalSystems().values().stream().mapToDouble(v -> v).max().orElse(Double.NaN);
    }

    /** @return the most probable crystal system, null where there is no answer */
    private static String system(PatternAnswer a) {
        return a.crystalSystems().entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(e -> e.getKey().label())
                .orElse(null);
    }

    /** @return the most probable classes, as many as hold the coverage */
    List<String> credible(PatternAnswer a) {
        Map<String, Double> p = posterior(a, m_parameters);
        List<String> set = new ArrayList<>();
        double sum = 0;
        for (Map.Entry<String, Double> e : p.entrySet()) {
            if (sum >= m_parameters.m_coverage) {
                break;
            }
            set.add(e.getKey());
            sum += e.getValue();
        }
        return set;
    }

    /** @return probability of each class of the answer, the most probable first */
    static Map<String, Double> posterior(PatternAnswer a, XrdStructureMatcherParameters p) {
        Map<String, Double> all = new java.util.LinkedHashMap<>();
        if (p.m_answer == AnswerClass.SPACE_GROUP) {
            a.spaceGroups().forEach((g, v) -> all.put(Integer.toString(g), v));
        } else {
            a.crystalSystems().entrySet().stream()
                    .sorted(Map.Entry.<CrystalSystem, Double>comparingByValue().reversed())
                    .forEach(e -> all.put(e.getKey().label(), e.getValue()));
        }
        return all;
    }

    private DataCell set(PatternAnswer a) {
        return m_parameters.m_setAs.cell(credible(a));
    }

    private void hypothesis(PatternAnswer a, int i) {
        PatternAnswer.Hypothesis h = a.hypotheses().get(i);
        SpaceGroup group = h.main().structure().spaceGroup();
        String doubts = h.phases().stream()
                .filter(p -> p.reservation() != null)
                .map(p -> p.name() + ": " + p.reservation())
                .collect(Collectors.joining(" "));
        m_hypotheses.addRowToTable(new DefaultRow(
                new RowKey(a.row().getKey().getString() + " #" + (i + 1)),
                new StringCell(a.row().getKey().getString()),
                new IntCell(i + 1),
                BooleanCellFactory.create(i == a.chosen()),
                new StringCell(phases(h)),
                new StringCell(weights(h)),
                new IntCell(group.number()),
                new StringCell(group.hermannMauguin()),
                new StringCell(group.crystalSystem().label()),
                number(h.probability()),
                number(h.rwp()),
                number(h.chiSquared()),
                text(h.note() == null ? (doubts.isEmpty() ? null : doubts) : (h.note() + " " + doubts).strip()),
                new StringCell(CifWriter.write(h.main().structure()))));
    }

    private static String phases(PatternAnswer.Hypothesis h) {
        return h.phases().stream()
                .map(p -> p.structure().formula() + " (" + p.name() + ")")
                .collect(Collectors.joining("; "));
    }

    /** @return "0.621(8); 0.379(8)"; "1" for one phase */
    private static String weights(PatternAnswer.Hypothesis h) {
        if (h.phases().size() == 1) {
            return "1";
        }
        return h.phases().stream()
                .map(p -> weight(p.weightFraction(), p.weightSigma()))
                .collect(Collectors.joining("; "));
    }

    /** Four decimals where three would leave a digit of the uncertainty at most, which is never 0 where there is one. */
    private static String weight(double fraction, double sigma) {
        return sigma < LEAST_OF_THREE_DECIMALS
                ? String.format(
                        Locale.ROOT, "%.4f(%d)", fraction, sigma > 0 ? Math.max(1, Math.round(10_000 * sigma)) : 0)
                : String.format(Locale.ROOT, "%.3f(%d)", fraction, Math.round(1000 * sigma));
    }

    private static DataCell text(String s) {
        return s == null ? DataType.getMissingCell() : new StringCell(s);
    }

    private static DataCell number(double v) {
        return Double.isFinite(v) ? new DoubleCell(v) : DataType.getMissingCell();
    }

    /** @return containers of answers and hypotheses, still open */
    BufferedDataContainer answers() {
        return m_answers;
    }

    BufferedDataContainer hypotheses() {
        return m_hypotheses;
    }
}

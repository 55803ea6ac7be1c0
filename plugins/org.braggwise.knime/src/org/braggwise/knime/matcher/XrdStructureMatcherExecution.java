// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.matcher;

import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

import org.braggwise.crystal.Diagnostic.Severity;
import org.braggwise.knime.common.execution.Cancelling;
import org.braggwise.knime.common.execution.OrderedParallel;
import org.braggwise.knime.common.execution.Warnings;
import org.braggwise.knime.common.settings.Seed;
import org.braggwise.knime.common.table.Columns;
import org.braggwise.knime.common.table.OptionalInput;
import org.braggwise.knime.common.table.OutputTable;
import org.braggwise.knime.common.table.PatternColumn.BadPatternException;
import org.braggwise.knime.common.table.ProblemTable;
import org.braggwise.knime.common.view.ViewPayload;
import org.braggwise.knime.matcher.XrdStructureMatcherParameters.Profile;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.StringValue;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.knime.node.DefaultModel.ConfigureInput;
import org.knime.node.DefaultModel.ConfigureOutput;
import org.knime.node.DefaultModel.ExecuteInput;
import org.knime.node.DefaultModel.ExecuteOutput;

/** What the XRD Structure Matcher does. */
final class XrdStructureMatcherExecution {

    /** The share of the progress that reading the candidates gets: it takes seconds, the patterns minutes. */
    private static final double CANDIDATES_SHARE = 0.1;

    private XrdStructureMatcherExecution() {}

    static void configure(ConfigureInput in, ConfigureOutput out) throws InvalidSettingsException {
        XrdStructureMatcherParameters p = in.getParameters();
        DataTableSpec patterns = in.getInTableSpec(0);
        DataTableSpec candidates = in.getInTableSpec(XrdStructureMatcherParameters.CANDIDATE_PORT);
        DataTableSpec predictions = OptionalInput.spec(in, XrdStructureMatcherParameters.PREDICTION_PORT);
        if (candidates != null) {
            Columns.require(candidates, p.m_cifColumn, "candidates' CIF", StringValue.class);
        }
        if (predictions != null) {
            NetworkAnswers.requireClasses(predictions);
        }
        if (patterns != null) {
            new MatchInput(patterns, p);
        }
        out.setOutSpecs(
                patterns == null ? null : AnswerTables.answerSpec(patterns, p),
                AnswerTables.HYPOTHESES,
                ProblemTable.SPEC);
    }

    static void execute(ExecuteInput in, ExecuteOutput out) throws CanceledExecutionException, KNIMEException {
        XrdStructureMatcherParameters p = in.getParameters();
        ExecutionContext exec = in.getExecutionContext();
        BufferedDataTable table = in.getInTable(0);
        BufferedDataTable candidateTable = in.getInTable(XrdStructureMatcherParameters.CANDIDATE_PORT);
        var problems = new ProblemTable(exec);
        MatchInput input;
        NetworkAnswers network;
        Seed seed = Seed.of(p.m_seed);
        MatchEngine engine;
        try {
            input = new MatchInput(table.getDataTableSpec(), p);
            network = new NetworkAnswers(OptionalInput.table(in, XrdStructureMatcherParameters.PREDICTION_PORT));
            int cif = Columns.require(
                    candidateTable.getDataTableSpec(), p.m_cifColumn, "candidates' CIF", StringValue.class);
            var candidates =
                    CandidateStructures.read(candidateTable, cif, problems, exec.createSubProgress(CANDIDATES_SHARE));
            if (candidates.structures().isEmpty()) {
                throw new IllegalArgumentException("There is no candidate to match with: "
                        + (problems.first() == null ? "the table of candidates is empty." : problems.first() + "."));
            }
            engine = engine(candidates, input, p, seed.value(), () -> Cancelling.isCancelled(exec));
        } catch (CancellationException e) {
            throw Cancelling.why(exec, null);
        } catch (InvalidSettingsException | IllegalArgumentException e) {
            throw new KNIMEException(e.getMessage(), e);
        }
        for (String problem : engine.problems()) {
            problems.add("Candidates", 0, Severity.ERROR, "candidate", problem, "", "candidate left out");
        }
        var tables = new AnswerTables(table.getDataTableSpec(), p, exec);
        var view = new MatchView(input.space(), p);
        try (var rows = table.iterator()) {
            OrderedParallel.run(
                    rows,
                    table.size(),
                    "patterns",
                    row -> answer(row, input, engine, network, p),
                    a -> {
                        if (a.problem() != null) {
                            problems.add(
                                    a.row().getKey().getString(),
                                    0,
                                    Severity.ERROR,
                                    "matching",
                                    a.problem(),
                                    "a pattern that candidates can explain",
                                    "row kept without an answer");
                        }
                        tables.add(a);
                        view.add(a, tables);
                    },
                    exec.createSubProgress(1 - CANDIDATES_SHARE));
        }
        out.setOutData(0, OutputTable.of(tables.answers(), exec));
        out.setOutData(1, OutputTable.of(tables.hypotheses(), exec));
        out.setOutData(2, problems.close());
        out.setInternalData(ViewPayload.store(view.payload(), exec));
        Warnings.set(
                out,
                problems.warning(),
                input.warning(),
                engine.warning(),
                input.reservation(p.m_counts.isPresent()),
                p.m_profile == Profile.KNOWN && p.m_restarts > 0 ? seed.note() : null);
    }

    private static MatchEngine engine(
            CandidateStructures candidates,
            MatchInput input,
            XrdStructureMatcherParameters p,
            long seed,
            BooleanSupplier cancelled) {
        if (p.m_profile == Profile.POSITIONS) {
            return new PositionEngine(candidates, p, cancelled);
        }
        if (p.m_profile == Profile.REFINED) {
            return new PhaseEngine(candidates, p, cancelled);
        }
        return new TemplateEngine(
                candidates, input.space().orElseThrow(), input.how().orElseThrow(), p, seed, cancelled);
    }

    private static PatternAnswer answer(
            DataRow row,
            MatchInput input,
            MatchEngine engine,
            NetworkAnswers network,
            XrdStructureMatcherParameters p) {
        try {
            return engine.answer(row, input.measured(row), p.elements(input.formula(row)), network.of(row));
        } catch (BadPatternException | InvalidSettingsException | IllegalArgumentException e) {
            return PatternAnswer.failed(row, e.getMessage());
        }
    }
}

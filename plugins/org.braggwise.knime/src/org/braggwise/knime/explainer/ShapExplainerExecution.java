// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.explainer;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

import org.braggwise.diffraction.PatternSpace;
import org.braggwise.knime.common.execution.OrderedParallel;
import org.braggwise.knime.common.execution.Warnings;
import org.braggwise.knime.common.settings.Seed;
import org.braggwise.knime.common.table.Columns;
import org.braggwise.knime.common.table.ModelPatterns;
import org.braggwise.knime.common.table.OutputTable;
import org.braggwise.knime.common.table.PatternColumn;
import org.braggwise.knime.common.table.UniqueKeys;
import org.braggwise.knime.common.view.ViewPayload;
import org.braggwise.knime.port.BVggNetModelPortObject;
import org.braggwise.knime.port.BVggNetModelPortObjectSpec;
import org.braggwise.learning.explanation.AttributedPattern;
import org.braggwise.learning.explanation.Attribution;
import org.braggwise.learning.explanation.AttributionPlace;
import org.braggwise.learning.explanation.BackgroundPatterns;
import org.braggwise.learning.explanation.ClassLines;
import org.braggwise.learning.explanation.ExplainedClass;
import org.braggwise.learning.explanation.Explainer;
import org.braggwise.learning.explanation.PatternExplainer;
import org.braggwise.learning.explanation.RegionSettings;
import org.braggwise.learning.model.BVggNetModel;
import org.braggwise.learning.model.ModelInput;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;
import org.knime.core.data.container.CloseableRowIterator;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.StringCell;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.knime.node.DefaultModel.ConfigureInput;
import org.knime.node.DefaultModel.ConfigureOutput;
import org.knime.node.DefaultModel.ExecuteInput;
import org.knime.node.DefaultModel.ExecuteOutput;

/** What the SHAP Explainer does. */
final class ShapExplainerExecution {

    static final int PATTERNS = 1;
    private static final int BACKGROUND = 2;

    private ShapExplainerExecution() {}

    static void configure(ConfigureInput in, ConfigureOutput out) throws InvalidSettingsException {
        ShapExplainerParameters p = in.getParameters();
        BVggNetModelPortObjectSpec model = in.getInPortSpec(0);
        DataTableSpec patterns = in.getInTableSpec(PATTERNS);
        DataTableSpec background = in.getInTableSpec(BACKGROUND);
        if (model == null || patterns == null || background == null) {
            out.setOutSpecs(null, null);
            return;
        }
        patterns(model.input(), patterns, p);
        background(model.input(), background, p);
        out.setOutSpecs(
                explanationSpec(model.input().space()),
                ProfileTable.spec(model.input().space()));
    }

    static void execute(ExecuteInput in, ExecuteOutput out) throws CanceledExecutionException, KNIMEException {
        ShapExplainerParameters p = in.getParameters();
        ExecutionContext exec = in.getExecutionContext();
        BVggNetModelPortObject port = in.getInPortObject(0);
        BVggNetModel model = port.model();
        BufferedDataTable table = in.getInTable(PATTERNS);
        DataTableSpec spec = table.getDataTableSpec();
        Seed seed = Seed.of(p.m_seed);
        try {
            ModelPatterns patterns = patterns(model.input(), spec, p);
            exec.setMessage("drawing the background");
            List<String> leftOut = new ArrayList<>();
            BufferedDataTable backgroundTable = in.getInTable(BACKGROUND);
            ModelPatterns accepted = background(model.input(), backgroundTable.getDataTableSpec(), p);
            var lines = new ClassLines(model.classes().size());
            AttributionPlace place = AttributionPlace.current();
            BackgroundPatterns background = place.background().isPresent()
                    ? place.background().get()
                    : new BackgroundTable(
                                    backgroundTable,
                                    accepted,
                                    model,
                                    port.getSpec().classColumn())
                            .choose(p.m_background, seed.value(), lines, leftOut, exec);
            long limit = Math.min(p.m_maxRows.orElse(Integer.MAX_VALUE), table.size());
            Optional<Iterator<AttributedPattern>> elsewhere = place.attributions(background, limit);
            Optional<Explainer> explainer = elsewhere.isPresent()
                    ? Optional.empty()
                    : Optional.of(p.m_method.m_value.explainer(
                            model, p.m_output.m_value, background, p.m_steps, p.m_samples.orElse(0), seed.value()));
            var rows = new ExplainedRows(
                    new PatternExplainer(model.input(), explainer, lines, RegionSettings.DEFAULT),
                    patterns,
                    spec.findColumnIndex(p.m_cifColumn),
                    classes(model, p));
            int truth = Columns.findClass(spec, port.getSpec().classColumn());
            var explanations =
                    exec.createDataContainer(explanationSpec(model.input().space()));
            var profiles = new ProfileTable(model, p, truth >= 0);
            var view = new ShapView(model, p.m_method.m_words, p.m_output.name().toLowerCase(Locale.ROOT));
            List<String> problems = new ArrayList<>();
            var keys = new UniqueKeys();
            try (CloseableRowIterator iterator = table.iterator()) {
                OrderedParallel.run(
                        new AttributedRows(iterator, limit, elsewhere),
                        limit,
                        "patterns",
                        place.attributesOnly() ? rows::attribute : rows::explain,
                        r -> {
                            place.attributed(r.attributed());
                            if (place.attributesOnly()) {
                                return;
                            }
                            if (r.problem() != null) {
                                problems.add("row " + r.row().getKey().getString() + ": " + r.problem());
                                return;
                            }
                            String trueClass =
                                    truth < 0 ? null : Columns.className(r.row().getCell(truth));
                            for (ExplainedClass each : r.explanation().classes()) {
                                explanations.addRowToTable(row(keys, r, each, trueClass, model, p.m_method.m_words));
                                view.add(r, each, trueClass);
                            }
                            profiles.add(r, trueClass);
                        },
                        exec,
                        () -> explainer.ifPresent(Explainer::close));
            }
            out.setOutData(0, OutputTable.of(explanations, exec));
            out.setOutData(1, profiles.table(exec));
            if (place.attributesOnly()) {
                return;
            }
            profiles.show(view);
            String converted = Warnings.sentences(patterns.converted(), accepted.converted());
            out.setInternalData(ViewPayload.store(view.payload(converted), exec));
            Warnings.set(
                    out,
                    converted,
                    profiles.warning(),
                    warning(problems, "could not be explained"),
                    warning(leftOut, "of the background left out"),
                    seed.note());
        } catch (InvalidSettingsException | IllegalArgumentException e) {
            throw new KNIMEException(e.getMessage(), e);
        }
    }

    private static String warning(List<String> problems, String what) {
        return problems.isEmpty()
                ? ""
                : problems.size() + " pattern(s) " + what + ", the first: " + problems.get(0) + ".";
    }

    private static ModelPatterns patterns(ModelInput model, DataTableSpec spec, ShapExplainerParameters p)
            throws InvalidSettingsException {
        return new ModelPatterns(model, spec, p.m_patternColumn, "the table of patterns", p.m_otherDomain);
    }

    private static ModelPatterns background(ModelInput model, DataTableSpec spec, ShapExplainerParameters p)
            throws InvalidSettingsException {
        return new ModelPatterns(model, spec, p.m_patternColumn, "the background table", p.m_otherDomain);
    }

    /** @return the classes to explain for every pattern; none for the predicted one */
    private static int[] classes(BVggNetModel model, ShapExplainerParameters p) throws InvalidSettingsException {
        return switch (p.m_classes) {
            case PREDICTED -> new int[0];
            case ALL -> IntStream.range(0, model.classes().size()).toArray();
            case ONE -> {
                int c = model.classes().indexOf(p.m_class);
                if (c < 0) {
                    throw new InvalidSettingsException("\"Class\" is \"" + p.m_class
                            + "\", expected one of the model's: " + String.join(", ", model.classes()) + ".");
                }
                yield new int[] {c};
            }
        };
    }

    private static DataTableSpec explanationSpec(PatternSpace space) {
        return new DataTableSpec(
                "Explanations",
                Columns.column("Row", StringCell.TYPE),
                Columns.column("Class", StringCell.TYPE),
                Columns.column("True class", StringCell.TYPE),
                PatternColumn.spec("SHAP", space),
                PatternColumn.spec("Spread", space),
                Columns.column("Base value", DoubleCell.TYPE),
                Columns.column("Output", DoubleCell.TYPE),
                Columns.column("Additivity residual", DoubleCell.TYPE),
                Columns.column("Regions", StringCell.TYPE),
                Columns.column("Background", StringCell.TYPE),
                Columns.column("Method", StringCell.TYPE));
    }

    private static DataRow row(
            UniqueKeys keys, ExplainedRow r, ExplainedClass each, String trueClass, BVggNetModel model, String method) {
        Attribution a = each.attribution();
        String name = model.classes().get(a.classIndex());
        String key = r.row().getKey().getString();
        return new DefaultRow(
                keys.of(r.explanation().classes().size() == 1 ? key : key + " " + name),
                new StringCell(key),
                new StringCell(name),
                trueClass == null ? DataType.getMissingCell() : new StringCell(trueClass),
                PatternColumn.cell(a.values()),
                a.spread().length == 0 ? DataType.getMissingCell() : PatternColumn.cell(a.spread()),
                new DoubleCell(a.baseValue()),
                new DoubleCell(a.modelOutput()),
                new DoubleCell(a.additivityResidual()),
                new StringCell(RegionWords.of(each.regions(), each.absent(), model.classes())),
                new StringCell(a.backgroundFingerprint()),
                new StringCell(method));
    }
}

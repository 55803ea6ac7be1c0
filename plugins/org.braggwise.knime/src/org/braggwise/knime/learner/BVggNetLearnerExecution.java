// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.learner;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.braggwise.diffraction.PatternSpace;
import org.braggwise.knime.common.execution.Cancelling;
import org.braggwise.knime.common.execution.PatternMemory;
import org.braggwise.knime.common.execution.Warnings;
import org.braggwise.knime.common.settings.Seed;
import org.braggwise.knime.common.table.Columns;
import org.braggwise.knime.common.table.PatternColumn;
import org.braggwise.knime.common.view.ViewPayload;
import org.braggwise.knime.learner.DataParameters.ValidationSource;
import org.braggwise.knime.port.BVggNetModelPortObject;
import org.braggwise.knime.port.BVggNetModelPortObjectSpec;
import org.braggwise.learning.calibration.FeatureStatistics;
import org.braggwise.learning.data.LabelledPatterns;
import org.braggwise.learning.model.BVggNetModel;
import org.braggwise.learning.model.IntensityScale;
import org.braggwise.learning.model.ModelInput;
import org.braggwise.learning.model.TrainingHistory;
import org.braggwise.learning.prediction.TrustWarnings;
import org.braggwise.learning.training.BVggNetTrainer;
import org.braggwise.learning.training.TimeLimit;
import org.braggwise.learning.training.TrainingListener;
import org.braggwise.learning.training.TrainingSettings;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;
import org.knime.core.data.RowKey;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.IntCell;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.knime.node.DefaultModel.ConfigureInput;
import org.knime.node.DefaultModel.ConfigureOutput;
import org.knime.node.DefaultModel.ExecuteInput;
import org.knime.node.DefaultModel.ExecuteOutput;

/** What the B-VGGNet Learner does, and with a model at its last input the Fine-Tuner. */
public final class BVggNetLearnerExecution {

    private static final DataTableSpec HISTORY = new DataTableSpec(
            "History",
            Columns.column("Member", IntCell.TYPE),
            Columns.column("Epoch", IntCell.TYPE),
            Columns.column("Loss", DoubleCell.TYPE),
            Columns.column("Negative log-likelihood", DoubleCell.TYPE),
            Columns.column("KL / N", DoubleCell.TYPE),
            Columns.column("KL weight", DoubleCell.TYPE),
            Columns.column("Accuracy", DoubleCell.TYPE),
            Columns.column("Validation loss", DoubleCell.TYPE),
            Columns.column("Validation accuracy", DoubleCell.TYPE),
            Columns.column("Learning rate", DoubleCell.TYPE));

    private BVggNetLearnerExecution() {}

    /** Checks columns of both tables and the spaces of their patterns. */
    public static void configure(ConfigureInput in, ConfigureOutput out) throws InvalidSettingsException {
        BVggNetLearnerParameters p = in.getParameters();
        DataTableSpec training = in.getInTableSpec(Inputs.TRAINING);
        if (isUnknown(in, false)) {
            out.setOutSpecs(null, HISTORY);
            return;
        }
        ModelInput input = input(training, validation(in, false), p, p.m_intensityScale.scale());
        out.setOutSpecs(
                new BVggNetModelPortObjectSpec(input, p.m_classColumn, List.of(), classType(training, p)), HISTORY);
    }

    /** As {@link #configure}, and the patterns must be those that the model at the last input takes. */
    public static void configureContinued(ConfigureInput in, ConfigureOutput out) throws InvalidSettingsException {
        BVggNetModelPortObjectSpec start = in.getInPortSpec(in.getInPortSpecs().length - 1);
        if (isUnknown(in, true)) {
            out.setOutSpecs(null, HISTORY);
        } else if (start == null) {
            input(in.getInTableSpec(Inputs.TRAINING), validation(in, true), in.getParameters(), IntensityScale.LINEAR);
            out.setOutSpecs(null, HISTORY);
        } else {
            BVggNetLearnerParameters p = in.getParameters();
            ModelInput input = input(
                    in.getInTableSpec(Inputs.TRAINING),
                    validation(in, true),
                    p,
                    start.input().scale());
            PatternColumn.requireSame(
                    start.input().space(), "the model to start from", input.space(), "the training table");
            if (!start.input().sameHeights(input.space())) {
                throw new InvalidSettingsException(
                        "The model to start from sees heights as they are: its patterns have the normalisation "
                                + start.input().space().normalisationText() + ", those of the training table "
                                + input.space().normalisationText() + ". Convert them with"
                                + " the Pattern Preparation node.");
            }
            out.setOutSpecs(
                    new BVggNetModelPortObjectSpec(input, p.m_classColumn, List.of(), start.classType()), HISTORY);
        }
    }

    private static boolean isUnknown(ConfigureInput in, boolean continued) {
        return in.getInTableSpec(Inputs.TRAINING) == null
                || Inputs.validated(in.getInPortSpecs().length, continued)
                        && in.getInTableSpec(Inputs.VALIDATION) == null;
    }

    /** @return null where the node has no such input */
    private static DataTableSpec validation(ConfigureInput in, boolean continued) {
        return Inputs.validated(in.getInPortSpecs().length, continued) ? in.getInTableSpec(Inputs.VALIDATION) : null;
    }

    static void execute(ExecuteInput in, ExecuteOutput out) throws CanceledExecutionException, KNIMEException {
        train(in, null, out);
    }

    /** Trains from the weights of the model at the last input. */
    public static void continueTraining(ExecuteInput in, ExecuteOutput out)
            throws CanceledExecutionException, KNIMEException {
        BVggNetModelPortObject start = in.getInPortObject(in.getInPortObjects().length - 1);
        train(in, start, out);
    }

    private static void train(ExecuteInput in, BVggNetModelPortObject from, ExecuteOutput out)
            throws CanceledExecutionException, KNIMEException {
        BVggNetModel start = from == null ? null : from.model();
        BVggNetLearnerParameters p = in.getParameters();
        ExecutionContext exec = in.getExecutionContext();
        BufferedDataTable table = in.getInTable(Inputs.TRAINING);
        BufferedDataTable validationTable =
                Inputs.validated(in.getInPortObjects().length, from != null) ? in.getInTable(Inputs.VALIDATION) : null;
        ValidationSource source = p.validation(validationTable != null);
        try {
            Seed seed = Seed.of(p.m_seed);
            TrainingSettings settings =
                    p.settings(start == null ? null : start.members().get(0).spec(), source, seed.value());
            ModelInput input = input(
                    table.getDataTableSpec(),
                    validationTable == null ? null : validationTable.getDataTableSpec(),
                    p,
                    start == null ? p.m_intensityScale.scale() : start.input().scale());
            boolean validated = source == ValidationSource.TABLE;
            PatternMemory.check(
                    "labelled",
                    input.points(),
                    validated ? new BufferedDataTable[] {table, validationTable} : new BufferedDataTable[] {table});
            exec.setMessage("reading patterns");
            var rows = new TrainingRows(table, p, input, exec);
            if (rows.size() == 0) {
                throw new KNIMEException("There is no pattern to train on: "
                        + (table.size() == 0 ? "the training table is empty." : rows.warning("training")));
            }
            List<String> classes = start == null ? rows.classes() : start.classes();
            if (classes.size() < 2) {
                throw new KNIMEException(
                        "All " + rows.size() + " training patterns are of one class, \"" + classes.get(0)
                                + "\": there is nothing to learn. Choose another class column, or add patterns of other classes.");
            }
            LabelledPatterns training = rows.labelled(classes);
            if (training.size() == 0) {
                throw new KNIMEException("No training pattern is of a class of the model to start from, which knows "
                        + String.join(", ", classes) + ": " + rows.warning("training")
                        + " Choose its class column, or train a new model.");
            }
            TrainingRows validationRows = validated ? new TrainingRows(validationTable, p, input, exec) : null;
            LabelledPatterns validation = validationRows == null ? null : validationRows.labelled(classes);
            var trainer = new BVggNetTrainer(settings);
            long megabytes = trainer.memoryBytes(input.points(), classes.size()) >> 20;
            exec.setMessage("training on " + training.size() + " patterns, " + megabytes + " MB");
            var limit = new TimeLimit(p.seconds(), listener(exec));
            var spec = new BVggNetModelPortObjectSpec(
                    input,
                    p.m_classColumn,
                    classes,
                    from == null
                            ? classType(table.getDataTableSpec(), p)
                            : from.getSpec().classType());
            BVggNetModel model =
                    trainer.train(training, validation, start, input, limit).withProvenance(spec.classProvenance());
            out.setOutData(0, new BVggNetModelPortObject(model, spec));
            out.setOutData(1, history(model, exec));
            String trust = p.m_validation == ValidationSource.NONE ? "" : String.join(" ", TrustWarnings.of(model));
            out.setInternalData(
                    ViewPayload.store(TrainingView.payload(model, training.size(), megabytes, trust), exec));
            Warnings.set(
                    out,
                    limit.reached() ? timeWarning(model, p) : null,
                    fewerMembers(start, p),
                    trust,
                    compounds(table.getDataTableSpec(), p, source, training, validation),
                    forgotten(start, model, training),
                    rows.warning("training"),
                    validationRows == null ? null : validationRows.warning("validation"),
                    seed.note());
        } catch (CancellationException e) {
            throw Cancelling.why(exec, e.getMessage());
        } catch (InvalidSettingsException | IllegalArgumentException | ArithmeticException e) {
            throw new KNIMEException(e.getMessage(), e);
        }
        exec.checkCanceled();
    }

    private static String timeWarning(BVggNetModel model, BVggNetLearnerParameters p) {
        TrainingHistory last = model.members().get(model.members().size() - 1).history();
        String member = p.m_members == 1 ? "" : " of member " + model.members().size() + " of " + p.m_members;
        return "The time limit of " + p.m_minutes.orElseThrow() + " min ended training" + member + " after "
                + last.epochs().size() + " of " + p.m_epochs + " epochs; epoch " + last.bestEpoch() + " was kept.";
    }

    private static String fewerMembers(BVggNetModel start, BVggNetLearnerParameters p) {
        int members = start == null ? 0 : start.members().size();
        return p.m_members >= members
                ? null
                : "Of the " + members + " members of the model to start from, "
                        + (p.m_members == 1 ? "one was" : p.m_members + " were")
                        + " trained on, and the others are lost: set \"Ensemble members\" to "
                        + members + " to keep them.";
    }

    /** What makes a validation easier than new compounds are. */
    private static String compounds(
            DataTableSpec table,
            BVggNetLearnerParameters p,
            ValidationSource source,
            LabelledPatterns training,
            LabelledPatterns validation) {
        if (validation != null) {
            Set<String> both = named(training);
            both.retainAll(named(validation));
            return both.isEmpty()
                    ? null
                    : both.size() + (both.size() == 1 ? " compound is" : " compounds are")
                            + " in both training and validation, the first: "
                            + both.iterator().next()
                            + ". The validation makes the model look better than it is.";
        }
        return source == ValidationSource.SPLIT && table.findColumnIndex(p.m_compoundColumn) < 0
                ? "The table has no column \"" + p.m_compoundColumn
                        + "\" of compounds: patterns of one structure may be on both sides of the validation split, which makes the"
                        + " model look better than it is."
                : null;
    }

    /** Where no compound is stated, a row's key stands for it, which says nothing of a row of another table. */
    private static Set<String> named(LabelledPatterns rows) {
        return IntStream.range(0, rows.size())
                .filter(i -> !rows.groups().get(i).equals(rows.rowKeys().get(i)))
                .mapToObj(rows.groups()::get)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What a model that is trained on loses. */
    private static String forgotten(BVggNetModel start, BVggNetModel model, LabelledPatterns training) {
        if (start == null) {
            return null;
        }
        boolean[] seen = new boolean[start.classes().size()];
        for (int label : training.labels()) {
            seen[label] = true;
        }
        List<String> unseen = IntStream.range(0, seen.length)
                .filter(c -> !seen[c])
                .mapToObj(start.classes()::get)
                .toList();
        boolean foreign = knowsForeign(start) && !knowsForeign(model);
        return Warnings.sentences(
                unseen.isEmpty()
                        ? null
                        : unseen.size() + " of the " + seen.length
                                + " classes of the model to start from have no training pattern and are forgotten, the first: "
                                + unseen.get(0) + ".",
                foreign
                        ? "The out-of-distribution score of the model to start from had been shown foreign patterns; that of the new one measures"
                                + " distances, which find less."
                        : null);
    }

    private static boolean knowsForeign(BVggNetModel model) {
        return model.calibration().features().stream().anyMatch(FeatureStatistics::knowsForeign);
    }

    private static TrainingListener listener(ExecutionContext exec) {
        return new TrainingListener() {
            @Override
            public boolean onProgress(Progress progress) {
                exec.setProgress(progress.fraction(), () -> message(progress));
                return true;
            }

            @Override
            public boolean isCancelled() {
                return Cancelling.isCancelled(exec);
            }
        };
    }

    private static String message(TrainingListener.Progress p) {
        return (p.members() > 1 ? "member " + p.member() + " of " + p.members() + ", " : "") + "epoch " + p.epoch()
                + " of " + p.epochs()
                + String.format(
                        Locale.ROOT,
                        ", loss %.3f, accuracy %.1f %%%s, %s left",
                        p.loss(),
                        100 * p.accuracy(),
                        Double.isNaN(p.validationAccuracy())
                                ? ""
                                : String.format(Locale.ROOT, ", validation %.1f %%", 100 * p.validationAccuracy()),
                        time(p.secondsLeft()));
    }

    private static String time(double seconds) {
        return seconds < 90 ? Math.round(seconds) + " s" : Math.round(seconds / 60) + " min";
    }

    private static ModelInput input(
            DataTableSpec training, DataTableSpec validation, BVggNetLearnerParameters p, IntensityScale scale)
            throws InvalidSettingsException {
        var input = new ModelInput(
                PatternColumn.requireSpace(training, Columns.requirePattern(training, p.m_patternColumn)), scale);
        Columns.requireClass(training, p.m_classColumn);
        if (p.validation(validation != null) == ValidationSource.TABLE) {
            int column = Columns.requirePattern(validation, p.m_patternColumn);
            PatternSpace other = PatternColumn.requireSpace(validation, column);
            PatternColumn.requireSame(input.space(), "the training table", other, "the validation table");
            Columns.requireClass(validation, p.m_classColumn);
            if (!input.sameHeights(other)) {
                throw new InvalidSettingsException(
                        "On a linear intensity scale heights count: the training patterns have the normalisation "
                                + input.space().normalisationText() + ", the validation patterns "
                                + other.normalisationText() + ". Give both the same, or choose"
                                + " another intensity scale.");
            }
        }
        return input;
    }

    private static DataType classType(DataTableSpec training, BVggNetLearnerParameters p)
            throws InvalidSettingsException {
        return Columns.classType(training, Columns.requireClass(training, p.m_classColumn));
    }

    private static BufferedDataTable history(BVggNetModel model, ExecutionContext exec) {
        var container = exec.createDataContainer(HISTORY);
        for (int m = 0; m < model.members().size(); m++) {
            for (TrainingHistory.Epoch e : model.members().get(m).history().epochs()) {
                container.addRowToTable(new DefaultRow(
                        new RowKey("Member " + (m + 1) + " epoch " + e.epoch()),
                        new IntCell(m + 1),
                        new IntCell(e.epoch()),
                        number(e.loss()),
                        number(e.nll()),
                        number(e.kl()),
                        number(e.klWeight()),
                        number(e.accuracy()),
                        number(e.validationLoss()),
                        number(e.validationAccuracy()),
                        number(e.learningRate())));
            }
        }
        container.close();
        return container.getTable();
    }

    private static DataCell number(double v) {
        return Double.isNaN(v) ? DataType.getMissingCell() : new DoubleCell(v);
    }
}

// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.explainer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.braggwise.diffraction.PatternSpace;
import org.braggwise.diffraction.Reflection;
import org.braggwise.diffraction.ReflectionList;
import org.braggwise.knime.common.Columns;
import org.braggwise.knime.common.ModelPatterns;
import org.braggwise.knime.common.OrderedParallel;
import org.braggwise.knime.common.OutputTable;
import org.braggwise.knime.common.PatternColumn;
import org.braggwise.knime.common.PatternColumn.BadPatternException;
import org.braggwise.knime.common.UniqueKeys;
import org.braggwise.knime.common.ViewPayload;
import org.braggwise.knime.common.Warnings;
import org.braggwise.knime.port.BVggNetModelPortObject;
import org.braggwise.knime.port.BVggNetModelPortObjectSpec;
import org.braggwise.learning.explanation.Attribution;
import org.braggwise.learning.explanation.BackgroundPatterns;
import org.braggwise.learning.explanation.ClassLines;
import org.braggwise.learning.explanation.ExplainedNetwork;
import org.braggwise.learning.explanation.ExplainedOutput;
import org.braggwise.learning.explanation.Explainer;
import org.braggwise.learning.explanation.IntegratedGradients;
import org.braggwise.learning.explanation.Occlusion;
import org.braggwise.learning.explanation.Region;
import org.braggwise.learning.explanation.ShapExplainer;
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
    static final int REGIONS = 6;
    static final double SMOOTHING_DEG = 0.3;
    static final double THRESHOLD = 0.1;
    static final double HKL_TOLERANCE_DEG = 0.15;
    static final double WEAKEST_HKL = 0.005;
    private static final int MOST_NAMED = 4;

    /**
     * What one pattern gave.
     *
     * @param predicted the class that the network gives it
     * @param regions of each attribution, with the pattern's own reflections where its structure is known
     * @param absent of each of these regions, the classes whose line is missing there
     * @param problem why there is nothing, null where there is
     */
    record RowResult(
            DataRow row,
            double[] pattern,
            int predicted,
            List<Attribution> attributions,
            List<List<Region>> regions,
            List<List<List<ClassLines.Absent>>> absent,
            ReflectionList reflections,
            String problem) {}

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
                ClassProfiles.spec(model.input().space()));
    }

    static void execute(ExecuteInput in, ExecuteOutput out) throws CanceledExecutionException, KNIMEException {
        ShapExplainerParameters p = in.getParameters();
        ExecutionContext exec = in.getExecutionContext();
        BVggNetModelPortObject port = in.getInPortObject(0);
        BVggNetModel model = port.model();
        BufferedDataTable table = in.getInTable(PATTERNS);
        DataTableSpec spec = table.getDataTableSpec();
        try {
            ModelPatterns patterns = patterns(model.input(), spec, p);
            exec.setMessage("drawing the background");
            List<String> leftOut = new ArrayList<>();
            BufferedDataTable backgroundTable = in.getInTable(BACKGROUND);
            ModelPatterns accepted = background(model.input(), backgroundTable.getDataTableSpec(), p);
            var lines = new ClassLines(model.classes().size());
            BackgroundPatterns background = background(backgroundTable, accepted, port, p, lines, leftOut, exec);
            Explainer explainer = explainer(model, background, p);
            var rows = new ExplainedRows(
                    model, explainer, patterns, spec.findColumnIndex(p.m_cifColumn), classes(model, p), lines);
            int truth = Columns.findClass(spec, port.getSpec().classColumn());
            var explanations =
                    exec.createDataContainer(explanationSpec(model.input().space()));
            var profiles = new ClassProfiles(model, p, truth >= 0);
            var view = new ShapView(model, p.m_method.words(), p.m_output.name().toLowerCase(Locale.ROOT));
            List<String> problems = new ArrayList<>();
            var keys = new UniqueKeys();
            long limit = p.m_maxRows > 0 ? Math.min(p.m_maxRows, table.size()) : table.size();
            try (CloseableRowIterator iterator = table.iterator()) {
                OrderedParallel.run(
                        new Limited(iterator, limit),
                        limit,
                        "patterns",
                        rows::explain,
                        r -> {
                            if (r.problem != null) {
                                problems.add("row " + r.row.getKey().getString() + ": " + r.problem);
                                return;
                            }
                            String trueClass = truth < 0 ? null : Columns.className(r.row.getCell(truth));
                            for (int i = 0; i < r.attributions.size(); i++) {
                                Attribution a = r.attributions.get(i);
                                explanations.addRowToTable(row(keys, r, i, trueClass, model, p));
                                profiles.add(a, r, trueClass);
                                view.add(r, i, trueClass);
                            }
                        },
                        exec);
            }
            out.setOutData(0, OutputTable.of(explanations, exec));
            out.setOutData(1, profiles.table(exec));
            profiles.show(view);
            String converted = Warnings.sentences(patterns.converted(), accepted.converted());
            out.setInternalData(ViewPayload.store(view.payload(converted), exec));
            Warnings.set(
                    out,
                    converted,
                    profiles.warning(),
                    warning(problems, "could not be explained"),
                    warning(leftOut, "of the background left out"));
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

    /** The first rows of a table. */
    private static final class Limited implements java.util.Iterator<DataRow> {
        private final CloseableRowIterator m_rows;
        private long m_left;

        Limited(CloseableRowIterator rows, long limit) {
            m_rows = rows;
            m_left = limit;
        }

        @Override
        public boolean hasNext() {
            return m_left > 0 && m_rows.hasNext();
        }

        @Override
        public DataRow next() {
            m_left--;
            return m_rows.next();
        }
    }

    private static BackgroundPatterns background(
            BufferedDataTable table,
            ModelPatterns accepted,
            BVggNetModelPortObject port,
            ShapExplainerParameters p,
            ClassLines lines,
            List<String> leftOut,
            ExecutionContext exec)
            throws CanceledExecutionException, InvalidSettingsException {
        int label = Columns.findClass(table.getDataTableSpec(), port.getSpec().classColumn());
        List<Integer> labels = new ArrayList<>();
        List<String> keys = new ArrayList<>();
        try (CloseableRowIterator rows = table.iterator()) {
            while (rows.hasNext()) {
                exec.checkCanceled();
                DataRow row = rows.next();
                int classIndex = label < 0
                        ? -1
                        : Columns.classIndex(row.getCell(label), port.model().classes());
                try {
                    if (classIndex >= 0 && lines.wants(classIndex)) {
                        lines.add(classIndex, accepted.read(row));
                    } else {
                        accepted.check(row);
                    }
                } catch (BadPatternException e) { // a background needs only good patterns
                    leftOut.add("row " + row.getKey().getString() + ": " + e.getMessage());
                    continue;
                }
                labels.add(Math.max(0, classIndex));
                keys.add(row.getKey().getString());
            }
        }
        if (keys.isEmpty()) {
            throw new InvalidSettingsException(
                    "The background table has no usable pattern among " + table.size() + " rows.");
        }
        // a second reading keeps the chosen patterns only: the table may have any size
        List<String> chosen =
                BackgroundPatterns.choose(
                                labels.stream().mapToInt(Integer::intValue).toArray(), keys, p.m_background, p.m_seed)
                        .stream()
                        .map(keys::get)
                        .toList();
        Map<String, float[]> patterns = new HashMap<>();
        Set<String> wanted = Set.copyOf(chosen);
        try (CloseableRowIterator rows = table.iterator()) {
            while (rows.hasNext() && patterns.size() < wanted.size()) {
                exec.checkCanceled();
                DataRow row = rows.next();
                if (wanted.contains(row.getKey().getString())) {
                    patterns.put(row.getKey().getString(), port.model().input().of(accepted.read(row)));
                }
            }
        } catch (BadPatternException e) {
            throw new IllegalStateException("A background pattern changed between two readings: " + e.getMessage(), e);
        }
        return new BackgroundPatterns(chosen.stream().map(patterns::get).toList(), chosen);
    }

    private static Explainer explainer(BVggNetModel model, BackgroundPatterns background, ShapExplainerParameters p) {
        List<ExplainedNetwork> networks = model.members().stream()
                .map(m -> p.m_samples > 0
                        ? ExplainedNetwork.sampled(m.spec(), m.weights(), m.posterior(), p.m_samples, p.m_seed)
                        : ExplainedNetwork.mean(m.spec(), m.weights()))
                .toList();
        ExplainedOutput output = ExplainedOutput.valueOf(p.m_output.name());
        return switch (p.m_method) {
            case DEEP_SHAP -> new ShapExplainer(networks, output, model.temperature(), background);
            case INTEGRATED_GRADIENTS -> new IntegratedGradients(
                    networks, output, model.temperature(), background, p.m_steps);
            case OCCLUSION -> new Occlusion(
                    networks, output, model.temperature(), background, p.m_steps, Math.max(1, p.m_steps / 2));
        };
    }

    /** @return the classes to explain for every pattern, null for the predicted one */
    private static int[] classes(BVggNetModel model, ShapExplainerParameters p) throws InvalidSettingsException {
        return switch (p.m_classes) {
            case PREDICTED -> null;
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

    static double[] absolute(double[] v) {
        return java.util.Arrays.stream(v).map(Math::abs).toArray();
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
            UniqueKeys keys, RowResult r, int i, String trueClass, BVggNetModel model, ShapExplainerParameters p) {
        Attribution a = r.attributions.get(i);
        String name = model.classes().get(a.classIndex());
        String key = r.row.getKey().getString();
        return new DefaultRow(
                keys.of(r.attributions.size() == 1 ? key : key + " " + name),
                new StringCell(key),
                new StringCell(name),
                trueClass == null ? DataType.getMissingCell() : new StringCell(trueClass),
                PatternColumn.cell(a.values()),
                a.spread().length == 0 ? DataType.getMissingCell() : PatternColumn.cell(a.spread()),
                new DoubleCell(a.baseValue()),
                new DoubleCell(a.modelOutput()),
                new DoubleCell(a.additivityResidual()),
                new StringCell(words(r.regions.get(i), r.absent.get(i), model.classes())),
                new StringCell(a.backgroundFingerprint()),
                new StringCell(p.m_method.words()));
    }

    /**
     * "31.2-33.0 deg 24 % (1 1 0); 38.0-38.6 deg 9 % absent: tetragonal, orthorhombic", the largest share first.
     *
     * @param absent of each region, the classes whose line is missing there
     */
    static String words(List<Region> regions, List<List<ClassLines.Absent>> absent, List<String> classes) {
        return IntStream.range(0, regions.size())
                .mapToObj(i -> words(regions.get(i))
                        + (absent.get(i).isEmpty()
                                ? ""
                                : " absent: " + String.join(", ", names(absent.get(i), classes))))
                .collect(Collectors.joining("; "));
    }

    private static String words(Region g) {
        String hkl = hkl(g).stream().map(h -> " (" + h + ")").collect(Collectors.joining());
        return String.format(Locale.ROOT, "%.1f-%.1f deg %.0f %%%s", g.startDeg(), g.endDeg(), 100 * g.share(), hkl);
    }

    /** @return the names of at most four classes */
    static List<String> names(List<ClassLines.Absent> absent, List<String> classes) {
        return absent.stream()
                .limit(MOST_NAMED)
                .map(a -> classes.get(a.classIndex()))
                .toList();
    }

    static List<String> hkl(Region region) {
        return region.reflections().stream()
                .limit(MOST_NAMED)
                .map(Reflection::hkl)
                .toList();
    }
}

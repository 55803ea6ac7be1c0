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

import org.braggwise.diffraction.Radiation;
import org.braggwise.diffraction.Reflection;
import org.braggwise.diffraction.ReflectionList;
import org.braggwise.diffraction.TwoThetaGrid;
import org.braggwise.diffraction.simulation.PatternSimulator;
import org.braggwise.diffraction.simulation.SimulationSettings;
import org.braggwise.knime.cifreader.StructureTable;
import org.braggwise.knime.common.CifCell;
import org.braggwise.knime.common.CifCell.BadCifException;
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
import org.braggwise.learning.explanation.Background;
import org.braggwise.learning.explanation.ClassProfile;
import org.braggwise.learning.explanation.ExplainedNetwork;
import org.braggwise.learning.explanation.ExplainedOutput;
import org.braggwise.learning.explanation.Explainer;
import org.braggwise.learning.explanation.IntegratedGradients;
import org.braggwise.learning.explanation.Occlusion;
import org.braggwise.learning.explanation.ReflectionTally;
import org.braggwise.learning.explanation.Region;
import org.braggwise.learning.explanation.Regions;
import org.braggwise.learning.explanation.ShapExplainer;
import org.braggwise.learning.model.BVggNetModel;
import org.braggwise.learning.model.PatternDomain;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;
import org.knime.core.data.RowKey;
import org.knime.core.data.container.CloseableRowIterator;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.IntCell;
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
    private static final int REGIONS = 6;
    private static final double SMOOTHING_DEG = 0.3;
    private static final double THRESHOLD = 0.1;
    private static final double HKL_TOLERANCE_DEG = 0.15;
    private static final double WEAKEST_HKL = 0.005;

    /** What one pattern gave. */
    record RowResult(
            DataRow row,
            double[] pattern,
            List<Attribution> attributions,
            List<List<Region>> regions,
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
        patterns(model.domain(), patterns, p);
        background(model.domain(), background, p);
        out.setOutSpecs(explanationSpec(model.domain()), classSpec(model.domain()));
    }

    static void execute(ExecuteInput in, ExecuteOutput out) throws CanceledExecutionException, KNIMEException {
        ShapExplainerParameters p = in.getParameters();
        ExecutionContext exec = in.getExecutionContext();
        BVggNetModelPortObject port = in.getInPortObject(0);
        BVggNetModel model = port.model();
        BufferedDataTable table = in.getInTable(PATTERNS);
        DataTableSpec spec = table.getDataTableSpec();
        try {
            ModelPatterns patterns = patterns(model.domain(), spec, p);
            exec.setMessage("drawing the background");
            List<String> leftOut = new ArrayList<>();
            BufferedDataTable backgroundTable = in.getInTable(BACKGROUND);
            ModelPatterns accepted = background(model.domain(), backgroundTable.getDataTableSpec(), p);
            Background background = background(backgroundTable, accepted, port, p, leftOut, exec);
            Explainer explainer = explainer(model, background, p);
            var rows = new Rows(model, explainer, patterns, spec.findColumnIndex(p.m_cifColumn), classes(model, p), p);
            int truth = Columns.findClass(spec, port.getSpec().classColumn());
            var explanations = exec.createDataContainer(explanationSpec(model.domain()));
            var profiles = new Profiles(model);
            var view = new ShapView(
                    model,
                    p.m_method.name().equals("DEEP_SHAP")
                            ? "SHAP"
                            : p.m_method.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                    p.m_output.name().toLowerCase(Locale.ROOT));
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
                                explanations.addRowToTable(row(keys, r, i, trueClass, model));
                                profiles.add(a, r.reflections);
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

    private static ModelPatterns patterns(PatternDomain model, DataTableSpec spec, ShapExplainerParameters p)
            throws InvalidSettingsException {
        return new ModelPatterns(model, spec, p.m_patternColumn, "the table of patterns", p.m_otherDomain);
    }

    private static ModelPatterns background(PatternDomain model, DataTableSpec spec, ShapExplainerParameters p)
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

    private static Background background(
            BufferedDataTable table,
            ModelPatterns accepted,
            BVggNetModelPortObject port,
            ShapExplainerParameters p,
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
                try {
                    accepted.check(row);
                } catch (BadPatternException e) { // a background needs only good patterns
                    leftOut.add("row " + row.getKey().getString() + ": " + e.getMessage());
                    continue;
                }
                labels.add(
                        label < 0
                                ? 0
                                : Math.max(
                                        0,
                                        Columns.classIndex(
                                                row.getCell(label), port.model().classes())));
                keys.add(row.getKey().getString());
            }
        }
        if (keys.isEmpty()) {
            throw new InvalidSettingsException(
                    "The background table has no usable pattern among " + table.size() + " rows.");
        }
        // a second reading keeps the chosen patterns only: the table may have any size
        List<String> chosen =
                Background.choose(labels.stream().mapToInt(Integer::intValue).toArray(), keys, p.m_background, p.m_seed)
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
                    patterns.put(
                            row.getKey().getString(),
                            port.model().domain().scale().input(accepted.read(row)));
                }
            }
        } catch (BadPatternException e) {
            throw new IllegalStateException("A background pattern changed between two readings: " + e.getMessage(), e);
        }
        return new Background(chosen.stream().map(patterns::get).toList(), chosen);
    }

    private static Explainer explainer(BVggNetModel model, Background background, ShapExplainerParameters p) {
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

    static TwoThetaGrid grid(PatternDomain d) {
        return new TwoThetaGrid(d.startDeg(), d.endDeg(), d.points());
    }

    /** Explains one row; used by all threads. */
    private static final class Rows {
        private final BVggNetModel m_model;
        private final Explainer m_explainer;
        private final ModelPatterns m_patterns;
        private final int m_cif;
        private final int[] m_classes;
        private final PatternSimulator m_simulator;
        private final Regions m_regions;

        Rows(
                BVggNetModel model,
                Explainer explainer,
                ModelPatterns patterns,
                int cif,
                int[] classes,
                ShapExplainerParameters p) {
            m_model = model;
            m_explainer = explainer;
            m_patterns = patterns;
            m_cif = cif;
            m_classes = classes;
            m_simulator = new PatternSimulator(SimulationSettings.builder()
                    .grid(grid(model.domain()))
                    .radiation(Radiation.monochromatic(model.domain().wavelengthAngstrom()))
                    .build());
            m_regions = new Regions(grid(model.domain()), SMOOTHING_DEG, THRESHOLD);
        }

        RowResult explain(DataRow row) {
            try {
                double[] pattern = m_patterns.read(row);
                float[] x = m_model.domain().scale().input(pattern);
                int[] classes = m_classes != null
                        ? m_classes
                        : new int[] {org.braggwise.learning.posterior.Categorical.argMax(m_explainer.outputs(x))};
                List<Attribution> attributions = m_explainer.explain(x, classes);
                ReflectionList reflections = reflections(row);
                List<List<Region>> regions = new ArrayList<>();
                for (Attribution a : attributions) {
                    List<Region> found = m_regions.find(absolute(a.values()), a.values(), REGIONS);
                    regions.add(
                            reflections == null
                                    ? found
                                    : Regions.assign(found, reflections, HKL_TOLERANCE_DEG, WEAKEST_HKL));
                }
                return new RowResult(row, pattern, attributions, regions, reflections, null);
            } catch (BadPatternException | IllegalArgumentException e) {
                return new RowResult(row, null, null, null, null, e.getMessage());
            }
        }

        /** @return null where no structure is known */
        private ReflectionList reflections(DataRow row) {
            if (m_cif < 0) {
                return null;
            }
            try {
                return m_simulator.reflections(CifCell.read(row, m_cif));
            } catch (BadCifException | IllegalArgumentException | IllegalStateException e) {
                return null; // an explanation does not need the structure
            }
        }
    }

    private static DataTableSpec explanationSpec(PatternDomain domain) {
        return new DataTableSpec(
                "Explanations",
                StructureTable.column("Row", StringCell.TYPE),
                StructureTable.column("Class", StringCell.TYPE),
                StructureTable.column("True class", StringCell.TYPE),
                PatternColumn.spec("SHAP", domain),
                PatternColumn.spec("Spread", domain),
                StructureTable.column("Base value", DoubleCell.TYPE),
                StructureTable.column("Output", DoubleCell.TYPE),
                StructureTable.column("Additivity residual", DoubleCell.TYPE),
                StructureTable.column("Regions", StringCell.TYPE),
                StructureTable.column("Background", StringCell.TYPE));
    }

    private static DataTableSpec classSpec(PatternDomain domain) {
        return new DataTableSpec(
                "Classes",
                StructureTable.column("Patterns", IntCell.TYPE),
                PatternColumn.spec("Mean |SHAP|", domain),
                PatternColumn.spec("Mean SHAP", domain),
                StructureTable.column("Regions", StringCell.TYPE));
    }

    private static DataRow row(UniqueKeys keys, RowResult r, int i, String trueClass, BVggNetModel model) {
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
                new StringCell(words(r.regions.get(i))),
                new StringCell(a.backgroundFingerprint()));
    }

    /** "31.2-33.0 deg 24 % (1 1 0)", the largest share first. */
    static String words(List<Region> regions) {
        return regions.stream()
                .map(g -> String.format(
                        java.util.Locale.ROOT,
                        "%.1f-%.1f deg %.0f %%%s",
                        g.startDeg(),
                        g.endDeg(),
                        100 * g.share(),
                        hkl(g).isEmpty()
                                ? ""
                                : " " + hkl(g).stream().map(h -> "(" + h + ")").collect(Collectors.joining(" "))))
                .collect(Collectors.joining("; "));
    }

    static List<String> hkl(Region region) {
        int most = 4;
        return region.reflections().stream().limit(most).map(Reflection::hkl).toList();
    }

    /** The mean attributions of each class, and the reflections of its structures. */
    private static final class Profiles {
        private final BVggNetModel m_model;
        private final ClassProfile[] m_profiles;
        private final ReflectionTally[] m_tallies;

        Profiles(BVggNetModel model) {
            m_model = model;
            m_profiles = new ClassProfile[model.classes().size()];
            m_tallies = new ReflectionTally[model.classes().size()];
        }

        void add(Attribution a, ReflectionList reflections) {
            int c = a.classIndex();
            if (m_profiles[c] == null) {
                m_profiles[c] = new ClassProfile(m_model.domain().points());
                m_tallies[c] = new ReflectionTally();
            }
            m_profiles[c].add(a);
            if (reflections != null) {
                m_tallies[c].add(reflections, WEAKEST_HKL);
            }
        }

        private List<Region> regions(int c) {
            List<Region> found = new Regions(grid(m_model.domain()), SMOOTHING_DEG, THRESHOLD)
                    .find(m_profiles[c].meanAbsolute(), m_profiles[c].mean(), REGIONS);
            return m_tallies[c].assign(found, HKL_TOLERANCE_DEG, WEAKEST_HKL);
        }

        BufferedDataTable table(ExecutionContext exec) {
            var container = exec.createDataContainer(classSpec(m_model.domain()));
            for (int c = 0; c < m_profiles.length; c++) {
                if (m_profiles[c] != null) {
                    DataCell[] cells = {
                        new IntCell(m_profiles[c].rows()),
                        PatternColumn.cell(m_profiles[c].meanAbsolute()),
                        PatternColumn.cell(m_profiles[c].mean()),
                        new StringCell(words(regions(c)))
                    };
                    container.addRowToTable(
                            new DefaultRow(new RowKey(m_model.classes().get(c)), cells));
                }
            }
            container.close();
            return container.getTable();
        }

        void show(ShapView view) {
            for (int c = 0; c < m_profiles.length; c++) {
                if (m_profiles[c] != null) {
                    view.addClass(c, m_profiles[c], regions(c));
                }
            }
        }
    }
}

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
    record RowResult(DataRow row, double[] pattern, List<Attribution> attributions, List<List<Region>> regions,
        ReflectionList reflections, String problem) {
    }

    private ShapExplainerExecution() {
    }

    static void configure(final ConfigureInput in, final ConfigureOutput out) throws InvalidSettingsException {
        final ShapExplainerParameters p = in.getParameters();
        final BVggNetModelPortObjectSpec model = in.getInPortSpec(0);
        final DataTableSpec patterns = in.getInTableSpec(PATTERNS);
        final DataTableSpec background = in.getInTableSpec(BACKGROUND);
        if (model == null || patterns == null || background == null) {
            out.setOutSpecs(null, null);
            return;
        }
        patterns(model.domain(), patterns, p);
        background(model.domain(), background, p);
        out.setOutSpecs(explanationSpec(model.domain()), classSpec(model.domain()));
    }

    static void execute(final ExecuteInput in, final ExecuteOutput out) throws CanceledExecutionException, KNIMEException {
        final ShapExplainerParameters p = in.getParameters();
        final ExecutionContext exec = in.getExecutionContext();
        final BVggNetModelPortObject port = in.getInPortObject(0);
        final BVggNetModel model = port.model();
        final BufferedDataTable table = in.getInTable(PATTERNS);
        final DataTableSpec spec = table.getDataTableSpec();
        try {
            final ModelPatterns patterns = patterns(model.domain(), spec, p);
            exec.setMessage("drawing the background");
            final List<String> leftOut = new ArrayList<>();
            final BufferedDataTable backgroundTable = in.getInTable(BACKGROUND);
            final ModelPatterns accepted = background(model.domain(), backgroundTable.getDataTableSpec(), p);
            final Background background = background(backgroundTable, accepted, port, p, leftOut, exec);
            final Explainer explainer = explainer(model, background, p);
            final var rows = new Rows(model, explainer, patterns, spec.findColumnIndex(p.m_cifColumn), classes(model, p), p);
            final int truth = Columns.findClass(spec, port.getSpec().classColumn());
            final var explanations = exec.createDataContainer(explanationSpec(model.domain()));
            final var profiles = new Profiles(model);
            final var view = new ShapView(model, p.m_method.name().equals("DEEP_SHAP") ? "SHAP" : p.m_method.name().toLowerCase(Locale.ROOT)
                .replace('_', ' '), p.m_output.name().toLowerCase(Locale.ROOT));
            final List<String> problems = new ArrayList<>();
            final var keys = new UniqueKeys();
            final long limit = p.m_maxRows > 0 ? Math.min(p.m_maxRows, table.size()) : table.size();
            try (CloseableRowIterator iterator = table.iterator()) {
                OrderedParallel.run(new Limited(iterator, limit), limit, "patterns", rows::explain, r -> {
                    if (r.problem != null) {
                        problems.add("row " + r.row.getKey().getString() + ": " + r.problem);
                        return;
                    }
                    final String trueClass = truth < 0 ? null : Columns.className(r.row.getCell(truth));
                    for (int i = 0; i < r.attributions.size(); i++) {
                        final Attribution a = r.attributions.get(i);
                        explanations.addRowToTable(row(keys, r, i, trueClass, model));
                        profiles.add(a, r.reflections);
                        view.add(r, i, trueClass);
                    }
                }, exec);
            }
            out.setOutData(0, OutputTable.of(explanations, exec));
            out.setOutData(1, profiles.table(exec));
            profiles.show(view);
            final String converted = Warnings.sentences(patterns.converted(), accepted.converted());
            out.setInternalData(ViewPayload.store(view.payload(converted), exec));
            Warnings.set(out, converted, warning(problems, "could not be explained"), warning(leftOut, "of the background left out"));
        } catch (InvalidSettingsException | IllegalArgumentException e) {
            throw new KNIMEException(e.getMessage(), e);
        }
    }

    private static String warning(final List<String> problems, final String what) {
        return problems.isEmpty() ? "" : problems.size() + " pattern(s) " + what + ", the first: " + problems.get(0) + ".";
    }

    private static ModelPatterns patterns(final PatternDomain model, final DataTableSpec spec, final ShapExplainerParameters p)
        throws InvalidSettingsException {
        return new ModelPatterns(model, spec, p.m_patternColumn, "the table of patterns", p.m_otherDomain);
    }

    private static ModelPatterns background(final PatternDomain model, final DataTableSpec spec, final ShapExplainerParameters p)
        throws InvalidSettingsException {
        return new ModelPatterns(model, spec, p.m_patternColumn, "the background table", p.m_otherDomain);
    }

    /** The first rows of a table. */
    private static final class Limited implements java.util.Iterator<DataRow> {
        private final CloseableRowIterator m_rows;
        private long m_left;

        Limited(final CloseableRowIterator rows, final long limit) {
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

    private static Background background(final BufferedDataTable table, final ModelPatterns accepted, final BVggNetModelPortObject port,
        final ShapExplainerParameters p, final List<String> leftOut, final ExecutionContext exec)
        throws CanceledExecutionException, InvalidSettingsException {
        final int label = Columns.findClass(table.getDataTableSpec(), port.getSpec().classColumn());
        final List<Integer> labels = new ArrayList<>();
        final List<String> keys = new ArrayList<>();
        try (CloseableRowIterator rows = table.iterator()) {
            while (rows.hasNext()) {
                exec.checkCanceled();
                final DataRow row = rows.next();
                try {
                    accepted.check(row);
                } catch (BadPatternException e) { // a background needs only good patterns
                    leftOut.add("row " + row.getKey().getString() + ": " + e.getMessage());
                    continue;
                }
                labels.add(label < 0 ? 0 : Math.max(0, Columns.classIndex(row.getCell(label), port.model().classes())));
                keys.add(row.getKey().getString());
            }
        }
        if (keys.isEmpty()) {
            throw new InvalidSettingsException("The background table has no usable pattern among " + table.size() + " rows.");
        }
        // a second reading keeps the chosen patterns only: the table may have any size
        final List<String> chosen = Background.choose(labels.stream().mapToInt(Integer::intValue).toArray(), keys, p.m_background, p.m_seed)
            .stream().map(keys::get).toList();
        final Map<String, float[]> patterns = new HashMap<>();
        final Set<String> wanted = Set.copyOf(chosen);
        try (CloseableRowIterator rows = table.iterator()) {
            while (rows.hasNext() && patterns.size() < wanted.size()) {
                exec.checkCanceled();
                final DataRow row = rows.next();
                if (wanted.contains(row.getKey().getString())) {
                    patterns.put(row.getKey().getString(), port.model().domain().scale().input(accepted.read(row)));
                }
            }
        } catch (BadPatternException e) {
            throw new IllegalStateException("A background pattern changed between two readings: " + e.getMessage(), e);
        }
        return new Background(chosen.stream().map(patterns::get).toList(), chosen);
    }

    private static Explainer explainer(final BVggNetModel model, final Background background, final ShapExplainerParameters p) {
        final List<ExplainedNetwork> networks = model.members().stream()
            .map(m -> p.m_samples > 0 ? ExplainedNetwork.sampled(m.spec(), m.weights(), m.posterior(), p.m_samples, p.m_seed)
                : ExplainedNetwork.mean(m.spec(), m.weights()))
            .toList();
        final ExplainedOutput output = ExplainedOutput.valueOf(p.m_output.name());
        return switch (p.m_method) {
            case DEEP_SHAP -> new ShapExplainer(networks, output, model.temperature(), background);
            case INTEGRATED_GRADIENTS -> new IntegratedGradients(networks, output, model.temperature(), background, p.m_steps);
            case OCCLUSION -> new Occlusion(networks, output, model.temperature(), background, p.m_steps, Math.max(1, p.m_steps / 2));
        };
    }

    /** @return the classes to explain for every pattern, null for the predicted one */
    private static int[] classes(final BVggNetModel model, final ShapExplainerParameters p) throws InvalidSettingsException {
        return switch (p.m_classes) {
            case PREDICTED -> null;
            case ALL -> IntStream.range(0, model.classes().size()).toArray();
            case ONE -> {
                final int c = model.classes().indexOf(p.m_class);
                if (c < 0) {
                    throw new InvalidSettingsException("\"Class\" is \"" + p.m_class + "\", expected one of the model's: "
                        + String.join(", ", model.classes()) + ".");
                }
                yield new int[]{c};
            }
        };
    }

    static double[] absolute(final double[] v) {
        return java.util.Arrays.stream(v).map(Math::abs).toArray();
    }

    static TwoThetaGrid grid(final PatternDomain d) {
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

        Rows(final BVggNetModel model, final Explainer explainer, final ModelPatterns patterns, final int cif, final int[] classes,
            final ShapExplainerParameters p) {
            m_model = model;
            m_explainer = explainer;
            m_patterns = patterns;
            m_cif = cif;
            m_classes = classes;
            m_simulator = new PatternSimulator(SimulationSettings.builder().grid(grid(model.domain()))
                .radiation(Radiation.monochromatic(model.domain().wavelengthAngstrom())).build());
            m_regions = new Regions(grid(model.domain()), SMOOTHING_DEG, THRESHOLD);
        }

        RowResult explain(final DataRow row) {
            try {
                final double[] pattern = m_patterns.read(row);
                final float[] x = m_model.domain().scale().input(pattern);
                final int[] classes = m_classes != null ? m_classes
                    : new int[]{org.braggwise.learning.posterior.Categorical.argMax(m_explainer.outputs(x))};
                final List<Attribution> attributions = m_explainer.explain(x, classes);
                final ReflectionList reflections = reflections(row);
                final List<List<Region>> regions = new ArrayList<>();
                for (Attribution a : attributions) {
                    final List<Region> found = m_regions.find(absolute(a.values()), a.values(), REGIONS);
                    regions.add(reflections == null ? found : Regions.assign(found, reflections, HKL_TOLERANCE_DEG, WEAKEST_HKL));
                }
                return new RowResult(row, pattern, attributions, regions, reflections, null);
            } catch (BadPatternException | IllegalArgumentException e) {
                return new RowResult(row, null, null, null, null, e.getMessage());
            }
        }

        /** @return null where no structure is known */
        private ReflectionList reflections(final DataRow row) {
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

    private static DataTableSpec explanationSpec(final PatternDomain domain) {
        return new DataTableSpec("Explanations", StructureTable.column("Row", StringCell.TYPE),
            StructureTable.column("Class", StringCell.TYPE), StructureTable.column("True class", StringCell.TYPE),
            PatternColumn.spec("SHAP", domain), PatternColumn.spec("Spread", domain),
            StructureTable.column("Base value", DoubleCell.TYPE), StructureTable.column("Output", DoubleCell.TYPE),
            StructureTable.column("Additivity residual", DoubleCell.TYPE), StructureTable.column("Regions", StringCell.TYPE),
            StructureTable.column("Background", StringCell.TYPE));
    }

    private static DataTableSpec classSpec(final PatternDomain domain) {
        return new DataTableSpec("Classes", StructureTable.column("Patterns", IntCell.TYPE), PatternColumn.spec("Mean |SHAP|", domain),
            PatternColumn.spec("Mean SHAP", domain), StructureTable.column("Regions", StringCell.TYPE));
    }

    private static DataRow row(final UniqueKeys keys, final RowResult r, final int i, final String trueClass, final BVggNetModel model) {
        final Attribution a = r.attributions.get(i);
        final String name = model.classes().get(a.classIndex());
        final String key = r.row.getKey().getString();
        return new DefaultRow(keys.of(r.attributions.size() == 1 ? key : key + " " + name), new StringCell(key),
            new StringCell(name), trueClass == null ? DataType.getMissingCell() : new StringCell(trueClass),
            PatternColumn.cell(a.values()), a.spread().length == 0 ? DataType.getMissingCell() : PatternColumn.cell(a.spread()),
            new DoubleCell(a.baseValue()), new DoubleCell(a.modelOutput()), new DoubleCell(a.additivityResidual()),
            new StringCell(words(r.regions.get(i))), new StringCell(a.backgroundFingerprint()));
    }

    /** "31.2-33.0 deg 24 % (1 1 0)", the largest share first. */
    static String words(final List<Region> regions) {
        return regions.stream().map(g -> String.format(java.util.Locale.ROOT, "%.1f-%.1f deg %.0f %%%s", g.startDeg(), g.endDeg(),
            100 * g.share(), hkl(g).isEmpty() ? "" : " " + hkl(g).stream().map(h -> "(" + h + ")").collect(Collectors.joining(" "))))
            .collect(Collectors.joining("; "));
    }

    static List<String> hkl(final Region region) {
        final int most = 4;
        return region.reflections().stream().limit(most).map(Reflection::hkl).toList();
    }

    /** The mean attributions of each class, and the reflections of its structures. */
    private static final class Profiles {
        private final BVggNetModel m_model;
        private final ClassProfile[] m_profiles;
        private final ReflectionTally[] m_tallies;

        Profiles(final BVggNetModel model) {
            m_model = model;
            m_profiles = new ClassProfile[model.classes().size()];
            m_tallies = new ReflectionTally[model.classes().size()];
        }

        void add(final Attribution a, final ReflectionList reflections) {
            final int c = a.classIndex();
            if (m_profiles[c] == null) {
                m_profiles[c] = new ClassProfile(m_model.domain().points());
                m_tallies[c] = new ReflectionTally();
            }
            m_profiles[c].add(a);
            if (reflections != null) {
                m_tallies[c].add(reflections, WEAKEST_HKL);
            }
        }

        private List<Region> regions(final int c) {
            final List<Region> found = new Regions(grid(m_model.domain()), SMOOTHING_DEG, THRESHOLD).find(m_profiles[c].meanAbsolute(),
                m_profiles[c].mean(), REGIONS);
            return m_tallies[c].assign(found, HKL_TOLERANCE_DEG, WEAKEST_HKL);
        }

        BufferedDataTable table(final ExecutionContext exec) {
            final var container = exec.createDataContainer(classSpec(m_model.domain()));
            for (int c = 0; c < m_profiles.length; c++) {
                if (m_profiles[c] != null) {
                    final DataCell[] cells = {new IntCell(m_profiles[c].rows()), PatternColumn.cell(m_profiles[c].meanAbsolute()),
                        PatternColumn.cell(m_profiles[c].mean()), new StringCell(words(regions(c)))};
                    container.addRowToTable(new DefaultRow(new RowKey(m_model.classes().get(c)), cells));
                }
            }
            container.close();
            return container.getTable();
        }

        void show(final ShapView view) {
            for (int c = 0; c < m_profiles.length; c++) {
                if (m_profiles[c] != null) {
                    view.addClass(c, m_profiles[c], regions(c));
                }
            }
        }
    }
}

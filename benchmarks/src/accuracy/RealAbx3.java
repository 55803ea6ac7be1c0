// SPDX-License-Identifier: GPL-3.0-or-later
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.braggwise.crystal.CrystalStructure;
import org.braggwise.crystal.CrystalSystem;
import org.braggwise.crystal.substitution.CellMode;
import org.braggwise.crystal.substitution.SubstitutionSettings;
import org.braggwise.crystal.substitution.TemplateSubstitutor;
import org.braggwise.diffraction.TwoThetaGrid;
import org.braggwise.diffraction.augmentation.AugmentationMode;
import org.braggwise.diffraction.augmentation.AugmentationSettings;
import org.braggwise.diffraction.augmentation.AugmentationVariant;
import org.braggwise.diffraction.augmentation.Augmenter;
import org.braggwise.diffraction.augmentation.DrawRange;
import org.braggwise.diffraction.preparation.Normalisation;
import org.braggwise.diffraction.simulation.PatternSimulator;
import org.braggwise.diffraction.simulation.SimulationSettings;
import org.braggwise.diffraction.synthesis.LedgerEntry;
import org.braggwise.diffraction.synthesis.PatternMixer;
import org.braggwise.diffraction.synthesis.SourceRow;
import org.braggwise.diffraction.synthesis.SynthesisPlan;
import org.braggwise.diffraction.synthesis.SynthesisSettings;
import org.braggwise.diffraction.synthesis.SynthesisSettings.WithoutReal;
import org.braggwise.diffraction.synthesis.SynthesisSettings.WithoutVirtual;
import org.braggwise.diffraction.synthesis.Synthesizer;
import org.braggwise.learning.evaluation.Evaluation;
import org.braggwise.learning.evaluation.ScoredRow;
import org.braggwise.learning.model.BVggNetModel;
import org.braggwise.learning.model.IntensityScale;
import org.braggwise.learning.prediction.Prediction;
import org.braggwise.learning.training.LabelledPatterns;
import org.braggwise.learning.training.TrainingSettings.Method;

/**
 * Task 1: space group and crystal system of real ABX3 structures whose compounds training never sees. By compound, a fifth of each space
 * group's structures are the test and 8 % the validation (temperature, choice of the epoch). The templates of TER are the structures that
 * are left; virtual structures of held-out compounds are not made. The network without TER takes as many steps as the one with it. One
 * network answers both questions.
 */
final class RealAbx3 {

    private static final int LEAST = 10;
    private static final List<String> SYSTEMS = Arrays.stream(CrystalSystem.values()).map(CrystalSystem::label).toList();
    /** Simulated patterns have no noise: even the weakest superstructure line can be trusted. */
    private static final IntensityScale SCALE = IntensityScale.LOGARITHMIC;

    private final Options m_options;
    private final Networks m_networks;
    private final TwoThetaGrid m_grid;
    private final PatternSimulator m_simulator;
    private final Augmenter m_strains;

    RealAbx3(final Options options) {
        m_options = options;
        m_networks = new Networks(options, SCALE);
        m_grid = new TwoThetaGrid(10, 80, options.points());
        SimulationSettings simulation = SimulationSettings.builder().grid(m_grid).ions(false).build();
        m_simulator = new PatternSimulator(simulation);
        AugmentationSettings.Builder strains = AugmentationSettings.builder().seed(options.seed()).strain(0.03)
            .atomShiftAngstrom(0.25).noise(DrawRange.fixed(0));
        for (AugmentationMode mode : AugmentationMode.values()) {
            strains.count(mode, mode == AugmentationMode.STRAIN ? options.strained() : 0).variant(mode, AugmentationVariant.PHYSICAL);
        }
        m_strains = new Augmenter(strains.build(), simulation);
    }

    void run(final Report report) throws IOException {
        StructureSet set = StructureSet.read(m_options.data().resolve("structures/mp_abx3.jsonl.gz"));
        List<StructureSet.Entry> all = set.entries();
        List<SourceRow> sources = all.stream().map(e -> new SourceRow(e.id(), group(e), e.formula())).toList();
        SynthesisPlan split = new Synthesizer(SynthesisSettings.defaults().withSeed(m_options.seed()).withHeldOut(0.2, 0.08))
            .plan(sources, List.of());
        List<StructureSet.Entry> training = split.training().stream().map(e -> all.get(e.realIndex())).toList();
        List<StructureSet.Entry> validation = split.validation().stream().map(e -> all.get(e.realIndex())).toList();
        List<StructureSet.Entry> test = split.test().stream().map(e -> all.get(e.realIndex())).toList();
        List<String> classes = all.stream().map(RealAbx3::group).distinct().sorted().toList();
        System.out.println("ABX3: " + all.size() + " structures of " + classes.size() + " space groups, " + set.leftOut()
            + " left out (Braggwise's group is not spglib's); " + training.size() + " for training, " + validation.size()
            + " for validation, " + test.size() + " for the test");

        Map<Integer, Integer> counts = new HashMap<>();
        all.forEach(e -> counts.merge(e.spaceGroup(), 1, Integer::sum));
        List<String> frequent = classes.stream().filter(c -> counts.get(Integer.parseInt(c)) >= LEAST).toList();
        LabelledPatterns validationRows = plain(validation, classes);
        LabelledPatterns testRows = plain(test, classes);
        List<String> heldOut = Stream.concat(validation.stream(), test.stream()).map(StructureSet.Entry::formula).toList();
        LabelledPatterns without = real(training, classes).labelled();
        LabelledPatterns with = synthesised(training, heldOut, classes);

        double bare = Double.NaN;
        for (Method method : m_options.methods()) {
            BVggNetModel model = m_networks.train("with TER", with, validationRows, m_grid, method, m_options.epochs(), false, m_options.members());
            List<Prediction> predictions = m_networks.predict(model, testRows);
            Evaluation groups = groups(predictions, test, frequent, classes);
            Evaluation systems = systems(predictions, test, classes);
            describe("space group with TER, " + method, groups);
            describe("crystal system with TER, " + method, systems);
            System.out.println("most frequent confusions: " + confusions(groups, frequent));
            System.out.println(Report.confusion(systems, SYSTEMS));
            report.row("space group, " + frequent.size() + " groups, held out by compound, " + method, "84 %", "90 %", share(groups));
            report.row("crystal system, held out by compound, " + method, "84 %", "90 %", share(systems));
            report.row("ECE of the space groups, calibrated, " + method, "-", "0.03", String.format(Locale.ROOT, "%.3f",
                groups.expectedCalibrationError()));
            report.result("accuracy_space_group", groups.confusion().accuracy());
            report.result("accuracy_crystal_system", systems.confusion().accuracy());
            report.result("ece", groups.expectedCalibrationError());
            if (Double.isNaN(bare)) {
                int epochs = Math.round((float)m_options.epochs() * with.size() / without.size());
                BVggNetModel plain =
                    m_networks.train("without TER", without, validationRows, m_grid, method, epochs, false, m_options.members());
                Evaluation base = groups(m_networks.predict(plain, testRows), test, frequent, classes);
                describe("space group without TER, " + method, base);
                bare = base.confusion().accuracy();
                double gain = groups.confusion().accuracy() - bare;
                report.row("gain of TER, space group, " + method, "about 5 points", "5 points", String.format(Locale.ROOT,
                    "%.1f points (without: %s)", 100 * gain, share(base)));
                report.result("ter_gain", gain);
            }
        }
    }

    private static String group(final StructureSet.Entry e) {
        return Integer.toString(e.spaceGroup());
    }

    /** Scores the structures of the frequent groups: those are the answers to choose from, as in the question. */
    private static Evaluation groups(final List<Prediction> predictions, final List<StructureSet.Entry> test, final List<String> frequent,
        final List<String> classes) {
        return pooled(predictions, test, RealAbx3::group, frequent, classes.stream().mapToInt(frequent::indexOf).toArray());
    }

    /** Scores all structures: the probability of a crystal system is that of its space groups together. */
    private static Evaluation systems(final List<Prediction> predictions, final List<StructureSet.Entry> test,
        final List<String> classes) {
        return pooled(predictions, test, e -> CrystalSystem.ofSpaceGroup(e.spaceGroup()).label(), SYSTEMS,
            classes.stream().mapToInt(c -> CrystalSystem.ofSpaceGroup(Integer.parseInt(c)).ordinal()).toArray());
    }

    /**
     * @param answers to choose from; structures with another label are not scored
     * @param answerOf by class of the network, -1 for a class that is no answer
     */
    private static Evaluation pooled(final List<Prediction> predictions, final List<StructureSet.Entry> test,
        final Function<StructureSet.Entry, String> label, final List<String> answers, final int[] answerOf) {
        List<ScoredRow> rows = new ArrayList<>();
        for (int i = 0; i < test.size(); i++) {
            int truth = answers.indexOf(label.apply(test.get(i)));
            if (truth >= 0) {
                double[] p = new double[answers.size()];
                for (int c = 0; c < answerOf.length; c++) {
                    if (answerOf[c] >= 0) {
                        p[answerOf[c]] += predictions.get(i).probabilities()[c];
                    }
                }
                double sum = Arrays.stream(p).sum();
                double[] shares = Arrays.stream(p).map(q -> q / sum).toArray();
                double entropy = -Arrays.stream(shares).filter(q -> q > 0).map(q -> q * Math.log(q)).sum();
                rows.add(new ScoredRow(truth, shares, entropy, Optional.empty(), false));
            }
        }
        return Networks.score(rows, answers);
    }

    private static String share(final Evaluation e) {
        return Report.share(Networks.right(e), e.confusion().rows());
    }

    private static String confusions(final Evaluation e, final List<String> classes) {
        List<int[]> wrong = new ArrayList<>();
        for (int a = 0; a < classes.size(); a++) {
            for (int p = 0; p < classes.size(); p++) {
                if (a != p && e.confusion().count(a, p) > 0) {
                    wrong.add(new int[] {a, p});
                }
            }
        }
        wrong.sort(Comparator.comparingLong(w -> -e.confusion().count(w[0], w[1])));
        return wrong.stream().limit(12).map(w -> classes.get(w[0]) + " as " + classes.get(w[1]) + " "
            + e.confusion().count(w[0], w[1]) + " times").collect(Collectors.joining(", "));
    }

    private static void describe(final String name, final Evaluation e) {
        System.out.printf(Locale.ROOT, "%s: accuracy %.4f, macro F1 %.4f, NLL %.3f, ECE %.4f, error AUROC %.3f%n", name,
            e.confusion().accuracy(), e.confusion().macroF1(), e.negativeLogLikelihood(), e.expectedCalibrationError(),
            e.errorDetection().orElse(Double.NaN));
    }

    private LabelledPatterns plain(final List<StructureSet.Entry> entries, final List<String> classes) {
        List<double[]> patterns = entries.parallelStream().map(e -> pattern(e.structure(), e.id())).toList();
        Rows rows = new Rows(classes, SCALE);
        for (int i = 0; i < patterns.size(); i++) {
            StructureSet.Entry e = entries.get(i);
            rows.add(e.id(), group(e), e.formula(), patterns.get(i));
        }
        return rows.labelled();
    }

    /** Each structure as it is, and strained with its atoms moved as its symmetry allows: what training has without TER. */
    private Rows real(final List<StructureSet.Entry> entries, final List<String> classes) {
        List<List<double[]>> patterns = entries.parallelStream().map(e -> {
            List<double[]> own = new ArrayList<>(List.of(pattern(e.structure(), e.id())));
            m_strains.augment(e.structure(), e.id()).forEach(a -> own.add(a.pattern().intensities()));
            return own;
        }).toList();
        Rows rows = new Rows(classes, SCALE);
        for (int i = 0; i < entries.size(); i++) {
            StructureSet.Entry e = entries.get(i);
            for (int k = 0; k < patterns.get(i).size(); k++) {
                rows.add(e.id() + " " + k, group(e), e.formula(), patterns.get(i).get(k));
            }
        }
        return rows;
    }

    /** The real rows, virtual rows, and mixtures of both by Eq. (2). */
    private LabelledPatterns synthesised(final List<StructureSet.Entry> training, final List<String> heldOut,
        final List<String> classes) {
        Rows rows = real(training, classes);
        int real = rows.size();
        List<CrystalStructure> structures = new ArrayList<>();
        List<SourceRow> virtualRows = new ArrayList<>();
        virtual(training, heldOut).forEach((key, v) -> {
            structures.add(v.structure());
            virtualRows.add(new SourceRow(key, v.label(), v.formula()));
        });
        List<double[]> virtual = IntStream.range(0, structures.size()).parallel()
            .mapToObj(i -> m_strains.augment(structures.get(i), virtualRows.get(i).key(), AugmentationMode.STRAIN, 0).pattern()
                .intensities()).toList();
        List<SourceRow> realRows = training.stream().map(e -> new SourceRow(e.id(), group(e), e.formula())).toList();
        List<double[]> own = training.parallelStream().map(e -> pattern(e.structure(), e.id())).toList();
        SynthesisPlan plan = new Synthesizer(SynthesisSettings.defaults().withSeed(m_options.seed()).withHeldOut(0, 0).withPure(false, true)
            .withCount(SynthesisSettings.Amount.PER_REAL_ROW, 1).withUnpaired(WithoutReal.DROP, WithoutVirtual.KEEP_REAL))
                .plan(realRows, virtualRows);
        PatternMixer mixer = new PatternMixer(Normalisation.MAXIMUM_1);
        for (LedgerEntry e : plan.training()) {
            if (e.kind() != LedgerEntry.Kind.REAL) {
                double[] x = e.realIndex() < 0 ? null : own.get(e.realIndex());
                double[] t = virtual.get(e.virtualIndex());
                String compound = (x == null ? virtualRows.get(e.virtualIndex()) : realRows.get(e.realIndex())).group();
                rows.add(e.key(), e.label(), compound, mixer.row(e, x, t, m_grid.stepDeg()));
            }
        }
        System.out.println("training rows with TER: " + rows.size() + ", of them " + real + " without TER, " + virtual.size() + " virtual");
        return rows.labelled();
    }

    private record Virtual(String label, String formula, CrystalStructure structure) {
    }

    /** By space group twice as many virtual structures as real ones, at least 30 where the templates give them. */
    private Map<String, Virtual> virtual(final List<StructureSet.Entry> training, final List<String> heldOut) {
        Map<Integer, List<StructureSet.Entry>> byGroup = new TreeMap<>();
        training.forEach(e -> byGroup.computeIfAbsent(e.spaceGroup(), g -> new ArrayList<>()).add(e));
        List<Map<String, Virtual>> parts = byGroup.values().parallelStream().map(entries -> {
            Map<String, Virtual> part = new LinkedHashMap<>();
            Map<String, CrystalStructure> templates = new LinkedHashMap<>();
            entries.forEach(e -> templates.put(e.id(), Charges.neutral(e.structure(), e.anion())));
            new TemplateSubstitutor(SubstitutionSettings.builder().exclude(heldOut).cellMode(CellMode.RESCALE)
                .sample(Math.max(30, 2 * entries.size()), m_options.seed()).build()).substitute(templates, v -> part.put(
                    v.formula() + " on " + v.templateKey(), new Virtual(group(entries.get(0)), v.formula(), v.structure())), null);
            return part;
        }).toList();
        Map<String, Virtual> all = new LinkedHashMap<>();
        parts.forEach(all::putAll);
        return all;
    }

    private double[] pattern(final CrystalStructure structure, final String key) {
        return m_simulator.pattern(structure, key).intensities();
    }
}

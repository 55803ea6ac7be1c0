// SPDX-License-Identifier: GPL-3.0-or-later
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;

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
import org.braggwise.learning.model.BVggNetModel;
import org.braggwise.learning.training.LabelledPatterns;
import org.braggwise.learning.training.TrainingSettings.Method;

/**
 * Task 1: crystal system and space group of real ABX3 structures whose compounds training never sees. 20 % of each class's structures, by
 * compound, are the test and 10 % the validation (temperature, choice of the epoch). The templates of TER are the structures that are left;
 * virtual structures of held-out compounds are not made. The network without TER takes as many steps as the one with it.
 */
final class RealAbx3 {

    private static final int LEAST = 10;

    private final Options m_options;
    private final Networks m_networks;
    private final TwoThetaGrid m_grid;
    private final PatternSimulator m_simulator;
    private final Augmenter m_strains;

    RealAbx3(final Options options) {
        m_options = options;
        m_networks = new Networks(options);
        m_grid = new TwoThetaGrid(10, 80, options.points());
        SimulationSettings simulation = SimulationSettings.builder().grid(m_grid).ions(false).build();
        m_simulator = new PatternSimulator(simulation);
        AugmentationSettings.Builder strains = AugmentationSettings.builder().seed(options.seed()).strain(0.03).noise(DrawRange.fixed(0));
        for (AugmentationMode mode : AugmentationMode.values()) {
            strains.count(mode, mode == AugmentationMode.STRAIN ? options.strained() : 0).variant(mode, AugmentationVariant.PHYSICAL);
        }
        m_strains = new Augmenter(strains.build(), simulation);
    }

    void run(final Report report) throws IOException {
        StructureSet set = StructureSet.read(m_options.data().resolve("structures/mp_abx3.jsonl.gz"));
        System.out.println("ABX3: " + set.entries().size() + " structures, " + set.leftOut() + " left out (Braggwise's group is not spglib's)");
        Map<Integer, Integer> counts = new HashMap<>();
        set.entries().forEach(e -> counts.merge(e.spaceGroup(), 1, Integer::sum));
        List<StructureSet.Entry> frequent = set.entries().stream().filter(e -> counts.get(e.spaceGroup()) >= LEAST).toList();
        Function<StructureSet.Entry, String> group = e -> Integer.toString(e.spaceGroup());
        compare("space group", frequent, group, "accuracy_space_group", report);
        compare("crystal system", set.entries(), e -> CrystalSystem.ofSpaceGroup(e.spaceGroup()).label(), "accuracy_crystal_system", report);
    }

    private void compare(final String name, final List<StructureSet.Entry> all, final Function<StructureSet.Entry, String> label,
        final String result, final Report report) {
        List<SourceRow> sources = all.stream().map(e -> new SourceRow(e.id(), label.apply(e), e.formula())).toList();
        SynthesisPlan split = new Synthesizer(SynthesisSettings.defaults().withSeed(m_options.seed())).plan(sources, List.of());
        List<StructureSet.Entry> training = split.training().stream().map(e -> all.get(e.realIndex())).toList();
        List<StructureSet.Entry> validation = split.validation().stream().map(e -> all.get(e.realIndex())).toList();
        List<StructureSet.Entry> test = split.test().stream().map(e -> all.get(e.realIndex())).toList();
        List<String> classes = all.stream().map(label).distinct().sorted().toList();
        System.out.printf("%n%s: %d classes, %d structures for training, %d for validation, %d for the test%n", name, classes.size(),
            training.size(), validation.size(), test.size());

        LabelledPatterns validationRows = plain(validation, label, classes);
        LabelledPatterns testRows = plain(test, label, classes);
        List<String> heldOut = new ArrayList<>(validation.stream().map(StructureSet.Entry::formula).toList());
        test.forEach(e -> heldOut.add(e.formula()));
        LabelledPatterns without = real(training, label, classes).labelled();
        LabelledPatterns with = synthesised(training, heldOut, label, classes);

        Evaluation base = null;
        for (Method method : m_options.methods()) {
            BVggNetModel model = m_networks.train(name + " with TER", with, validationRows, m_grid, method, m_options.epochs(), false, 1);
            Evaluation e = m_networks.score(m_networks.predict(model, testRows), testRows);
            describe(name + " with TER, " + method, e);
            report.row("ABX3 " + name + ", held out by compound, " + method, "84 %", "90 %", Report.share(Networks.right(e), testRows.size()));
            report.row("ECE of that, calibrated", "-", "0.03", String.format(Locale.ROOT, "%.3f", e.expectedCalibrationError()));
            report.result(result, e.confusion().accuracy());
            if (name.equals("space group")) {
                report.result("ece", e.expectedCalibrationError());
            }
            if (base == null && (!m_options.quick() || name.equals("space group"))) {
                int epochs = Math.round((float)m_options.epochs() * with.size() / without.size());
                BVggNetModel bare = m_networks.train(name + " without TER", without, validationRows, m_grid, method, epochs, false, 1);
                base = m_networks.score(m_networks.predict(bare, testRows), testRows);
                describe(name + " without TER, " + method, base);
                double gain = e.confusion().accuracy() - base.confusion().accuracy();
                report.row("gain of TER, " + name + ", " + method, "about 5 points", "5 points", String.format(Locale.ROOT,
                    "%.1f points (without: %s)", 100 * gain, Report.share(Networks.right(base), testRows.size())));
                report.result("ter_gain", gain);
            }
        }
    }

    private static void describe(final String name, final Evaluation e) {
        System.out.printf(Locale.ROOT, "%s: accuracy %.4f, macro F1 %.4f, NLL %.3f, ECE %.4f, error AUROC %.3f%n", name,
            e.confusion().accuracy(), e.confusion().macroF1(), e.negativeLogLikelihood(), e.expectedCalibrationError(),
            e.errorDetection().orElse(Double.NaN));
    }

    private LabelledPatterns plain(final List<StructureSet.Entry> entries, final Function<StructureSet.Entry, String> label,
        final List<String> classes) {
        List<double[]> patterns = entries.parallelStream().map(e -> pattern(e.structure(), e.id())).toList();
        Rows rows = new Rows(classes);
        for (int i = 0; i < patterns.size(); i++) {
            StructureSet.Entry e = entries.get(i);
            rows.add(e.id(), label.apply(e), e.formula(), patterns.get(i));
        }
        return rows.labelled();
    }

    /** Each structure as it is and with strains that its symmetry allows: what training has without TER. */
    private Rows real(final List<StructureSet.Entry> entries, final Function<StructureSet.Entry, String> label, final List<String> classes) {
        List<List<double[]>> patterns = entries.parallelStream().map(e -> {
            List<double[]> own = new ArrayList<>(List.of(pattern(e.structure(), e.id())));
            m_strains.augment(e.structure(), e.id()).forEach(a -> own.add(a.pattern().intensities()));
            return own;
        }).toList();
        Rows rows = new Rows(classes);
        for (int i = 0; i < entries.size(); i++) {
            StructureSet.Entry e = entries.get(i);
            for (int k = 0; k < patterns.get(i).size(); k++) {
                rows.add(e.id() + " " + k, label.apply(e), e.formula(), patterns.get(i).get(k));
            }
        }
        return rows;
    }

    /** The real rows, virtual rows, and mixtures of both by Eq. (2). */
    private LabelledPatterns synthesised(final List<StructureSet.Entry> training, final List<String> heldOut,
        final Function<StructureSet.Entry, String> label, final List<String> classes) {
        Rows rows = real(training, label, classes);
        int real = rows.size();
        List<CrystalStructure> structures = new ArrayList<>();
        List<SourceRow> virtualRows = new ArrayList<>();
        virtual(training, heldOut, label).forEach((key, v) -> {
            structures.add(v.structure());
            virtualRows.add(new SourceRow(key, v.label(), v.formula()));
        });
        List<double[]> virtual = IntStream.range(0, structures.size()).parallel()
            .mapToObj(i -> pattern(structures.get(i), virtualRows.get(i).key())).toList();
        List<SourceRow> realRows = training.stream().map(e -> new SourceRow(e.id(), label.apply(e), e.formula())).toList();
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

    /** By space group about as many virtual structures as real ones, at least 30 where the templates give them. */
    private Map<String, Virtual> virtual(final List<StructureSet.Entry> training, final List<String> heldOut,
        final Function<StructureSet.Entry, String> label) {
        Map<Integer, List<StructureSet.Entry>> byGroup = new TreeMap<>();
        training.forEach(e -> byGroup.computeIfAbsent(e.spaceGroup(), g -> new ArrayList<>()).add(e));
        List<Map<String, Virtual>> parts = byGroup.values().parallelStream().map(entries -> {
            Map<String, Virtual> part = new LinkedHashMap<>();
            Map<String, CrystalStructure> templates = new LinkedHashMap<>();
            entries.forEach(e -> templates.put(e.id(), Charges.neutral(e.structure(), e.anion())));
            new TemplateSubstitutor(SubstitutionSettings.builder().exclude(heldOut).cellMode(CellMode.RESCALE)
                .sample(Math.max(30, entries.size()), m_options.seed()).build()).substitute(templates, v -> part.put(
                    v.formula() + " on " + v.templateKey(), new Virtual(label.apply(entries.get(0)), v.formula(), v.structure())), null);
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

// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.benchmarks.accuracy;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.braggwise.crystal.symmetry.CrystalSystem;
import org.braggwise.diffraction.TwoThetaGrid;
import org.braggwise.diffraction.synthesis.SourceRow;
import org.braggwise.diffraction.synthesis.SynthesisPlan;
import org.braggwise.diffraction.synthesis.SynthesisSettings;
import org.braggwise.diffraction.synthesis.Synthesizer;
import org.braggwise.learning.data.LabelledPatterns;
import org.braggwise.learning.model.IntensityScale;
import org.braggwise.learning.training.TrainingSettings;

/**
 * The rows of the two ABX3 models: those of {@link RealAbx3}, with its split, so that what is its test was never trained on. Each round has
 * freshly drawn strains, moves and compositions. The crystal systems are read out of the network of the space groups: see {@link ReadOut}.
 */
final class Abx3Rows implements TrainModels.Task {

    private static final int DENSE = 512;
    /** Of a kind of foreign structures. */
    private static final int MOST_FOREIGN = 400;

    private static final List<Double> RATES = List.of(1e-3);

    private final ModelOptions m_options;
    private final Kind m_kind;
    private final List<String> m_groups;
    private final List<StructureSet.Entry> m_all;
    private final List<StructureSet.Entry> m_training;
    private final List<StructureSet.Entry> m_validation;
    private final List<StructureSet.Entry> m_test;

    private Abx3Rows(
            ModelOptions options,
            Kind kind,
            List<String> groups,
            List<StructureSet.Entry> all,
            List<StructureSet.Entry> training,
            List<StructureSet.Entry> validation,
            List<StructureSet.Entry> test) {
        m_options = options;
        m_kind = kind;
        m_groups = groups;
        m_all = all;
        m_training = training;
        m_validation = validation;
        m_test = test;
    }

    /** What a model is asked for. */
    enum Kind {
        /** Space groups of clean patterns. */
        SPACE_GROUPS,
        /** Crystal systems of clean patterns. */
        CRYSTAL_SYSTEMS,
        /** Space groups of powders as a laboratory measures them. */
        POWDER_SCANS
    }

    /** @param kind which of the models these rows are for */
    static Abx3Rows of(ModelOptions options, Kind kind) throws IOException {
        List<StructureSet.Entry> all = StructureSet.read(options.data().resolve("structures/mp_abx3.jsonl.gz"))
                .entries();
        List<SourceRow> sources = all.stream()
                .map(e -> new SourceRow(e.id(), RealAbx3.group(e), e.formula()))
                .toList();
        SynthesisPlan split = new Synthesizer(
                        SynthesisSettings.defaults().withSeed(options.seed()).withHeldOut(0.2, 0.08))
                .plan(sources, List.of());
        return new Abx3Rows(
                options,
                kind,
                all.stream().map(RealAbx3::group).distinct().sorted().toList(),
                all,
                split.training().stream().map(e -> all.get(e.realIndex())).toList(),
                split.validation().stream().map(e -> all.get(e.realIndex())).toList(),
                split.test().stream().map(e -> all.get(e.realIndex())).toList());
    }

    private Abx3Patterns patterns(int round) {
        long seed = 100L * round + m_options.seed();
        return new Abx3Patterns(m_options.rows(seed, 11, 25, 36, 0), m_kind == Kind.POWDER_SCANS);
    }

    @Override
    public TwoThetaGrid grid() {
        return patterns(1).grid();
    }

    @Override
    public IntensityScale scale() {
        return patterns(1).scale();
    }

    @Override
    public LabelledPatterns training(int round) {
        Abx3Patterns patterns = patterns(round);
        List<String> heldOut = Stream.concat(m_validation.stream(), m_test.stream())
                .map(StructureSet.Entry::formula)
                .toList();
        return labelled(patterns.synthesised(patterns.real(m_training, m_groups), m_training, heldOut, m_groups));
    }

    /** @return the training structures as they are */
    LabelledPatterns plain() {
        return labelled(patterns(1).plain(m_training, m_groups));
    }

    @Override
    public LabelledPatterns validation() {
        return asked(m_validation);
    }

    @Override
    public LabelledPatterns test() {
        return asked(m_test);
    }

    /** What the model will be asked of structures. */
    private LabelledPatterns asked(List<StructureSet.Entry> entries) {
        Abx3Patterns patterns = patterns(1);
        return labelled(
                m_kind == Kind.POWDER_SCANS ? patterns.scans(entries, m_groups) : patterns.plain(entries, m_groups));
    }

    @Override
    public Map<String, LabelledPatterns> others() {
        return m_kind == Kind.POWDER_SCANS
                ? Map.of(
                        "clean validation patterns", patterns(1).plain(m_validation, m_groups),
                        "clean test patterns", patterns(1).plain(m_test, m_groups))
                : Map.of();
    }

    /** With crystal systems for space groups where they are the classes. */
    private LabelledPatterns labelled(LabelledPatterns rows) {
        if (m_kind != Kind.CRYSTAL_SYSTEMS) {
            return rows;
        }
        List<String> systems =
                Arrays.stream(CrystalSystem.values()).map(CrystalSystem::label).toList();
        int[] labels = Arrays.stream(rows.labels())
                .map(c -> CrystalSystem.ofSpaceGroup(Integer.parseInt(m_groups.get(c)))
                        .ordinal())
                .toArray();
        return new LabelledPatterns(rows.patterns(), labels, systems, rows.rowKeys(), rows.groups());
    }

    @Override
    public Map<String, float[][]> foreign(boolean shown) throws IOException {
        Abx3Patterns patterns = patterns(1);
        Map<String, float[][]> rows = new LinkedHashMap<>();
        ForeignStructures.halidesAndMinerals(m_options.data())
                .of(shown, MOST_FOREIGN)
                .forEach((kind, structures) -> rows.put(
                        kind,
                        structures.parallelStream()
                                .map(s -> patterns.scale()
                                        .input(
                                                m_kind == Kind.POWDER_SCANS
                                                        ? patterns.scan(s, s.name())
                                                        : patterns.pattern(s, s.name())))
                                .toArray(float[][]::new)));
        if (m_kind != Kind.POWDER_SCANS) {
            // What users try sooner or later, and what the network knows nothing of.
            rows.put("ABX3 with the noise of a laboratory", scans(shown ? m_training : m_test));
        }
        return rows;
    }

    /** Measurements of some of the structures. */
    private float[][] scans(List<StructureSet.Entry> entries) {
        Abx3Patterns patterns = patterns(1);
        int step = Math.max(1, entries.size() / MOST_FOREIGN);
        return IntStream.range(0, Math.min(MOST_FOREIGN, entries.size()))
                .parallel()
                .mapToObj(i -> entries.get(i * step))
                .map(e -> patterns.scale().input(patterns.scan(e.structure(), e.id())))
                .toArray(float[][]::new);
    }

    /** The four questions that space groups answer. */
    @Override
    public Optional<Abx3Scores> scores() {
        return m_kind == Kind.CRYSTAL_SYSTEMS ? Optional.empty() : Optional.of(new Abx3Scores(m_all, m_test, m_groups));
    }

    @Override
    public List<Double> rates() {
        return RATES;
    }

    @Override
    public TrainingSettings.Builder settings() {
        return TrainingSettings.builder()
                .network(RealAbx3.BLOCKS, DENSE)
                .dropout(0, 0.5)
                .labelSmoothing(0.1)
                .method(TrainingSettings.Method.MC_DROPOUT)
                .epochs(m_kind == Kind.POWDER_SCANS ? 3 : 2, 0)
                .batchSize(32)
                .balancedClasses(false)
                .temperatureByEntropy(true);
    }

    @Override
    public Map<String, String> provenance() {
        Map<String, String> p = new LinkedHashMap<>();
        boolean systems = m_kind == Kind.CRYSTAL_SYSTEMS;
        p.put("class column", systems ? "Crystal system" : "Space group");
        p.put("class type", systems ? "text" : "int");
        if (systems) {
            p.put(
                    "network",
                    "that of the ABX3 space groups, with an output layer fitted to the training structures' patterns");
        }
        p.put(
                "trained on",
                "patterns simulated from " + m_training.size()
                        + " ABX3 structures (X = O, S, Se, Te, F, Cl, Br, I, N, H) of the Materials"
                        + " Project, from virtual structures made of them by template element replacement, and from mixtures of both");
        p.put(
                "held out",
                m_validation.size() + " structures for validation and " + m_test.size()
                        + " for the test, by whole compounds");
        p.put(
                "data",
                "Materials Project v2025.02.12, CC BY 4.0; Jain et al., APL Mater. 1, 011002 (2013), doi:10.1063/1.4812323");
        p.put(
                "meant for",
                m_kind == Kind.POWDER_SCANS
                        ? "powders of ABX3 compounds measured in a laboratory (lines of 0.06 to 0.5 deg, 1,000 counts or more at the"
                                + " maximum), background taken off by SNIP, Cu Ka, 10 to 80 deg"
                        : "clean powder patterns of ABX3 compounds with lines of about 0.1 deg, Cu Ka, 10 to 80 deg");
        return p;
    }
}

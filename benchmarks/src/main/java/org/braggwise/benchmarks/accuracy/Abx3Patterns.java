// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.benchmarks.accuracy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;

import org.braggwise.crystal.CrystalStructure;
import org.braggwise.crystal.KeyedRandom;
import org.braggwise.crystal.substitution.CellMode;
import org.braggwise.crystal.substitution.SubstitutionSettings;
import org.braggwise.crystal.substitution.TemplateSubstitutor;
import org.braggwise.diffraction.Normalisation;
import org.braggwise.diffraction.TwoThetaGrid;
import org.braggwise.diffraction.augmentation.AugmentationMode;
import org.braggwise.diffraction.augmentation.AugmentationSettings;
import org.braggwise.diffraction.augmentation.AugmentationVariant;
import org.braggwise.diffraction.augmentation.Augmenter;
import org.braggwise.diffraction.augmentation.DrawRange;
import org.braggwise.diffraction.simulation.PatternSimulator;
import org.braggwise.diffraction.simulation.PeakProfile;
import org.braggwise.diffraction.simulation.SimulationSettings;
import org.braggwise.diffraction.synthesis.LedgerEntry;
import org.braggwise.diffraction.synthesis.PatternMixer;
import org.braggwise.diffraction.synthesis.SourceRow;
import org.braggwise.diffraction.synthesis.SynthesisSettings;
import org.braggwise.diffraction.synthesis.SynthesisSettings.WithoutReal;
import org.braggwise.diffraction.synthesis.SynthesisSettings.WithoutVirtual;
import org.braggwise.diffraction.synthesis.Synthesizer;
import org.braggwise.learning.data.LabelledPatterns;
import org.braggwise.learning.model.IntensityScale;

/**
 * Makes the patterns of {@link RealAbx3}. Real structures are strained, in their own cell shape; virtual ones, whose coordinates are only
 * their template's, have their atoms moved within their site symmetry besides.
 */
final class Abx3Patterns {

    /** A good powder: lines of 0.1 degrees, which show the splitting that a tenth of a degree of strain makes. */
    private static final double DOMAIN_SIZE_NM = 100;

    private static final double STRAIN = 0.03;
    private static final double MOVE_ANGSTROM = 0.25;

    private final Options m_options;
    private final boolean m_withScans;
    private final TwoThetaGrid m_grid;
    private final PatternSimulator m_simulator;
    private final Augmenter m_strains;
    private final Augmenter m_moves;
    private final PowderScans m_scans;
    private final PowderScans m_movedScans;
    private final PowderScans m_unstrainedScans;

    /** @param scans whether half of the training patterns are scans of powders, and all are shown on their scale */
    Abx3Patterns(Options options, boolean scans) {
        m_options = options;
        m_withScans = scans;
        m_grid = new TwoThetaGrid(10, 80, options.points());
        SimulationSettings simulation = SimulationSettings.builder()
                .grid(m_grid)
                .ions(false)
                .profile(PeakProfile.DEFAULT.withDomainSizeNm(DOMAIN_SIZE_NM))
                .build();
        m_simulator = new PatternSimulator(simulation);
        m_strains = augmenter(options.seed(), 0, simulation);
        m_moves = augmenter(options.seed(), MOVE_ANGSTROM, simulation);
        m_scans = new PowderScans(m_grid, options.seed(), STRAIN, 0);
        m_movedScans = new PowderScans(m_grid, options.seed(), STRAIN, MOVE_ANGSTROM);
        m_unstrainedScans = new PowderScans(m_grid, options.seed(), 0, 0);
    }

    private static Augmenter augmenter(long seed, double moveAngstrom, SimulationSettings simulation) {
        return new Augmenter(
                AugmentationSettings.builder()
                        .seed(seed)
                        .strain(STRAIN)
                        .atomShiftAngstrom(moveAngstrom)
                        .noise(DrawRange.fixed(0))
                        .variant(AugmentationMode.STRAIN, AugmentationVariant.PHYSICAL)
                        .build(),
                simulation);
    }

    TwoThetaGrid grid() {
        return m_grid;
    }

    /** Simulated patterns have no noise: even the weakest superstructure line can be trusted. Scans have it. */
    IntensityScale scale() {
        return m_withScans ? IntensityScale.SQUARE_ROOT : IntensityScale.LOGARITHMIC;
    }

    /** The structures as they are. */
    LabelledPatterns plain(List<StructureSet.Entry> entries, List<String> classes) {
        return labelled(entries, classes, e -> pattern(e.structure(), e.id()));
    }

    private LabelledPatterns labelled(
            List<StructureSet.Entry> entries, List<String> classes, Function<StructureSet.Entry, double[]> patternOf) {
        List<double[]> patterns = entries.parallelStream().map(patternOf).toList();
        Rows rows = new Rows(classes, scale());
        for (int i = 0; i < patterns.size(); i++) {
            StructureSet.Entry e = entries.get(i);
            rows.add(e.id(), RealAbx3.group(e), e.formula(), patterns.get(i));
        }
        return rows.labelled();
    }

    /** Each structure as it is, and strained: what training has without virtual structures. */
    Rows real(List<StructureSet.Entry> entries, List<String> classes) {
        Rows rows = new Rows(classes, scale());
        strained(entries, m_strains, m_scans, m_options.strained(), true, "strained", rows);
        return rows;
    }

    /** Adds strained copies of each structure, and the structure itself where told so. */
    private void strained(
            List<StructureSet.Entry> entries,
            Augmenter augmenter,
            PowderScans scans,
            int copies,
            boolean itself,
            String name,
            Rows rows) {
        List<List<float[]>> patterns = entries.parallelStream()
                .map(e -> {
                    List<float[]> own = new ArrayList<>();
                    if (itself) {
                        own.add(scale().input(pattern(e.structure(), e.id())));
                    }
                    IntStream.range(0, copies)
                            .mapToObj(k -> isScan(e.id() + " " + name, k)
                                    ? scans.scan(e.structure(), e.id(), k)
                                    : strained(augmenter, e.structure(), e.id(), k))
                            .forEach(pattern -> own.add(scale().input(pattern)));
                    return own;
                })
                .toList();
        for (int i = 0; i < entries.size(); i++) {
            StructureSet.Entry e = entries.get(i);
            for (int k = 0; k < patterns.get(i).size(); k++) {
                rows.add(
                        e.id() + " " + name + " " + k,
                        RealAbx3.group(e),
                        e.formula(),
                        patterns.get(i).get(k));
            }
        }
    }

    /** The real rows, virtual rows (elements replaced, atoms moved, or both), and mixtures of real and virtual ones by Eq. (2). */
    LabelledPatterns synthesised(
            Rows real, List<StructureSet.Entry> training, List<String> heldOut, List<String> classes) {
        Rows rows = real.copy();
        strained(training, m_moves, m_movedScans, m_options.moved(), false, "moved", rows);
        List<CrystalStructure> structures = new ArrayList<>();
        List<SourceRow> virtualRows = new ArrayList<>();
        virtual(training, heldOut).forEach((key, v) -> {
            structures.add(v.structure());
            virtualRows.add(new SourceRow(key, v.label(), v.formula()));
        });
        List<SourceRow> realRows = training.stream()
                .map(e -> new SourceRow(e.id(), RealAbx3.group(e), e.formula()))
                .toList();
        List<LedgerEntry> plan = new Synthesizer(SynthesisSettings.defaults()
                        .withSeed(m_options.seed())
                        .withHeldOut(0, 0)
                        .withPure(false, true)
                        .withCount(SynthesisSettings.Amount.PER_REAL_ROW, 1)
                        .withUnpaired(WithoutReal.DROP, WithoutVirtual.KEEP_REAL))
                .plan(realRows, virtualRows).training().stream()
                        .filter(e -> e.virtualIndex() >= 0)
                        .toList();
        PatternMixer mixer = new PatternMixer(Normalisation.MAXIMUM_1);
        List<float[]> patterns = plan.parallelStream()
                .map(e -> {
                    SourceRow t = virtualRows.get(e.virtualIndex());
                    boolean scan = isScan(e.key(), 0);
                    double[] x = null;
                    if (e.realIndex() >= 0) {
                        CrystalStructure structure = training.get(e.realIndex()).structure();
                        String key = realRows.get(e.realIndex()).key();
                        x = scan ? m_unstrainedScans.scan(structure, key, 0) : pattern(structure, key);
                    }
                    CrystalStructure structure = structures.get(e.virtualIndex());
                    double[] y =
                            scan ? m_movedScans.scan(structure, t.key(), 0) : strained(m_moves, structure, t.key(), 0);
                    return scale().input(mixer.row(e, x, y, m_grid.stepDeg()));
                })
                .toList();
        for (int i = 0; i < plan.size(); i++) {
            LedgerEntry e = plan.get(i);
            rows.add(
                    e.key(),
                    e.label(),
                    (e.realIndex() < 0 ? virtualRows.get(e.virtualIndex()) : realRows.get(e.realIndex())).group(),
                    patterns.get(i));
        }
        System.out.println(
                "training rows with TER: " + rows.size() + ", of them " + real.size() + " of real structures, "
                        + training.size() * m_options.moved() + " of real structures with their atoms moved, "
                        + structures.size()
                        + " with elements replaced, the rest mixtures");
        return rows.labelled();
    }

    private static double[] strained(Augmenter augmenter, CrystalStructure structure, String key, int index) {
        return augmenter
                .augment(structure, key, AugmentationMode.STRAIN, index)
                .pattern()
                .intensities();
    }

    private boolean isScan(String key, int index) {
        return m_withScans
                && KeyedRandom.of(m_options.seed(), key, "scan", index).nextBoolean();
    }

    /** The structures as they are, measured as powders. */
    LabelledPatterns scans(List<StructureSet.Entry> entries, List<String> classes) {
        return labelled(entries, classes, e -> scan(e.structure(), e.id()));
    }

    double[] scan(CrystalStructure structure, String key) {
        return m_unstrainedScans.scan(structure, key, 0);
    }

    private record Virtual(String label, String formula, CrystalStructure structure) {}

    /**
     * By space group so many virtual structures for each real one, at least 100 where the templates give them. One composition may come
     * from several templates: a group of low symmetry has many structure types, and each is to be seen.
     */
    private Map<String, Virtual> virtual(List<StructureSet.Entry> training, List<String> heldOut) {
        Map<Integer, List<StructureSet.Entry>> byGroup = new TreeMap<>();
        training.forEach(e ->
                byGroup.computeIfAbsent(e.spaceGroup(), g -> new ArrayList<>()).add(e));
        List<Map<String, Virtual>> parts = byGroup.values().parallelStream()
                .map(entries -> {
                    Map<String, Virtual> part = new LinkedHashMap<>();
                    Map<String, CrystalStructure> templates = new LinkedHashMap<>();
                    entries.forEach(e -> templates.put(e.id(), Charges.neutral(e.structure(), e.anion())));
                    new TemplateSubstitutor(SubstitutionSettings.builder()
                                    .exclude(heldOut)
                                    .cellMode(CellMode.RESCALE)
                                    .dropDuplicates(false)
                                    .sample(Math.max(100, m_options.replaced() * entries.size()), m_options.seed())
                                    .build())
                            .substitute(
                                    templates,
                                    v -> part.put(
                                            v.formula() + " on " + v.templateKey(),
                                            new Virtual(RealAbx3.group(entries.get(0)), v.formula(), v.structure())),
                                    null);
                    return part;
                })
                .toList();
        Map<String, Virtual> all = new LinkedHashMap<>();
        parts.forEach(all::putAll);
        return all;
    }

    double[] pattern(CrystalStructure structure, String key) {
        return m_simulator.pattern(structure, key).intensities();
    }
}

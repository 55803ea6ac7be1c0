// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.augmentation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

import org.braggwise.crystal.CrystalStructure;
import org.braggwise.crystal.KeyedRandom;
import org.braggwise.crystal.geometry.UnitCell;
import org.braggwise.diffraction.Radiation;
import org.braggwise.diffraction.ReflectionList;
import org.braggwise.diffraction.simulation.Background;
import org.braggwise.diffraction.simulation.MarchDollase;
import org.braggwise.diffraction.simulation.SimulationSettings;

/**
 * Makes augmented patterns of a structure.
 *
 * <p>Every draw depends on (seed, row key, mode, index) and nothing else; in the chain each step draws by itself, so that changing the range
 * of one leaves the others as they were. Immutable: one augmenter serves any number of threads.
 */
public final class Augmenter {

    private final AugmentationSettings m_settings;
    private final SimulationSettings m_simulation;
    private final SpecimenRenderer m_renderer;

    /**
     * @param settings what to draw
     * @param simulation how to make the patterns; its texture, profile, shifts and background are what the draws vary; its noise and
     *            normalisation give way to those of {@code settings}
     */
    public Augmenter(AugmentationSettings settings, SimulationSettings simulation) {
        m_settings = settings;
        m_simulation = simulation;
        m_renderer = new SpecimenRenderer(settings, simulation);
    }

    /**
     * @param structure any structure
     * @param rowKey what the draws are for
     * @return the patterns of all modes, mode by mode
     */
    public List<AugmentedPattern> augment(CrystalStructure structure, String rowKey) {
        List<AugmentedPattern> all = new ArrayList<>();
        Source source = new Source(structure, rowKey);
        for (AugmentationMode mode : AugmentationMode.values()) {
            for (int i = 0; i < m_settings.count(mode); i++) {
                all.add(source.augmented(mode, i));
            }
        }
        return all;
    }

    /**
     * @param structure any structure
     * @param rowKey what the draws are for
     * @param mode what is varied
     * @param index 0-based number within the mode, any
     * @return that one pattern, the same as {@link #augment} gives
     */
    public AugmentedPattern augment(CrystalStructure structure, String rowKey, AugmentationMode mode, int index) {
        return new Source(structure, rowKey).augmented(mode, index);
    }

    /** One structure; keeps what its patterns share. */
    private final class Source {

        private final CrystalStructure m_structure;
        private final String m_rowKey;
        private LatticeStrain m_strain;
        private AtomShifts m_atoms;
        private ReflectionList m_reflections;

        Source(CrystalStructure structure, String rowKey) {
            m_structure = structure;
            m_rowKey = rowKey;
        }

        AugmentedPattern augmented(AugmentationMode mode, int index) {
            Draw draw = new Draw(this, mode, index);
            Specimen specimen = new Specimen(m_simulation, m_structure);
            switch (mode) {
                case IMPURITY -> draw.impurity(specimen);
                case TEXTURE -> draw.texture(specimen);
                case BROADENING -> draw.broadening(specimen);
                case STRAIN -> draw.strain(specimen);
                case SHIFT -> draw.shift(specimen);
                case CHAINED -> {
                    draw.strain(specimen);
                    draw.texture(specimen);
                    draw.broadening(specimen);
                    draw.shift(specimen);
                    draw.doublet(specimen);
                    if (draw.chance("with impurity", m_settings.chainedImpurityShare())) {
                        draw.impurity(specimen);
                    }
                    draw.background(specimen);
                    draw.humps(specimen);
                    draw.counts(specimen);
                }
            }
            draw.noise(specimen);
            return new AugmentedPattern(
                    m_rowKey + "_" + mode.label() + "_" + index,
                    mode,
                    m_settings.variant(mode),
                    index,
                    java.util.Collections.unmodifiableMap(draw.m_drawn),
                    m_renderer.render(specimen, reflections(specimen), draw.random("photons"), draw.random("noise")));
        }

        /** Reflections of the specimen; those of the unchanged structure are kept for the other modes. */
        private ReflectionList reflections(Specimen specimen) {
            boolean changed = specimen.m_structure != m_structure
                    || specimen.m_settings.texture().isPresent()
                    || !specimen.m_settings.radiation().equals(m_simulation.radiation());
            if (changed) {
                return m_renderer.reflections(specimen.m_structure, specimen.m_settings);
            }
            if (m_reflections == null) {
                m_reflections = m_renderer.reflections(m_structure, m_simulation);
            }
            return m_reflections;
        }

        AtomShifts atoms() {
            if (m_atoms == null) {
                m_atoms = new AtomShifts(m_structure);
            }
            return m_atoms;
        }

        LatticeStrain lattice() {
            if (m_strain == null) {
                m_strain = new LatticeStrain(
                        m_structure.cell(), m_structure.spaceGroup().operations());
            }
            return m_strain;
        }
    }

    /** Draws for one pattern and writes down what came. */
    private final class Draw {

        private final Source m_source;
        private final AugmentationMode m_mode;
        private final int m_index;
        private final Map<String, Object> m_drawn = new LinkedHashMap<>();

        Draw(Source source, AugmentationMode mode, int index) {
            m_source = source;
            m_mode = mode;
            m_index = index;
        }

        SplittableRandom random(String step) {
            return KeyedRandom.of(m_settings.seed(), m_source.m_rowKey, m_mode.label() + "/" + step, m_index);
        }

        boolean chance(String step, double share) {
            return random(step).nextDouble() < share;
        }

        private boolean physical(AugmentationMode step) {
            return m_settings.variant(step) == AugmentationVariant.PHYSICAL;
        }

        void strain(Specimen specimen) {
            SplittableRandom random = random("strain");
            UnitCell before = m_source.m_structure.cell();
            UnitCell after;
            if (physical(AugmentationMode.STRAIN)) {
                after = m_source.lattice().anisotropic(m_settings.strain(), random);
                m_drawn.put("strainFreeComponents", m_source.lattice().freeComponents());
                shiftAtoms(specimen);
            } else {
                double strain = DrawRange.symmetric(m_settings.strain()).uniform(random);
                after = before.scaled(1 + strain);
                m_drawn.put("strain", strain);
            }
            specimen.m_structure = specimen.m_structure.withCell(after);
            m_drawn.put(
                    "cell",
                    List.of(after.a(), after.b(), after.c(), after.alphaDeg(), after.betaDeg(), after.gammaDeg()));
            m_drawn.put(
                    "strainABC",
                    List.of(after.a() / before.a() - 1, after.b() / before.b() - 1, after.c() / before.c() - 1));
        }

        private void shiftAtoms(Specimen specimen) {
            if (m_settings.atomShiftAngstrom() > 0) {
                specimen.m_structure = m_source.atoms().shifted(m_settings.atomShiftAngstrom(), random("atoms"));
                m_drawn.put(
                        "coordinates",
                        specimen.m_structure.sites().stream()
                                .map(s -> List.of(s.x(), s.y(), s.z()))
                                .toList());
            }
        }

        void texture(Specimen specimen) {
            SplittableRandom random = random("texture");
            if (physical(AugmentationMode.TEXTURE)) {
                MarchDollase t = preferredOrientation(random);
                specimen.m_settings = specimen.m_settings.toBuilder().texture(t).build();
                m_drawn.put("marchDollase", t.r());
                m_drawn.put("orientation", List.of(t.h(), t.k(), t.l()));
            } else {
                // The stream is the draw: the n-th reflection of the list gets its n-th number.
                specimen.m_textureSpread = m_settings.textureSpread();
                specimen.m_texture = random;
                specimen.m_textureFactors = new ArrayList<>();
                m_drawn.put("textureFactors", specimen.m_textureFactors);
            }
        }

        private MarchDollase preferredOrientation(SplittableRandom random) {
            double r = m_settings.marchDollase().uniform(random);
            int[] d = m_settings
                    .orientations()
                    .get(random.nextInt(m_settings.orientations().size()));
            return new MarchDollase(r, d[0], d[1], d[2]);
        }

        void broadening(Specimen specimen) {
            SplittableRandom random = random("broadening");
            boolean physical = physical(AugmentationMode.BROADENING);
            double size = physical
                    ? m_settings.domainSizeNm().logUniform(random)
                    : m_settings.domainSizeNm().uniform(random);
            specimen.m_settings = specimen.m_settings.toBuilder()
                    .profile(specimen.m_settings.profile().withDomainSizeNm(size))
                    .build();
            m_drawn.put("domainSizeNm", size);
            if (physical) {
                double microstrain = m_settings.microstrain().uniform(random);
                specimen.m_settings = specimen.m_settings.toBuilder()
                        .profile(specimen.m_settings.profile().withMicrostrain(microstrain))
                        .build();
                m_drawn.put("microstrain", microstrain);
            }
        }

        void shift(Specimen specimen) {
            SplittableRandom random = random("shift");
            SimulationSettings.Builder b = specimen.m_settings.toBuilder();
            if (physical(AugmentationMode.SHIFT)) {
                double zero = m_settings.zeroShiftDeg().uniform(random);
                double displacement = m_settings.displacementMm().uniform(random);
                b.zeroShiftDeg(m_simulation.zeroShiftDeg() + zero)
                        .sampleDisplacementMm(m_simulation.sampleDisplacementMm() + displacement);
                m_drawn.put("zeroShiftDeg", zero);
                m_drawn.put("displacementMm", displacement);
            } else {
                double shift = m_settings.shiftDeg().uniform(random);
                b.zeroShiftDeg(m_simulation.zeroShiftDeg() + shift);
                m_drawn.put("shiftDeg", shift);
            }
            specimen.m_settings = b.build();
        }

        void doublet(Specimen specimen) {
            Optional<Radiation> both = m_simulation.radiation().doublet();
            if (both.isPresent() && chance("doublet", m_settings.chainedDoubletShare())) {
                specimen.m_settings =
                        specimen.m_settings.toBuilder().radiation(both.get()).build();
            }
            m_drawn.put("radiation", specimen.m_settings.radiation().name());
        }

        void impurity(Specimen specimen) {
            SplittableRandom random = random("impurity");
            int count = m_settings.impurityCount().whole(random);
            List<CrystalStructure> phases = m_settings.impurityPhases();
            if (physical(AugmentationMode.IMPURITY) && !phases.isEmpty()) {
                List<Integer> left = new ArrayList<>();
                for (int i = 0; i < phases.size(); i++) {
                    if (!isPhase(phases.get(i), m_source.m_structure)) {
                        left.add(i);
                    }
                }
                // In the chain everything happens at once, and the crystallites of an impurity lie by their own habit.
                boolean textured = m_mode == AugmentationMode.CHAINED && physical(AugmentationMode.TEXTURE);
                SplittableRandom habit = random("impurity texture");
                List<Object> names = new ArrayList<>();
                List<Object> amplitudes = new ArrayList<>();
                List<Object> orientations = new ArrayList<>();
                for (int i = 0; i < count && !left.isEmpty(); i++) {
                    int phase = left.remove(random.nextInt(left.size()));
                    double amplitude = m_settings.impurityAmplitude().low() > 0
                            ? m_settings.impurityAmplitude().logUniform(random)
                            : m_settings.impurityAmplitude().uniform(random);
                    Optional<MarchDollase> texture = Optional.empty();
                    if (textured) {
                        MarchDollase t = preferredOrientation(habit);
                        texture = Optional.of(t);
                        orientations.add(List.of(t.r(), t.h(), t.k(), t.l()));
                    }
                    specimen.m_impurityPhases.add(new ImpurityPhase(phase, amplitude, texture));
                    names.add(
                            phases.get(phase).name().isEmpty()
                                    ? phases.get(phase).formula()
                                    : phases.get(phase).name());
                    amplitudes.add(amplitude);
                }
                m_drawn.put("impurityPhases", names);
                m_drawn.put("impurityAmplitudes", amplitudes);
                if (textured) {
                    m_drawn.put("impurityOrientations", orientations);
                }
                return;
            }
            List<Object> angles = new ArrayList<>();
            List<Object> amplitudes = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                double angle = new DrawRange(
                                m_simulation.grid().startDeg(),
                                m_simulation.grid().endDeg())
                        .uniform(random);
                double amplitude = m_settings.impurityAmplitude().uniform(random);
                specimen.m_impurityPeaks.add(new double[] {angle, amplitude});
                angles.add(angle);
                amplitudes.add(amplitude);
            }
            m_drawn.put("impurityTwoThetaDeg", angles);
            m_drawn.put("impurityAmplitudes", amplitudes);
        }

        /** A phase is no impurity of itself: a table of all phases may serve for each of them. */
        private static boolean isPhase(CrystalStructure a, CrystalStructure b) {
            return a.formula().equals(b.formula())
                    && a.spaceGroup().number() == b.spaceGroup().number();
        }

        void background(Specimen specimen) {
            if (m_settings.chainedBackground().high() > 0) {
                double height = m_settings.chainedBackground().logUniform(random("background"));
                specimen.m_background = specimen.m_background.plus(height);
                m_drawn.put("background", height);
            }
        }

        void humps(Specimen specimen) {
            SplittableRandom random = random("humps");
            int count = m_settings.chainedHumpCount().whole(random);
            List<Object> humps = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                // Amorphous matter scatters where first neighbours do, at low angles: the lower half of the grid, a
                // little beyond its start.
                double start = m_simulation.grid().startDeg();
                double centre =
                        new DrawRange(start - 5, (start + m_simulation.grid().endDeg()) / 2).uniform(random);
                double width = new DrawRange(4, 25).uniform(random);
                double height = m_settings.chainedHumpAmplitude().uniform(random);
                specimen.m_background = specimen.m_background.plus(new Background.Hump(centre, width, height));
                humps.add(List.of(centre, width, height));
            }
            m_drawn.put("humps", humps);
        }

        void counts(Specimen specimen) {
            specimen.m_counts = m_settings.chainedCounts().logUniform(random("counts"));
            m_drawn.put("countsAtMaximum", specimen.m_counts);
        }

        void noise(Specimen specimen) {
            specimen.m_noise = m_settings.noise().uniform(random("noise level"));
            m_drawn.put("noise", specimen.m_noise);
        }
    }

    /**
     * A phase beside the structure's own.
     *
     * @param index in the settings' list of phases
     * @param amplitude height of its strongest line over that of the pattern
     * @param texture its own preferred orientation, empty for that of the simulation
     */
    record ImpurityPhase(int index, double amplitude, Optional<MarchDollase> texture) {}

    /** What a pattern is rendered from. */
    static final class Specimen {
        SimulationSettings m_settings;
        /** The source's own where nothing changed it. */
        CrystalStructure m_structure;

        double m_textureSpread;
        SplittableRandom m_texture;
        List<Object> m_textureFactors;
        /** {angle, height over the strongest line}. */
        final List<double[]> m_impurityPeaks = new ArrayList<>();

        final List<ImpurityPhase> m_impurityPhases = new ArrayList<>();
        Background m_background;
        /** Photons at the highest point, 0 for no Poisson noise. */
        double m_counts;

        double m_noise;

        Specimen(SimulationSettings settings, CrystalStructure structure) {
            m_settings = settings;
            m_structure = structure;
            m_background = settings.background();
        }
    }
}

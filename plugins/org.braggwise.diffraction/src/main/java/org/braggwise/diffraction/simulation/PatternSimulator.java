// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.simulation;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import org.braggwise.crystal.CrystalStructure;
import org.braggwise.crystal.KeyedRandom;
import org.braggwise.diffraction.Pattern;
import org.braggwise.diffraction.Radiation;
import org.braggwise.diffraction.Reflection;
import org.braggwise.diffraction.ReflectionList;
import org.braggwise.diffraction.ReflectionNote;
import org.braggwise.diffraction.TwoThetaGrid;

/**
 * Simulates kinematic powder patterns: the intensity of a family of reflections is its multiplicity times |F|^2 times the
 * Lorentz-polarisation factor (International Tables C, chapter 6.2), without absorption and extinction. Immutable: one simulator serves any
 * number of threads, and the same structure and row key always give the same pattern.
 */
public final class PatternSimulator {

    /** Reflections weaker than this share of the strongest are left out: absences, and what rounding makes of them. */
    public static final double NEGLIGIBLE = 1e-8;

    /** Of |F|^2 over its value with all atoms in phase: less is what the rounding of coordinates leaves of an absence in P 1. */
    private static final double ROUNDING = 1e-10;

    /** Of the same: the symmetry is asked only of reflections that may be absent. */
    private static final double DOUBTFUL = 1e-3;

    /** Reflections further beyond the grid's ends, in degrees, are left out however broad they are. */
    private static final double MAX_MARGIN_DEG = 10;

    /** The Lorentz factor has no bound at 180 degrees; no diffractometer gets there. */
    private static final double MAX_TWO_THETA_DEG = 179.5;

    /** Families at the same angle, as 333 and 511 of a cubic crystal, are drawn as one: a ten thousandth of the narrowest width. */
    private static final double SAME_ANGLE_DEG = 1e-6;

    private final SimulationSettings m_settings;
    private final LorentzPolarisation m_lorentzPolarisation;
    private final ProfileRenderer m_renderer;
    private final double m_qMin;
    private final double m_qMax;

    /**
     * @param settings how
     * @throws IllegalArgumentException where the Caglioti width is negative at an end of the grid
     */
    public PatternSimulator(SimulationSettings settings) {
        m_settings = java.util.Objects.requireNonNull(settings);
        m_lorentzPolarisation = new LorentzPolarisation(settings);
        TwoThetaGrid grid = settings.grid();
        m_renderer = new ProfileRenderer(grid, settings.profile(), settings.tailThreshold());
        double shortest = Double.POSITIVE_INFINITY;
        double longest = 0;
        for (Radiation.Line line : settings.radiation().lines()) {
            shortest = Math.min(shortest, line.wavelengthAngstrom());
            longest = Math.max(longest, line.wavelengthAngstrom());
        }
        double from = Math.max(0, grid.startDeg() - marginDeg(grid.startDeg(), longest));
        double to = Math.min(MAX_TWO_THETA_DEG, grid.endDeg() + marginDeg(grid.endDeg(), longest));
        m_qMin = 2 * Math.sin(Math.toRadians(from / 2)) / longest;
        m_qMax = 2 * Math.sin(Math.toRadians(to / 2)) / shortest;
    }

    private double marginDeg(double twoThetaDeg, double wavelength) {
        double shift = Math.abs(m_settings.zeroShiftDeg())
                + Math.abs(Math.toDegrees(2 * m_settings.sampleDisplacementMm() / m_settings.goniometerRadiusMm()));
        return marginDeg(
                m_settings.profile(),
                twoThetaDeg,
                wavelength,
                m_settings.tailThreshold(),
                shift + m_settings.grid().stepDeg());
    }

    /**
     * How far beyond the end of a grid reflections are drawn, whose tails may reach it.
     *
     * @param profile of the reflections
     * @param twoThetaDeg the end of the grid, in degrees
     * @param wavelength in angstrom
     * @param threshold where tails are cut, as a share of the height
     * @param furtherDeg what is added to their reach, in degrees
     * @return the margin in degrees, at most 10
     */
    public static double marginDeg(
            PeakProfile profile, double twoThetaDeg, double wavelength, double threshold, double furtherDeg) {
        ReflectionWidth width = profile.width(Math.toRadians(twoThetaDeg / 2), wavelength);
        return Math.min(MAX_MARGIN_DEG, width.reachDeg(threshold) + furtherDeg);
    }

    /** @return how */
    public SimulationSettings settings() {
        return m_settings;
    }

    /**
     * The reflections that contribute to the pattern: those on the grid, and those so near to its ends that their tails reach it.
     * {@link ReflectionList#within(TwoThetaGrid)} leaves out the latter.
     *
     * @param structure any structure
     * @return its reflections; those weaker than {@link #NEGLIGIBLE} of the strongest, systematic absences among them, are left out
     * @throws ReflectionLimitException where there would be more than two million
     * @throws IllegalArgumentException where an element has no scattering factor
     */
    public ReflectionList reflections(CrystalStructure structure) {
        Set<ReflectionNote> notes = new LinkedHashSet<>();
        PointGroup group = new PointGroup(structure.spaceGroup(), structure.cell());
        if (!group.complete()) {
            notes.add(new ReflectionNote(
                    ReflectionNote.About.CELL,
                    "",
                    "The cell does not fit space group "
                            + structure.spaceGroup().hermannMauguin() + ": reflections that its lengths tell apart "
                            + "are kept apart."));
        }
        ReflectionSphere families = families(structure, group);
        Scatterers scatterers = new Scatterers(structure, m_settings, notes);
        StructureFactors factors = new StructureFactors(structure.atoms(), scatterers, families);
        TextureFactors texture = m_settings
                .texture()
                .map(t -> new TextureFactors(t, group, structure.cell()))
                .orElse(null);
        Radiation.Line strongestLine = m_settings.radiation().strongestLine();
        int n = families.size();
        double[] squares = new double[n];
        double[] intensities = new double[n];
        double strongest = 0;
        for (int i = 0; i < n; i++) {
            double q2 = families.q2(i);
            double q = Math.sqrt(q2);
            if (strongestLine.wavelengthAngstrom() * q >= 2) {
                continue;
            }
            int h = families.index(i, 0);
            int k = families.index(i, 1);
            int l = families.index(i, 2);
            double square = factors.squared(h, k, l, q2 / 4);
            double share = square / factors.squaredInPhase();
            if (!(share > ROUNDING)
                    || share < DOUBTFUL && structure.spaceGroup().absent(h, k, l)) {
                continue;
            }
            squares[i] = square;
            intensities[i] = squares[i] * families.multiplicity(i) * lorentzPolarisation(q);
            if (texture != null) {
                intensities[i] *= texture.of(h, k, l, q);
            }
            strongest = Math.max(strongest, intensities[i]);
        }
        List<Reflection> reflections = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            if (intensities[i] > NEGLIGIBLE * strongest && intensities[i] > 0) {
                double q = Math.sqrt(families.q2(i));
                reflections.add(new Reflection(
                        families.label(i, 0),
                        families.label(i, 1),
                        families.label(i, 2),
                        1 / q,
                        2 * Math.toDegrees(Math.asin(strongestLine.wavelengthAngstrom() * q / 2)),
                        families.multiplicity(i),
                        squares[i],
                        intensities[i]));
            }
        }
        ReflectionList list = new ReflectionList(m_settings.radiation(), reflections, List.copyOf(notes));
        if (list.strongest(m_settings.grid()) > 0) {
            return list;
        }
        String text = String.format(
                Locale.ROOT,
                "No reflection lies between %.4g and %.4g degrees: the pattern has no line. Choose a wider range of angles or a shorter"
                        + " wavelength.",
                m_settings.grid().startDeg(),
                m_settings.grid().endDeg());
        notes.add(new ReflectionNote(ReflectionNote.About.RANGE, "", text));
        return new ReflectionList(m_settings.radiation(), reflections, List.copyOf(notes));
    }

    /** The families that may contribute. */
    ReflectionSphere families(CrystalStructure structure, PointGroup group) {
        return new ReflectionSphere(structure.cell(), group, m_qMin, m_qMax);
    }

    /** The mean over the lines; a line that is too long for the spacing adds nothing. */
    private double lorentzPolarisation(double q) {
        double sum = 0;
        for (Radiation.Line line : m_settings.radiation().lines()) {
            double sine = line.wavelengthAngstrom() * q / 2;
            sum += sine < 1 ? line.weight() * m_lorentzPolarisation.at(sine) : 0;
        }
        return sum;
    }

    /**
     * Renders reflections. A point of the pattern is the mean intensity over its bin, so that the sum over the points times the step is the
     * sum of the reflections' intensities as long as they lie on the grid; then come background, noise and normalisation.
     *
     * @param reflections of {@link #reflections}, perhaps with other intensities
     * @param rowKey what noise is drawn for
     * @return their pattern; all zero where there is no reflection, background or noise
     * @throws IllegalArgumentException where the reflections are for another radiation than the settings'
     */
    public Pattern render(ReflectionList reflections, String rowKey) {
        if (!reflections.radiation().equals(m_settings.radiation())) {
            throw new IllegalArgumentException("The reflections are for "
                    + reflections.radiation().name() + ", the settings for "
                    + m_settings.radiation().name() + ": expected the same radiation. Compute the reflections again.");
        }
        TwoThetaGrid grid = m_settings.grid();
        LineDrawing drawing = m_renderer.drawing(reflections.strongest(grid));
        List<Reflection> sorted = reflections.reflections();
        for (int i = 0; i < sorted.size(); ) {
            Reflection first = sorted.get(i);
            double intensity = 0;
            while (i < sorted.size() && sorted.get(i).twoThetaDeg() - first.twoThetaDeg() < SAME_ANGLE_DEG) {
                intensity += sorted.get(i++).intensity();
            }
            add(drawing, first, intensity);
        }
        double[] y = drawing.finish();
        addBackground(y, grid);
        Noise noise = m_settings.noise();
        if (!noise.isNone()) {
            double highest = Math.max(maximum(y), 0);
            double reference = highest > 0 ? highest : 1;
            NoiseGenerator generator = new NoiseGenerator(KeyedRandom.of(m_settings.seed(), rowKey, "noise", 0));
            if (noise.countsAtMaximum() > 0) {
                generator.poisson(y, reference, noise.countsAtMaximum());
            }
            if (noise.gaussian() > 0) {
                generator.gaussian(y, noise.gaussian() * reference);
            }
        }
        m_settings.normalisation().applyInPlace(y, grid.stepDeg());
        return new Pattern(grid, m_settings.radiation(), y);
    }

    private void add(LineDrawing drawing, Reflection reflection, double intensity) {
        double q = 1 / reflection.dAngstrom();
        List<Radiation.Line> lines = m_settings.radiation().lines();
        if (lines.size() == 1) {
            double wavelength = lines.get(0).wavelengthAngstrom();
            add(drawing, reflection.twoThetaDeg(), wavelength * q / 2, wavelength, intensity);
            return;
        }
        double total = lorentzPolarisation(q);
        for (Radiation.Line line : lines) {
            double sine = line.wavelengthAngstrom() * q / 2;
            if (sine < 1) {
                double share = line.weight() * m_lorentzPolarisation.at(sine) / total;
                double twoThetaDeg = Math.toDegrees(2 * Math.asin(sine));
                add(drawing, twoThetaDeg, sine, line.wavelengthAngstrom(), intensity * share);
            }
        }
    }

    private void add(LineDrawing drawing, double twoThetaDeg, double sine, double wavelengthAngstrom, double area) {
        double shift = m_settings.zeroShiftDeg();
        if (m_settings.sampleDisplacementMm() != 0) {
            double cosine = Math.sqrt(1 - sine * sine);
            shift -= Math.toDegrees(2 * m_settings.sampleDisplacementMm() * cosine / m_settings.goniometerRadiusMm());
        }
        m_renderer.add(drawing, twoThetaDeg + shift, sine, wavelengthAngstrom, area);
    }

    private void addBackground(double[] y, TwoThetaGrid grid) {
        Background background = m_settings.background();
        if (background.isNone()) {
            return;
        }
        double highest = maximum(y);
        double scale = highest > 0 ? highest : 1;
        for (int i = 0; i < y.length; i++) {
            y[i] += scale * background.at(grid.at(i), 2.0 * i / (y.length - 1) - 1);
        }
    }

    private static double maximum(double[] y) {
        double max = y[0];
        for (double v : y) {
            max = v > max ? v : max;
        }
        return max;
    }

    /**
     * @param structure any structure
     * @param rowKey what noise is drawn for
     * @return its pattern: that of its {@link #reflections}
     * @throws ReflectionLimitException where there would be more than two million reflections
     * @throws IllegalArgumentException where an element has no scattering factor
     */
    public Pattern pattern(CrystalStructure structure, String rowKey) {
        return render(reflections(structure), rowKey);
    }

    /**
     * @param structure any structure
     * @param rowKey what noise is drawn for
     * @return its pattern with the reflections that lie on the grid
     * @throws ReflectionLimitException where there would be more than two million reflections
     * @throws IllegalArgumentException where an element has no scattering factor
     */
    public Simulation simulate(CrystalStructure structure, String rowKey) {
        ReflectionList reflections = reflections(structure);
        return new Simulation(reflections.within(m_settings.grid()), render(reflections, rowKey));
    }
}

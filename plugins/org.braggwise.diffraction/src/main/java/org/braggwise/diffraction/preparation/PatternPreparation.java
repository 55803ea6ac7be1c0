// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.preparation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.braggwise.diffraction.Pattern;
import org.braggwise.diffraction.Radiation;
import org.braggwise.diffraction.file.PatternFile;

/**
 * Prepares measured scans for a model: missing points, zero and displacement correction, K-alpha-2 stripping, smoothing, background,
 * wavelength conversion, resampling, negative points, normalisation, in this order. Steps that the settings leave out are not run.
 *
 * <p>The order is that of the physics: corrections of the angle come before what depends on it, and what looks at neighbouring points
 * (stripping, smoothing, background) sees the points as measured, before the angles are spread unevenly and resampled.
 */
public final class PatternPreparation {

    /** K-alpha-2 over K-alpha-1, at most: 1.0078 for silver, less for lighter anodes. */
    private static final double WIDEST_DOUBLET = 1.01;
    /** Of the grid; with less a pattern lacks reflections that a model looks at. */
    private static final double SHARE_TO_MEASURE = 0.9;

    private final PreparationSettings m_settings;

    /** @param settings what to do */
    public PatternPreparation(PreparationSettings settings) {
        m_settings = settings;
    }

    /**
     * @param scan as read from a file
     * @return the prepared pattern
     * @throws IllegalArgumentException saying what about the scan does not fit the settings
     */
    public PreparedPattern prepare(PatternFile scan) {
        return prepare(scan.twoThetaDeg(), scan.intensities(), scan.radiation());
    }

    /**
     * @param twoThetaDeg strictly increasing angles in degrees, at least two
     * @param intensities as many; NaN is "missing"
     * @param radiation of the scan; empty when unknown
     * @return the prepared pattern
     * @throws IllegalArgumentException saying what about the scan does not fit the settings
     */
    public PreparedPattern prepare(double[] twoThetaDeg, double[] intensities, Optional<Radiation> radiation) {
        return new Run(twoThetaDeg, intensities, radiation).run();
    }

    /**
     * @param radiation of a scan
     * @return what is left of it where K-alpha-2 is stripped; empty where it is no doublet of K-alpha-1 and a weaker K-alpha-2 beside it
     */
    public static Optional<Radiation> withoutAlpha2(Radiation radiation) {
        List<Radiation.Line> lines = alphas(radiation);
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        double alpha1 = lines.get(0).wavelengthAngstrom();
        return Optional.of(
                radiation.name().contains("Ka1+Ka2")
                        ? new Radiation(
                                radiation.name().replace("Ka1+Ka2", "Ka1"), List.of(new Radiation.Line(alpha1, 1)))
                        : Radiation.monochromatic(alpha1));
    }

    /** @return K-alpha-1 and K-alpha-2; empty where the radiation is no doublet: Rachinger's method has no other lines */
    private static List<Radiation.Line> alphas(Radiation radiation) {
        List<Radiation.Line> lines = radiation.lines().stream()
                .sorted(Comparator.comparingDouble(Radiation.Line::wavelengthAngstrom))
                .toList();
        return lines.size() == 2
                        && lines.get(1).wavelengthAngstrom() > lines.get(0).wavelengthAngstrom()
                        && lines.get(1).wavelengthAngstrom()
                                < WIDEST_DOUBLET * lines.get(0).wavelengthAngstrom()
                        && lines.get(1).weight() <= lines.get(0).weight()
                ? lines
                : List.of();
    }

    /** One scan on its way through the steps. */
    private final class Run {

        private double[] m_x;
        private double[] m_y;
        private Radiation m_radiation;
        private final List<PreparationStep> m_steps = new ArrayList<>();
        private final List<String> m_notes = new ArrayList<>();
        private final Map<PreparedPattern.Warning, String> m_warnings = new EnumMap<>(PreparedPattern.Warning.class);

        Run(double[] x, double[] y, Optional<Radiation> radiation) {
            if (x.length != y.length || x.length < 2) {
                throw new IllegalArgumentException("A scan of " + x.length + " angles and " + y.length
                        + " intensities; expected as many of both, at least 2.");
            }
            for (int i = 0; i < x.length; i++) {
                if (!Double.isFinite(x[i]) || i > 0 && !(x[i] > x[i - 1]) || Double.isInfinite(y[i])) {
                    throw new IllegalArgumentException("Point " + (i + 1) + " of the scan is (" + x[i] + ", " + y[i]
                            + "); expected increasing finite angles and finite intensities.");
                }
            }
            m_radiation = radiation
                    .or(m_settings::assumedRadiation)
                    .orElseThrow(
                            () -> new IllegalArgumentException(
                                    "The scan states no wavelength and the settings give none. Give the radiation it was measured with."));
            if (radiation.isEmpty()) {
                m_warnings.put(
                        PreparedPattern.Warning.ASSUMED_RADIATION,
                        "no wavelength; radiation " + m_radiation.name() + " taken from the settings");
            }
            m_x = x.clone();
            m_y = y.clone();
            keep("scan as read", points(), null);
        }

        private void keep(String name, String detail, double[] removed) {
            m_steps.add(new PreparationStep(name, detail, m_x.clone(), m_y.clone(), Optional.ofNullable(removed)));
        }

        private String points() {
            return String.format(Locale.ROOT, "%d points, %.4f to %.4f deg", m_x.length, m_x[0], m_x[m_x.length - 1]);
        }

        PreparedPattern run() {
            missing();
            angles();
            if (m_settings.stripAlpha2()) {
                stripAlpha2();
            }
            if (m_settings.smoothingPoints() > 0) {
                m_y = new SavitzkyGolay(m_settings.smoothingPoints(), m_settings.smoothingDegree()).smooth(m_y);
                keep(
                        "smoothing",
                        "Savitzky-Golay, " + m_settings.smoothingPoints() + " points, degree "
                                + m_settings.smoothingDegree(),
                        null);
            }
            if (m_settings.background() != PreparationSettings.Background.NONE) {
                background();
            }
            m_settings.targetRadiation().ifPresent(this::convert);
            GridResampling.Result resampled =
                    GridResampling.resample(m_x, m_y, m_settings.grid(), m_settings.outside());
            m_y = resampled.intensities();
            m_x = new double[m_y.length];
            int unmeasured = 0;
            for (int i = 0; i < m_x.length; i++) {
                m_x[i] = m_settings.grid().at(i);
                unmeasured += resampled.measured()[i] ? 0 : 1;
            }
            if (unmeasured == m_x.length) {
                throw new IllegalArgumentException(
                        "No grid angle between " + m_settings.grid().startDeg() + " and "
                                + m_settings.grid().endDeg() + " deg was measured: "
                                + m_steps.get(m_steps.size() - 1).twoThetaDeg()[0] + " deg and up.");
            }
            if (unmeasured > 0) {
                String said = unmeasured + " of " + m_x.length + " grid angles were not measured and are 0";
                if (m_x.length - unmeasured < SHARE_TO_MEASURE * m_x.length) {
                    m_warnings.put(PreparedPattern.Warning.MUCH_UNMEASURED, said);
                } else {
                    m_notes.add(said);
                }
            }
            keep("resampling", "integrated over bins of the grid: " + points(), null);
            negative();
            m_y = m_settings.normalisation().apply(m_y, m_settings.grid().stepDeg());
            keep(
                    "normalisation",
                    m_settings.normalisation().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                    null);
            return new PreparedPattern(
                    new Pattern(m_settings.grid(), m_radiation, m_y),
                    resampled.measured(),
                    List.copyOf(m_steps),
                    List.copyOf(m_notes),
                    Collections.unmodifiableMap(m_warnings));
        }

        private void missing() {
            int count = 0;
            int before = -1;
            for (int i = 0; i < m_y.length; i++) {
                if (!Double.isNaN(m_y[i])) {
                    before = i;
                    continue;
                }
                count++;
                if (m_settings.missing() == PreparationSettings.Missing.ERROR) {
                    throw new IllegalArgumentException("The intensity at " + m_x[i] + " deg (point " + (i + 1)
                            + ") is missing. Choose to interpolate, or repair the scan.");
                }
                int after = i + 1;
                while (after < m_y.length && Double.isNaN(m_y[after])) {
                    after++;
                }
                if (before < 0 && after == m_y.length) {
                    throw new IllegalArgumentException("All intensities are missing.");
                }
                m_y[i] = before < 0
                        ? m_y[after]
                        : after == m_y.length
                                ? m_y[before]
                                : m_y[before]
                                        + (m_y[after] - m_y[before])
                                                * (m_x[i] - m_x[before])
                                                / (m_x[after] - m_x[before]);
                before = i;
            }
            if (count > 0) {
                m_notes.add(count + " missing intensities interpolated");
                keep("missing points", count + " interpolated", null);
            }
        }

        private void angles() {
            double zero = m_settings.zeroShiftDeg();
            double displacement = m_settings.displacementMm();
            if (zero == 0 && displacement == 0) {
                return;
            }
            for (int i = 0; i < m_x.length; i++) {
                m_x[i] -= zero;
                m_x[i] += Math.toDegrees(
                        2 * displacement * Math.cos(Math.toRadians(m_x[i] / 2)) / m_settings.goniometerRadiusMm());
            }
            keep(
                    "angle correction",
                    "zero shift " + zero + " deg, displacement " + displacement + " mm at "
                            + m_settings.goniometerRadiusMm() + " mm",
                    null);
        }

        private void stripAlpha2() {
            List<Radiation.Line> lines = alphas(m_radiation);
            if (lines.isEmpty()) {
                m_warnings.put(
                        PreparedPattern.Warning.NOT_STRIPPED,
                        "K-alpha-2 not stripped: " + m_radiation.name() + " is no doublet");
                return;
            }
            Radiation.Line alpha1 = lines.get(0);
            Radiation.Line alpha2 = lines.get(1);
            double[] stripped = RachingerStripping.strip(
                    m_x,
                    m_y,
                    alpha1.wavelengthAngstrom(),
                    alpha2.wavelengthAngstrom(),
                    alpha2.weight() / alpha1.weight());
            double[] removed = difference(m_y, stripped);
            m_y = stripped;
            m_radiation = withoutAlpha2(m_radiation).orElseThrow();
            keep(
                    "K-alpha-2 stripping",
                    String.format(
                            Locale.ROOT,
                            "Rachinger, %.6f and %.6f angstrom, ratio %.3f",
                            alpha1.wavelengthAngstrom(),
                            alpha2.wavelengthAngstrom(),
                            alpha2.weight() / alpha1.weight()),
                    removed);
        }

        private void background() {
            double step = Steps.meanDeg(m_x);
            int half = Math.max(1, (int) Math.round(m_settings.backgroundHalfWidthDeg() / step));
            boolean snip = m_settings.background() == PreparationSettings.Background.SNIP;
            double[] curve = snip
                    ? SnipBackground.estimate(m_y, half, 5, true)
                    : RollingBallBackground.estimate(m_y, half, 2 * half + 1);
            m_y = difference(m_y, curve);
            keep("background", (snip ? "SNIP" : "rolling ball") + ", half width " + half + " points", curve);
        }

        private void convert(Radiation target) {
            double from = m_radiation.wavelengthAngstrom();
            double to = target.wavelengthAngstrom();
            if (Math.abs(from - to) > 1e-7) {
                WavelengthConversion.Result r =
                        WavelengthConversion.convert(m_x, m_y, from, to, m_settings.convertLorentzPolarisation());
                m_x = r.twoThetaDeg();
                m_y = r.intensities();
                keep("wavelength", String.format(Locale.ROOT, "%.6f to %.6f angstrom", from, to), null);
            }
            m_radiation = target;
        }

        private void negative() {
            int count = 0;
            for (int i = 0; i < m_y.length; i++) {
                if (m_y[i] < 0) {
                    count++;
                    if (m_settings.negative() == PreparationSettings.Negative.ERROR) {
                        throw new IllegalArgumentException("The intensity at " + m_x[i] + " deg is " + m_y[i]
                                + ". Choose to set negative intensities to zero, or to keep them.");
                    }
                    if (m_settings.negative() == PreparationSettings.Negative.ZERO) {
                        m_y[i] = 0;
                    }
                }
            }
            if (count > 0 && m_settings.negative() == PreparationSettings.Negative.ZERO) {
                m_notes.add(count + " negative intensities set to zero");
                keep("negative points", count + " set to zero", null);
            }
        }
    }

    private static double[] difference(double[] a, double[] b) {
        double[] d = new double[a.length];
        for (int i = 0; i < d.length; i++) {
            d[i] = a[i] - b[i];
        }
        return d;
    }
}

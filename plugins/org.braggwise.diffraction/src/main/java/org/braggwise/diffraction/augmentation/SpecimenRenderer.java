// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.augmentation;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;

import org.braggwise.crystal.CrystalStructure;
import org.braggwise.diffraction.Normalisation;
import org.braggwise.diffraction.Pattern;
import org.braggwise.diffraction.Radiation;
import org.braggwise.diffraction.Reflection;
import org.braggwise.diffraction.ReflectionList;
import org.braggwise.diffraction.TwoThetaGrid;
import org.braggwise.diffraction.simulation.Background;
import org.braggwise.diffraction.simulation.Noise;
import org.braggwise.diffraction.simulation.PatternSimulator;
import org.braggwise.diffraction.simulation.SimulationSettings;

/**
 * Renders a specimen: reflections, then impurities, then background, each relative to the highest point of the reflections, then noise of
 * mean zero, then the normalisation. Nothing is rescaled in between, so each has the size that was drawn.
 */
final class SpecimenRenderer {

    private record PhaseKey(int phase, Radiation radiation) {}

    private final AugmentationSettings m_settings;
    private final SimulationSettings m_simulation;
    private final double m_margin;
    private final Map<PhaseKey, ReflectionList> m_phases = new ConcurrentHashMap<>();

    SpecimenRenderer(AugmentationSettings settings, SimulationSettings simulation) {
        m_settings = settings;
        m_simulation = simulation;
        m_margin = 1
                + largest(settings.shiftDeg())
                + largest(settings.zeroShiftDeg())
                + Math.abs(simulation.zeroShiftDeg())
                + Math.toDegrees(2
                        * (largest(settings.displacementMm()) + Math.abs(simulation.sampleDisplacementMm()))
                        / simulation.goniometerRadiusMm());
    }

    private static double largest(DrawRange range) {
        return Math.max(Math.abs(range.low()), Math.abs(range.high()));
    }

    /** Reflections of a grid that is wider by what shifts may bring in. */
    ReflectionList reflections(CrystalStructure structure, SimulationSettings settings) {
        TwoThetaGrid grid = settings.grid();
        return new PatternSimulator(settings.toBuilder()
                        .zeroShiftDeg(0)
                        .sampleDisplacementMm(0)
                        .grid(new TwoThetaGrid(
                                Math.max(Math.min(0.5, grid.startDeg()), grid.startDeg() - m_margin),
                                Math.min(Math.max(175, grid.endDeg()), grid.endDeg() + m_margin),
                                2))
                        .build())
                .reflections(structure);
    }

    /**
     * @param specimen what was drawn
     * @param reflections of the specimen, before texture of the paper's kind
     * @param photons for Poisson noise
     * @param noise for Gaussian noise
     * @return the pattern, labelled with the simulation's radiation
     */
    Pattern render(
            Augmenter.Specimen specimen, ReflectionList reflections, SplittableRandom photons, SplittableRandom noise) {
        SimulationSettings plain = specimen.m_settings.toBuilder()
                .background(Background.NONE)
                .noise(Noise.NONE)
                .normalisation(Normalisation.NONE)
                .build();
        PatternSimulator simulator = new PatternSimulator(plain);
        double[] y = simulator
                .render(textured(specimen, reflections), "")
                .intensities()
                .clone();
        // Where no line lies on the grid, the rest is drawn as if there were one of height 1.
        double highest = highest(y) > 0 ? highest(y) : 1;
        for (double[] peak : specimen.m_impurityPeaks) {
            add(y, simulator.render(line(peak[0], plain), "").intensities(), peak[1] * highest);
        }
        for (Augmenter.ImpurityPhase phase : specimen.m_impurityPhases) {
            add(
                    y,
                    simulator.render(reflections(phase, plain.radiation()), "").intensities(),
                    phase.amplitude() * highest);
        }
        if (!specimen.m_background.polynomial().isEmpty()
                || !specimen.m_background.humps().isEmpty()) {
            double[] background = new PatternSimulator(
                            plain.toBuilder().background(specimen.m_background).build())
                    .render(new ReflectionList(plain.radiation(), List.of()), "")
                    .intensities();
            for (int i = 0; i < y.length; i++) {
                y[i] += highest * background[i];
            }
        }
        addNoise(y, specimen, photons, noise);
        return new Pattern(
                m_simulation.grid(),
                m_simulation.radiation(),
                m_settings.normalisation().apply(y, m_simulation.grid().stepDeg()));
    }

    /** Those without an orientation of their own serve for every specimen. */
    private ReflectionList reflections(Augmenter.ImpurityPhase phase, Radiation radiation) {
        CrystalStructure structure = m_settings.impurityPhases().get(phase.index());
        SimulationSettings.Builder settings = m_simulation.toBuilder().radiation(radiation);
        return phase.texture()
                .map(t -> reflections(structure, settings.texture(t).build()))
                .orElseGet(() -> m_phases.computeIfAbsent(
                        new PhaseKey(phase.index(), radiation), k -> reflections(structure, settings.build())));
    }

    private static ReflectionList textured(Augmenter.Specimen specimen, ReflectionList reflections) {
        if (specimen.m_texture == null) {
            return reflections;
        }
        double s = specimen.m_textureSpread;
        return reflections.withIntensities(r -> {
            double factor = 1 + s * (2 * specimen.m_texture.nextDouble() - 1);
            specimen.m_textureFactors.add(factor);
            return r.intensity() * factor;
        });
    }

    /** One line at an angle as measured, so before the shifts that rendering adds. */
    private static ReflectionList line(double twoThetaDeg, SimulationSettings settings) {
        double theta = Math.toRadians(twoThetaDeg / 2);
        double unshifted = twoThetaDeg
                - settings.zeroShiftDeg()
                + Math.toDegrees(2 * settings.sampleDisplacementMm() * Math.cos(theta) / settings.goniometerRadiusMm());
        unshifted = Math.max(0.1, Math.min(179, unshifted));
        double wavelength = settings.radiation().strongestLine().wavelengthAngstrom();
        return new ReflectionList(
                settings.radiation(),
                List.of(new Reflection(
                        0, 0, 1, wavelength / (2 * Math.sin(Math.toRadians(unshifted / 2))), unshifted, 1, 1, 1)));
    }

    private void addNoise(double[] y, Augmenter.Specimen specimen, SplittableRandom photons, SplittableRandom noise) {
        double highest = highest(y);
        for (int i = 0; i < y.length; i++) {
            double add = 0;
            if (specimen.m_counts > 0 && y[i] > 0) {
                double mean = y[i] / highest * specimen.m_counts;
                add += (PoissonDraw.of(mean, photons) - mean) * highest / specimen.m_counts;
            }
            if (specimen.m_noise > 0) {
                add += specimen.m_noise * highest * noise.nextGaussian();
            }
            y[i] += add;
        }
    }

    /** Adds a pattern scaled so that its highest point becomes the given height. */
    private static void add(double[] y, double[] pattern, double height) {
        double highest = highest(pattern);
        if (highest > 0) {
            for (int i = 0; i < y.length; i++) {
                y[i] += pattern[i] * height / highest;
            }
        }
    }

    private static double highest(double[] y) {
        double highest = 0;
        for (double v : y) {
            highest = Math.max(highest, v);
        }
        return highest;
    }
}

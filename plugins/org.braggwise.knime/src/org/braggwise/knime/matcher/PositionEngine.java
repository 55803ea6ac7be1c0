// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.matcher;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

import org.braggwise.crystal.CrystalStructure;
import org.braggwise.crystal.geometry.UnitCell;
import org.braggwise.diffraction.Radiation;
import org.braggwise.diffraction.Reflection;
import org.braggwise.diffraction.ReflectionList;
import org.braggwise.diffraction.TwoThetaGrid;
import org.braggwise.diffraction.simulation.PatternSimulator;
import org.braggwise.diffraction.simulation.SimulationSettings;
import org.braggwise.knime.common.table.MeasuredScans.Measured;
import org.braggwise.refinement.decision.DecisionSettings;
import org.braggwise.refinement.decision.PositionDecision;
import org.braggwise.refinement.matching.ElementChoice;
import org.braggwise.refinement.matching.PositionMatcher;
import org.braggwise.refinement.matching.PositionSettings;
import org.braggwise.refinement.peaks.PeakFinder;
import org.braggwise.refinement.peaks.PeakList;
import org.braggwise.refinement.peaks.PeakSettings;
import org.knime.core.data.DataRow;

/** Specimens whose texture makes intensities unsure, such as films: candidates are compared with the positions of the peaks alone. */
final class PositionEngine implements MatchEngine {

    private static final int FEWEST_PEAKS = 3;
    private static final double FULL_SCALE = 100;
    /** Candidates are tried with it, whatever the patterns' radiation, to see which can be used. */
    private static final Radiation USUAL = Radiation.of("Cu Ka");

    private final Map<String, CrystalStructure> m_structures = new LinkedHashMap<>();
    private final List<String> m_problems = new ArrayList<>();
    private final Map<Integer, Double> m_frequencies;
    private final PositionDecision m_decision = new PositionDecision(DecisionSettings.DEFAULT.likelyProbability());
    private final int m_hypotheses;
    /** Of some kilobytes each. */
    private static final int MOST_MATCHERS = 20_000;

    /** By candidate and what its lines depend on: most rows share radiation and range. */
    private final Map<List<Object>, PositionMatcher> m_matchers = new ConcurrentHashMap<>();

    /** @throws IllegalArgumentException where no candidate can be used */
    PositionEngine(CandidateStructures candidates, XrdStructureMatcherParameters p, BooleanSupplier cancelled) {
        for (Map.Entry<String, CrystalStructure> c : candidates.structures().entrySet()) {
            if (cancelled.getAsBoolean()) {
                throw new CancellationException("The matcher was cancelled.");
            }
            try {
                matcher(c.getKey(), c.getValue(), USUAL, PositionSettings.FILM);
                m_structures.put(c.getKey(), c.getValue());
            } catch (IllegalArgumentException e) {
                m_problems.add("Candidate \"" + c.getKey() + "\": " + e.getMessage());
            }
        }
        if (m_structures.isEmpty()) {
            throw new IllegalArgumentException("No candidate can be used. The first: " + m_problems.get(0));
        }
        m_frequencies = candidates.frequencies();
        m_hypotheses = p.m_hypotheses;
    }

    @Override
    public List<String> problems() {
        return m_problems;
    }

    @Override
    public PatternAnswer answer(
            DataRow row, Measured measured, ElementChoice elements, Optional<NetworkAnswers.Answer> network) {
        double[] x = measured.twoThetaDeg();
        PeakList peaks = new PeakFinder(PeakSettings.MEASURED)
                .find(x, measured.intensities(), null, measured.radiation(), MatchEngine::interrupted);
        Radiation radiation = peaks.radiation();
        if (peaks.size() < FEWEST_PEAKS) {
            throw new IllegalArgumentException(
                    "the pattern has " + peaks.size() + " peaks, expected at least " + FEWEST_PEAKS);
        }
        PositionSettings d = PositionSettings.FILM;
        PositionSettings settings = new PositionSettings(
                Math.max(d.fromDeg(), x[0]),
                Math.min(d.toDeg(), x[x.length - 1]),
                d.strain(),
                d.anisotropy(),
                d.shiftDeg(),
                d.sigmaDeg(),
                d.impurityShare(),
                d.intensityPower());
        List<PositionDecision.Scored> scored = new ArrayList<>();
        Map<String, PositionMatcher.Placement> placed = new HashMap<>();
        m_structures.forEach((name, structure) -> {
            if (MatchEngine.interrupted()) {
                throw new CancellationException("The matching was cancelled.");
            }
            if (elements.allows(structure.composition())) {
                PositionMatcher.Placement best =
                        matcher(name, structure, radiation, settings).place(peaks);
                placed.put(name, best);
                scored.add(new PositionDecision.Scored(
                        name, structure.spaceGroup().number(), best.logLikelihood(), best.gain()));
            }
        });
        if (scored.isEmpty()) {
            throw new IllegalArgumentException("no candidate has the composition that the settings say");
        }
        Map<Integer, Double> prior =
                network.map(n -> n.spaceGroups(m_frequencies)).orElse(Map.of());
        PositionDecision.Answer decision =
                m_decision.decide(scored, placed.get(scored.get(0).name()).peaks(), prior);
        TwoThetaGrid grid = new TwoThetaGrid(x[0], x[x.length - 1], x.length);
        PatternSimulator lines = new PatternSimulator(
                SimulationSettings.builder().grid(grid).radiation(radiation).build());
        List<PatternAnswer.Hypothesis> shown = decision.ranked().stream()
                .limit(m_hypotheses)
                .map(c -> {
                    PositionMatcher.Placement at = placed.get(c.name());
                    CrystalStructure own = m_structures.get(c.name());
                    UnitCell cell =
                            rounded(matcher(c.name(), own, radiation, settings).cell(at));
                    return shown(c.name(), own, cell, at, lines, grid, decision);
                })
                .toList();
        return new PatternAnswer(
                row,
                x,
                measured.intensities(),
                radiation,
                decision.verdict(),
                decision.reason() + MatchEngine.otherLines(measured.radiation(), radiation),
                shown,
                0,
                decision.spaceGroups(),
                decision.crystalSystems(),
                network,
                null);
    }

    private PositionMatcher matcher(
            String name, CrystalStructure structure, Radiation radiation, PositionSettings settings) {
        if (m_matchers.size() >= MOST_MATCHERS) {
            m_matchers.clear(); // scans of as many ranges as there are scans
        }
        return m_matchers.computeIfAbsent(
                List.of(name, radiation, settings), k -> new PositionMatcher(structure, radiation, settings));
    }

    /** A cell that peaks' positions give to some tenths of a percent. */
    private static UnitCell rounded(UnitCell cell) {
        return new UnitCell(
                hundredths(cell.a()),
                hundredths(cell.b()),
                hundredths(cell.c()),
                hundredths(cell.alphaDeg()),
                hundredths(cell.betaDeg()),
                hundredths(cell.gammaDeg()));
    }

    private static double hundredths(double value) {
        return Math.rint(100 * value) / 100;
    }

    private static PatternAnswer.Hypothesis shown(
            String name,
            CrystalStructure candidate,
            UnitCell cell,
            PositionMatcher.Placement at,
            PatternSimulator lines,
            TwoThetaGrid grid,
            PositionDecision.Answer decision) {
        CrystalStructure structure = candidate.withCell(cell);
        ReflectionList list = lines.simulate(structure, name).reflections().within(grid);
        double scale = list.strongest() > 0 ? FULL_SCALE / list.strongest() : 0;
        List<PatternAnswer.Tick> ticks = new ArrayList<>();
        for (Reflection r : list.reflections()) {
            ticks.add(new PatternAnswer.Tick(
                    r.twoThetaDeg() + at.shiftDeg(), r.h() + " " + r.k() + " " + r.l(), r.intensity() * scale));
        }
        PatternAnswer.Phase phase = new PatternAnswer.Phase(
                name, structure, 1, 0, null, Double.NaN, new double[6], candidate.cell(), ticks);
        return new PatternAnswer.Hypothesis(
                structure.formula() + " (" + name + ")",
                List.of(phase),
                decision.spaceGroups().get(structure.spaceGroup().number()),
                Double.NaN,
                Double.NaN,
                Double.NaN,
                null,
                null,
                null);
    }
}

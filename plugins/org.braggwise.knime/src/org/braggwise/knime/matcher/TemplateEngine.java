// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.matcher;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

import org.braggwise.crystal.CrystalStructure;
import org.braggwise.crystal.geometry.UnitCell;
import org.braggwise.diffraction.Pattern;
import org.braggwise.diffraction.PatternSpace;
import org.braggwise.diffraction.Radiation;
import org.braggwise.diffraction.Reflection;
import org.braggwise.diffraction.ReflectionList;
import org.braggwise.diffraction.TwoThetaGrid;
import org.braggwise.diffraction.simulation.PatternSimulator;
import org.braggwise.knime.common.table.HowSimulated;
import org.braggwise.knime.common.table.MeasuredScans.Measured;
import org.braggwise.refinement.decision.Decision;
import org.braggwise.refinement.decision.DecisionSettings;
import org.braggwise.refinement.decision.Evidence;
import org.braggwise.refinement.decision.SymmetryDecision;
import org.braggwise.refinement.matching.CandidateLibrary;
import org.braggwise.refinement.matching.ElementChoice;
import org.braggwise.refinement.matching.Hypothesis;
import org.braggwise.refinement.matching.Match;
import org.braggwise.refinement.matching.MatchConditions;
import org.braggwise.refinement.matching.MatchSettings;
import org.braggwise.refinement.matching.StructureMatcher;
import org.knime.core.data.DataRow;

/** Patterns whose line shape is known, without background: the candidates are fitted by the fast kernel, as templates or as they are. */
final class TemplateEngine implements MatchEngine {

    private static final double FULL_SCALE = 100;

    private final TwoThetaGrid m_grid;
    private final Radiation m_radiation;
    private final StructureMatcher m_matcher;
    private final SymmetryDecision m_decision;
    private final Map<Integer, Double> m_frequencies;
    private final Map<String, UnitCell> m_cells;
    private final PatternSimulator m_simulator;
    private final int m_hypotheses;
    private final List<String> m_problems;

    /** @throws IllegalArgumentException where no candidate can be used */
    TemplateEngine(
            CandidateStructures candidates,
            PatternSpace space,
            HowSimulated how,
            XrdStructureMatcherParameters p,
            long seed,
            BooleanSupplier cancelled) {
        m_grid = space.grid();
        m_radiation = space.radiation().recognised();
        m_hypotheses = p.m_hypotheses;
        List<CrystalStructure> named = new ArrayList<>();
        m_cells = new java.util.HashMap<>();
        candidates.structures().forEach((id, s) -> {
            named.add(s.withName(id));
            m_cells.put(id, s.cell());
        });
        var library = CandidateLibrary.of(
                named,
                new MatchConditions(
                        m_grid,
                        m_radiation,
                        how.profile(),
                        how.monochromatorTwoThetaDeg(),
                        how.table().factors(),
                        how.anomalous(),
                        how.displacements()),
                p.m_use == XrdStructureMatcherParameters.Use.TEMPLATES
                        ? CandidateLibrary.Use.TEMPLATES
                        : CandidateLibrary.Use.AS_THEY_ARE,
                cancelled);
        m_problems = library.problems();
        MatchSettings settings = new MatchSettings(
                p.m_screened,
                p.m_refined,
                p.m_indexing && p.m_use == XrdStructureMatcherParameters.Use.TEMPLATES,
                MatchSettings.DEFAULT.indexedRefined(),
                p.m_restarts,
                p.m_counts.orElse(Double.POSITIVE_INFINITY),
                0,
                Math.max(p.m_hypotheses, MatchSettings.DEFAULT.hypotheses()),
                seed);
        m_matcher = new StructureMatcher(library, settings);
        m_decision = new SymmetryDecision(DecisionSettings.DEFAULT.withSolvedResidual(p.m_solvedResidual));
        m_frequencies = candidates.frequencies();
        m_simulator = new PatternSimulator(
                how.simulation(space).radiation(m_radiation).build());
    }

    @Override
    public List<String> problems() {
        return m_problems;
    }

    @Override
    public PatternAnswer answer(
            DataRow row, Measured measured, ElementChoice elements, Optional<NetworkAnswers.Answer> network) {
        String key = row.getKey().getString();
        Match match = m_matcher.match(
                new Pattern(m_grid, m_radiation, measured.intensities()), elements, key, MatchEngine::interrupted);
        Map<Integer, Double> prior =
                network.map(n -> n.spaceGroups(m_frequencies)).orElse(Map.of());
        Decision decision = m_decision.decide(match, new Evidence(prior, m_frequencies, Map.of()));
        List<PatternAnswer.Hypothesis> shown = new ArrayList<>();
        int chosen = -1;
        for (Hypothesis h : match.hypotheses()) {
            boolean answer = decision.structure().filter(s -> s == h).isPresent();
            if (shown.size() < m_hypotheses || answer) {
                chosen = answer ? shown.size() : chosen;
                shown.add(shown(h, match, decision, key));
            }
        }
        return new PatternAnswer(
                row,
                measured.twoThetaDeg(),
                match.observed(),
                measured.radiation(),
                decision.verdict(),
                decision.reason(),
                shown,
                chosen,
                decision.spaceGroups(),
                decision.crystalSystems(),
                network,
                null);
    }

    private PatternAnswer.Hypothesis shown(Hypothesis h, Match match, Decision decision, String key) {
        CrystalStructure structure = h.symmetrised();
        double expected = match.expectedResidual();
        String note = h.elementsFitted()
                ? "Scattering powers were fitted: the elements are those nearest to them, not known."
                : null;
        PatternAnswer.Phase phase = new PatternAnswer.Phase(
                h.candidate(),
                structure,
                1,
                0,
                null,
                Double.NaN,
                new double[6],
                m_cells.get(h.candidate()),
                ticks(structure, key));
        return new PatternAnswer.Hypothesis(
                structure.formula() + " from " + h.candidate(),
                List.of(phase),
                decision.spaceGroups().getOrDefault(h.spaceGroup().number(), 0.0),
                h.residual(),
                expected > 0 ? expected : Double.NaN,
                expected > 0 ? Math.pow(h.residual() / expected, 2) : Double.NaN,
                note,
                h.calculated(),
                null);
    }

    private List<PatternAnswer.Tick> ticks(CrystalStructure structure, String key) {
        ReflectionList list = m_simulator.simulate(structure, key).reflections().within(m_grid);
        double scale = list.strongest() > 0 ? FULL_SCALE / list.strongest() : 0;
        List<PatternAnswer.Tick> ticks = new ArrayList<>();
        for (Reflection r : list.reflections()) {
            ticks.add(
                    new PatternAnswer.Tick(r.twoThetaDeg(), r.h() + " " + r.k() + " " + r.l(), r.intensity() * scale));
        }
        return ticks;
    }
}

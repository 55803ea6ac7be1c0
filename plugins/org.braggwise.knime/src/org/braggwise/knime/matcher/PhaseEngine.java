// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.matcher;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

import org.braggwise.crystal.CrystalStructure;
import org.braggwise.diffraction.Radiation;
import org.braggwise.knime.common.table.MeasuredScans.Measured;
import org.braggwise.refinement.decision.OtherAnode;
import org.braggwise.refinement.decision.PhaseDecision;
import org.braggwise.refinement.matching.ElementChoice;
import org.braggwise.refinement.mixture.IdentifiedPhase;
import org.braggwise.refinement.mixture.PhaseCandidate;
import org.braggwise.refinement.mixture.PhaseHypothesis;
import org.braggwise.refinement.mixture.PhaseLibrary;
import org.braggwise.refinement.mixture.PhaseSearch;
import org.braggwise.refinement.mixture.PhaseSearchResult;
import org.braggwise.refinement.mixture.PhaseSearchSettings;
import org.braggwise.refinement.mixture.WeightFractionError;
import org.braggwise.refinement.wholepattern.Agreement;
import org.braggwise.refinement.wholepattern.MeasuredPattern;
import org.braggwise.refinement.wholepattern.RefinedPhase;
import org.braggwise.refinement.wholepattern.RefinedReflection;
import org.braggwise.refinement.wholepattern.RefinedValue;
import org.braggwise.refinement.wholepattern.RefinementResult;
import org.braggwise.refinement.wholepattern.RefinementSettings;
import org.knime.core.data.DataRow;

/** Patterns as measured: phases are looked for among the candidates and refined together. */
final class PhaseEngine implements MatchEngine {

    private static final double FULL_SCALE = 100;

    private final PhaseSearchSettings m_settings;
    private final PhaseDecision m_decision;
    private final Map<String, CrystalStructure> m_structures;
    private final Map<Integer, Double> m_frequencies;
    private final PhaseLibrary m_library;
    private final int m_hypotheses;
    private final AtomicBoolean m_otherAnode = new AtomicBoolean();

    /** @throws IllegalArgumentException where no candidate can be used */
    PhaseEngine(CandidateStructures candidates, XrdStructureMatcherParameters p, BooleanSupplier cancelled) {
        m_hypotheses = p.m_hypotheses;
        m_structures = candidates.structures();
        m_frequencies = candidates.frequencies();
        m_library = PhaseLibrary.of(
                m_structures.entrySet().stream()
                        .map(e -> new PhaseCandidate(e.getKey(), e.getValue()))
                        .toList(),
                cancelled);
        PhaseSearchSettings d = PhaseSearchSettings.DEFAULT;
        m_settings = new PhaseSearchSettings(
                p.m_mostPhases,
                p.m_screened,
                Math.min(p.m_refined, d.tried()),
                d.kept(),
                p.m_leastWeightFraction,
                d.latticeTolerance(),
                RefinementSettings.builder()
                        .automaticTexture(p.m_texture)
                        .particleDiameterUm(p.m_particleDiameterUm.orElse(0.0))
                        .build());
        m_decision = new PhaseDecision(p.m_solvedRwp);
    }

    @Override
    public List<String> problems() {
        return m_library.problems();
    }

    @Override
    public String warning() {
        return m_otherAnode.get()
                ? "Some scans are explained only if they were measured with another anode than is stated: see their reasons, or the output \"Problems\"."
                : null;
    }

    @Override
    public PatternAnswer answer(
            DataRow row, Measured measured, ElementChoice elements, Optional<NetworkAnswers.Answer> network) {
        var pattern = MeasuredPattern.counted(measured.twoThetaDeg(), measured.intensities(), measured.radiation());
        var search = new PhaseSearch(libraryFor(elements), m_settings);
        PhaseSearchResult found = search.search(pattern, MatchEngine::interrupted);
        String otherAnode = OtherAnode.explaining(search, m_decision, pattern, found, MatchEngine::interrupted)
                .map(other ->
                        otherAnode(measured.radiation(), other.hypotheses().get(0)))
                .orElse("");
        if (!otherAnode.isEmpty()) {
            m_otherAnode.set(true);
        }
        if (found.hypotheses().isEmpty()) {
            throw new IllegalArgumentException(
                    "none of " + found.candidates() + " candidates has lines where the pattern has them"
                            + (otherAnode.isEmpty() ? "" : "." + otherAnode));
        }
        Map<Integer, Double> prior =
                network.map(n -> n.spaceGroups(m_frequencies)).orElse(Map.of());
        PhaseDecision.Answer decision = m_decision.decide(found, prior);
        List<PatternAnswer.Hypothesis> shown = new ArrayList<>();
        for (int i = 0; i < Math.min(m_hypotheses, found.hypotheses().size()); i++) {
            PhaseHypothesis h = found.hypotheses().get(i);
            shown.add(shown(h, decision.probabilities().get(i)));
        }
        RefinementResult best = found.hypotheses().get(0).refinement();
        return new PatternAnswer(
                row,
                best.pattern().twoThetaDeg(),
                best.pattern().intensities(),
                best.pattern().radiation(),
                decision.verdict(),
                decision.reason()
                        + MatchEngine.otherLines(
                                measured.radiation(), best.pattern().radiation())
                        + otherAnode,
                shown,
                0,
                decision.spaceGroups(),
                decision.crystalSystems(),
                network,
                null);
    }

    private static String otherAnode(Radiation stated, PhaseHypothesis found) {
        return " It is explained by " + name(found) + " if it was measured with "
                + found.refinement().pattern().radiation().name() + ", not with " + stated.name()
                + " as is stated: look which tube it was.";
    }

    /** Where the composition is known, only candidates that have it. */
    private PhaseLibrary libraryFor(ElementChoice elements) {
        if (elements instanceof ElementChoice.Unknown) {
            return m_library;
        }
        return m_library
                .where(c -> elements.allows(c.structure().composition()))
                .orElseThrow(
                        () -> new IllegalArgumentException("no candidate has the composition that the settings say"));
    }

    private PatternAnswer.Hypothesis shown(PhaseHypothesis h, double probability) {
        Agreement a = h.refinement().agreement();
        List<PatternAnswer.Phase> phases = new ArrayList<>();
        for (IdentifiedPhase phase : h.phases()) {
            RefinedPhase r = phase.refined();
            phases.add(new PatternAnswer.Phase(
                    phase.id(),
                    r.structure(),
                    r.weightFraction().value(),
                    WeightFractionError.of(r.weightFraction()),
                    phase.doubtful() ? phase.reservation() : null,
                    r.rBragg(),
                    r.cell().stream().mapToDouble(RefinedValue::uncertainty).toArray(),
                    m_structures.get(phase.id()).cell(),
                    ticks(r.reflections())));
        }
        return new PatternAnswer.Hypothesis(
                name(h),
                phases,
                probability,
                a.rwp(),
                a.rexp(),
                a.chiSquared(),
                null,
                h.refinement().calculated(),
                h.refinement().background());
    }

    private static String name(PhaseHypothesis h) {
        return h.phases().stream()
                .map(p -> p.refined().structure().formula() + " (" + p.id() + ")")
                .collect(Collectors.joining(" + "));
    }

    private static List<PatternAnswer.Tick> ticks(List<RefinedReflection> reflections) {
        double strongest = reflections.stream()
                .mapToDouble(RefinedReflection::calculated)
                .max()
                .orElse(0);
        double scale = strongest > 0 ? FULL_SCALE / strongest : 0;
        return reflections.stream()
                .map(r -> new PatternAnswer.Tick(
                        r.twoThetaDeg(), r.h() + " " + r.k() + " " + r.l(), r.calculated() * scale))
                .toList();
    }
}

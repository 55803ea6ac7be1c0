// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.mixture;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;

import org.braggwise.crystal.CrystalStructure;
import org.braggwise.crystal.UnitCell;
import org.braggwise.refinement.wholepattern.DisplacementRefinement;
import org.braggwise.refinement.wholepattern.LatticeFit;
import org.braggwise.refinement.wholepattern.MeasuredPattern;
import org.braggwise.refinement.wholepattern.MillerIndices;
import org.braggwise.refinement.wholepattern.RefinedPhase;
import org.braggwise.refinement.wholepattern.RefinementResult;
import org.braggwise.refinement.wholepattern.RefinementSettings;
import org.braggwise.refinement.wholepattern.StartingProfile;
import org.braggwise.refinement.wholepattern.Texture;
import org.braggwise.refinement.wholepattern.WholePatternRefinement;

/** One tree search. */
final class PhaseSearchRun {

    /** Share of the model's intensity under which another phase's line may hide. */
    private static final double HIDDEN = 0.15;

    /** A candidate that leaves more than this share of what is left explains nothing. */
    private static final double USELESS = 0.995;

    private static final double TOLERANCE_OF_TOLERANCE = 1.2;

    /** What a phase must gain beyond its parameters: misfits that look like lines of another phase gain some, too. */
    private static final double PHASE_COST = 10;

    private static final int HYPOTHESES = 5;

    private static final double RIVAL = 10;

    /** Phases with indices into the library, and their fit to the thinned pattern. */
    private record Node(List<Integer> candidates, RefinementResult fit, double criterion) {}

    /** A candidate fitted to what is left. */
    private record Trial(int candidate, CrystalStructure structure, double misfit) {}

    private final CandidateLibrary m_library;
    private final PhaseSearchSettings m_settings;
    private final SearchPattern m_search;
    private final BooleanSupplier m_cancelled;
    private final RefinementSettings m_quick;
    private final RefinementSettings m_joint;

    PhaseSearchRun(
            CandidateLibrary library, PhaseSearchSettings settings, SearchPattern search, BooleanSupplier cancelled) {
        m_library = library;
        m_settings = settings;
        m_search = search;
        m_cancelled = cancelled;
        RefinementSettings.Builder base = settings.refinement().toBuilder()
                .latticeTolerance(settings.latticeTolerance())
                .positions(false)
                .occupancies(Set.of())
                .displacements(DisplacementRefinement.FIXED)
                .caglioti(false)
                .asymmetry(false)
                .automaticTexture(false);
        m_quick = base.backgroundTerms(4)
                .inverseBackground(false)
                .iterationsPerStage(6)
                .weakestReflection(0.01)
                .build();
        m_joint = settings.refinement().toBuilder()
                .latticeTolerance(settings.latticeTolerance())
                .positions(false)
                .occupancies(Set.of())
                .displacements(DisplacementRefinement.COMMON)
                .caglioti(false)
                .asymmetry(false)
                .latticeSearch(false)
                .iterationsPerStage(6)
                .tolerance(1e-4)
                .weakestReflection(0.004)
                .build();
    }

    PhaseSearchResult run() {
        List<Node> all = new ArrayList<>();
        List<Node> level = expand(null, new HashSet<>());
        while (!level.isEmpty()) {
            all.addAll(level);
            if (level.get(0).candidates().size() == m_settings.mostPhases()) {
                break;
            }
            Set<Set<Integer>> seen = new HashSet<>();
            List<Node> next = new ArrayList<>();
            for (Node node : level) {
                for (Node child : expand(node, seen)) {
                    if (child.criterion() < node.criterion()) {
                        next.add(child);
                    }
                }
            }
            next.sort(Comparator.comparingDouble(Node::criterion));
            level = next.subList(0, Math.min(m_settings.kept(), next.size()));
        }
        prune(all);
        List<PhaseHypothesis> hypotheses = new ArrayList<>();
        for (Node node : all.subList(0, Math.min(HYPOTHESES, all.size()))) {
            hypotheses.add(hypothesis(node, all));
        }
        return new PhaseSearchResult(List.copyOf(hypotheses), m_library.size());
    }

    /**
     * Sorts the nodes, and adds those that the best one becomes without one of its phases: a phase that was found early may have become
     * needless by two that were found later.
     */
    private void prune(List<Node> all) {
        all.sort(Comparator.comparingDouble(Node::criterion));
        boolean better = !all.isEmpty();
        while (better) {
            Node best = all.get(0);
            for (int p = 0; p < best.candidates().size() && best.candidates().size() > 1; p++) {
                if (find(all, best, p).isEmpty()) {
                    without(best, p).ifPresent(all::add);
                }
            }
            all.sort(Comparator.comparingDouble(Node::criterion));
            better = all.get(0) != best;
        }
    }

    /** The node that has one phase less. */
    private static Optional<Node> find(List<Node> all, Node node, int phase) {
        Set<Integer> without = new TreeSet<>(node.candidates());
        without.remove(node.candidates().get(phase));
        return all.stream()
                .filter(other -> without.equals(new TreeSet<>(other.candidates())))
                .findFirst();
    }

    /** The best children of a node, or of nothing. */
    private List<Node> expand(Node node, Set<Set<Integer>> seen) {
        Set<Integer> have = node == null ? Set.of() : new TreeSet<>(node.candidates());
        MeasuredPattern left = left(node);
        int n = left.points();
        double[] unexplained = new double[n];
        double[] hidden = new double[n];
        for (int i = 0; i < n; i++) {
            unexplained[i] = left.intensities()[i];
            hidden[i] = node == null
                    ? 0
                    : HIDDEN * (node.fit().calculated()[i] - node.fit().background()[i]);
        }
        ScreeningTarget target =
                new ScreeningTarget(left, unexplained, hidden, m_search.start().fwhmDeg());
        List<Screening.Hit> hits = Screening.rank(
                m_library,
                target,
                have,
                m_settings.latticeTolerance(),
                node == null ? 2 * m_settings.screened() : m_settings.screened(),
                m_cancelled);
        StartingProfile flat =
                new StartingProfile(new double[n], m_search.start().fwhmDeg());
        List<Trial> trials = new ArrayList<>();
        for (Screening.Hit hit : hits) {
            trial(left, flat, hit).ifPresent(trials::add);
        }
        trials.sort(Comparator.comparingDouble(Trial::misfit).thenComparingInt(Trial::candidate));
        // What comes first is the hardest to tell: everything else is still in the pattern.
        int most = node == null ? 2 * m_settings.tried() : m_settings.tried();
        List<Node> children = new ArrayList<>();
        for (Trial trial : trials.subList(0, Math.min(most, trials.size()))) {
            Set<Integer> key = new TreeSet<>(have);
            key.add(trial.candidate());
            if (seen.add(key)) {
                child(node, trial).ifPresent(children::add);
            }
        }
        children.sort(Comparator.comparingDouble(Node::criterion));
        return children.subList(0, Math.min(m_settings.kept(), children.size()));
    }

    /** What the node's phases leave, without background, with errors that grow with what they explain. */
    private MeasuredPattern left(Node node) {
        MeasuredPattern pattern = m_search.pattern();
        int n = pattern.points();
        double[] y = new double[n];
        double[] sigmas = new double[n];
        for (int i = 0; i < n; i++) {
            double explained =
                    node == null ? m_search.start().background()[i] : node.fit().calculated()[i];
            double model = node == null ? 0 : HIDDEN * (explained - node.fit().background()[i]);
            y[i] = pattern.intensities()[i] - explained;
            sigmas[i] = Math.hypot(pattern.sigmas()[i], model);
        }
        return new MeasuredPattern(pattern.twoThetaDeg(), y, sigmas, pattern.radiation());
    }

    private Optional<Trial> trial(MeasuredPattern left, StartingProfile flat, Screening.Hit hit) {
        CrystalStructure structure = m_library.candidate(hit.candidate()).structure();
        CrystalStructure scaled = structure.withCell(structure.cell().scaled(hit.latticeFactor()));
        try {
            LatticeFit fit = LatticeFit.of(left, flat, scaled, m_quick, m_cancelled);
            return fit.misfit() < USELESS && near(structure, fit.structure())
                    ? Optional.of(new Trial(hit.candidate(), fit.structure(), fit.misfit()))
                    : Optional.empty();
        } catch (IllegalArgumentException noReflection) {
            return Optional.empty();
        }
    }

    /** Whether no lattice parameter has left its tolerance: scaling and fitting could together. */
    private boolean near(CrystalStructure start, CrystalStructure end) {
        UnitCell a = start.cell();
        UnitCell b = end.cell();
        double most = m_settings.latticeTolerance() * TOLERANCE_OF_TOLERANCE;
        return Math.abs(b.a() / a.a() - 1) < most
                && Math.abs(b.b() / a.b() - 1) < most
                && Math.abs(b.c() / a.c() - 1) < most;
    }

    private Optional<Node> child(Node node, Trial trial) {
        List<Integer> candidates = new ArrayList<>();
        List<CrystalStructure> structures = new ArrayList<>();
        List<Optional<MillerIndices>> directions = new ArrayList<>();
        for (int p = 0; node != null && p < node.candidates().size(); p++) {
            candidates.add(node.candidates().get(p));
            structures.add(asFitted(node, p));
            directions.add(direction(node, p));
        }
        candidates.add(trial.candidate());
        structures.add(trial.structure());
        return joint(candidates, structures, directions);
    }

    /** A node without one of its phases. */
    private Optional<Node> without(Node node, int phase) {
        List<Integer> candidates = new ArrayList<>();
        List<CrystalStructure> structures = new ArrayList<>();
        List<Optional<MillerIndices>> directions = new ArrayList<>();
        for (int p = 0; p < node.candidates().size(); p++) {
            if (p != phase) {
                candidates.add(node.candidates().get(p));
                structures.add(asFitted(node, p));
                directions.add(direction(node, p));
            }
        }
        return candidates.isEmpty() ? Optional.empty() : joint(candidates, structures, directions);
    }

    /** A candidate in its fitted cell. */
    private CrystalStructure asFitted(Node node, int p) {
        return m_library
                .candidate(node.candidates().get(p))
                .structure()
                .withCell(node.fit().phases().get(p).structure().cell());
    }

    private static Optional<MillerIndices> direction(Node node, int p) {
        return node.fit().phases().get(p).texture().map(Texture::direction);
    }

    /** Refines phases together against the thinned pattern; empty where one of them ends without intensity, or far from its cell. */
    private Optional<Node> joint(
            List<Integer> candidates, List<CrystalStructure> structures, List<Optional<MillerIndices>> directions) {
        RefinementSettings settings =
                m_joint.toBuilder().textureDirections(directions).build();
        try {
            RefinementResult fit = WholePatternRefinement.refine(
                    m_search.pattern(), m_search.start(), structures, settings, m_cancelled);
            for (int p = 0; p < candidates.size(); p++) {
                CrystalStructure start = m_library.candidate(candidates.get(p)).structure();
                RefinedPhase phase = fit.phases().get(p);
                if (!(phase.scale().value() > 0) || !near(start, phase.structure())) {
                    return Optional.empty();
                }
            }
            return Optional.of(new Node(List.copyOf(candidates), fit, criterion(fit)));
        } catch (IllegalArgumentException noReflection) {
            return Optional.empty();
        }
    }

    /** N ln(chi^2 / N) + P ln N (Schwarz 1978, Ann. Statist. 6, 461) with the number of independent observations for N. */
    private double criterion(RefinementResult fit) {
        double n = m_search.independent();
        double chi = fit.agreement().chiSquared()
                * (fit.agreement().points() - fit.agreement().parameters())
                / fit.agreement().points();
        return n * Math.log(chi)
                + fit.agreement().parameters() * Math.log(n)
                + fit.phases().size() * PHASE_COST;
    }

    /** A rival of the best is refined to the end; what is far behind keeps the fit of the search. */
    private PhaseHypothesis hypothesis(Node node, List<Node> all) {
        boolean rival = node.criterion() < all.get(0).criterion() + RIVAL;
        List<CrystalStructure> structures = new ArrayList<>();
        List<Optional<MillerIndices>> directions = new ArrayList<>();
        for (int p = 0; p < node.candidates().size(); p++) {
            structures.add(asFitted(node, p));
            directions.add(direction(node, p));
        }
        RefinementSettings settings = m_settings.refinement().toBuilder()
                .latticeTolerance(m_settings.latticeTolerance())
                .latticeSearch(false)
                .textureDirections(directions)
                .build();
        RefinementResult fit = rival
                ? WholePatternRefinement.refine(m_search.original(), structures, settings, m_cancelled)
                : node.fit();
        List<IdentifiedPhase> phases = new ArrayList<>();
        for (int p = 0; p < node.candidates().size(); p++) {
            phases.add(phase(node, p, fit, all));
        }
        phases.sort(Comparator.comparingDouble(
                        (IdentifiedPhase p) -> p.refined().weightFraction().value())
                .reversed());
        return new PhaseHypothesis(List.copyOf(phases), fit, node.criterion());
    }

    private IdentifiedPhase phase(Node node, int p, RefinementResult fit, List<Node> all) {
        RefinedPhase refined = fit.phases().get(p);
        double evidence = find(all, node, p)
                .map(other -> other.criterion() - node.criterion())
                .orElse(Double.NaN);
        double fraction = refined.weightFraction().value();
        String reservation = "";
        if (fraction < m_settings.leastWeightFraction()) {
            reservation = String.format(
                    java.util.Locale.ROOT,
                    "Its weight fraction of %.2f %% is below the %.2f %% that count as certain.",
                    100 * fraction,
                    100 * m_settings.leastWeightFraction());
        } else if (fraction < 3 * refined.weightFraction().uncertainty()) {
            reservation = "Its weight fraction is less than three times its standard uncertainty.";
        }
        int candidate = node.candidates().get(p);
        return new IdentifiedPhase(
                candidate, m_library.candidate(candidate).id(), refined, evidence, !reservation.isEmpty(), reservation);
    }
}

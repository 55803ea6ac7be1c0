// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.matching;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

import org.braggwise.refinement.indexing.IndexedCell;
import org.braggwise.refinement.peaks.PeakList;

/** The match of one pattern, on one thread. */
final class MatchRun {

    /** Of one structure type with the same roles, so many go on; fewer where a lattice number is all that its members differ in. */
    private static final int MOST_ALIKE = 10;

    private static final int MOST_ALIKE_FIXED = 4;
    private static final int MOST_ALIKE_REFINED = 3;

    /** Cost of a parameter when lattice fits are ranked. */
    private static final double LATTICE_PARAMETER_COST = 0.0025;

    private static final int MOST_COUNTED = 100;

    private static final int AFTER_SOLVED = 3;

    /** Lattice numbers of a monoclinic structure. */
    private static final int LOW_SYMMETRY = 4;

    /** In how many of the best fits elements are looked for. */
    private static final int IDENTIFIED = 8;

    private static final int FIRST_ITERATIONS = 7;
    private static final int NEXT_ITERATIONS = 5;
    private static final int STEPS = 30;
    private static final double POSITION_PRIOR = 1e-4;
    private static final double INDEXED_POSITION_PRIOR = 1e-5;

    private final CandidateLibrary m_library;
    private final MatchSettings m_settings;
    private final Observed m_observed;
    private final ElementChoice m_elements;
    private final String m_key;
    private final BooleanSupplier m_cancelled;
    private final FastRietveld m_rietveld;
    private final LatticeFit m_lattice;
    private Scoring m_scoring;
    private final List<Fit> m_fits = new ArrayList<>();
    private List<IndexedCell> m_cells = List.of();
    private Map<Integer, Double> m_extinctions = Map.of();
    private double m_best = Double.POSITIVE_INFINITY;

    MatchRun(
            CandidateLibrary library,
            MatchSettings settings,
            Observed observed,
            ElementChoice elements,
            String key,
            BooleanSupplier cancelled) {
        m_library = library;
        m_settings = settings;
        m_observed = observed;
        m_elements = elements;
        m_key = key;
        m_cancelled = cancelled;
        m_rietveld = new FastRietveld(observed, library.amplitudes(), library.shape());
        m_lattice = new LatticeFit(observed);
        m_scoring = new Scoring(observed, fitsPowers());
    }

    /** @return whether scattering powers are fitted, since elements are unknown */
    private boolean fitsPowers() {
        return m_library.use() == CandidateLibrary.Use.TEMPLATES && !(m_elements instanceof ElementChoice.Known);
    }

    Match run() {
        List<Trial> screened = screen();
        refine(fitLattices(screened), Route.SCREENING, m_settings.refined(), POSITION_PRIOR);
        if (m_settings.indexing() && (m_best > m_scoring.explained() || doubtful())) {
            index();
        }
        if (fitsPowers()) {
            steps().raise();
            identifyElements();
            // From here on elements are given, and a good fit is as good as with a known formula.
            m_scoring = new Scoring(m_observed, false);
        }
        SymmetrySteps steps = steps();
        steps.lower();
        steps.raise();
        steps.challenge();
        List<Hypothesis> hypotheses =
                new HypothesisList(m_rietveld, m_scoring.noisy(), m_settings.hypotheses()).of(m_fits);
        return new Match(
                hypotheses,
                m_observed.y(),
                m_observed.expected(),
                m_fits.size(),
                distorted(hypotheses),
                m_cells,
                m_extinctions);
    }

    /** What the candidates say of distortions that noise may hide in structures that explain the pattern. */
    private Map<Integer, Double> distorted(List<Hypothesis> hypotheses) {
        Map<Integer, Double> distorted = new HashMap<>();
        for (Hypothesis h : hypotheses) {
            if (m_scoring.noisy()
                    && m_library.use() == CandidateLibrary.Use.TEMPLATES
                    && h.residual() < m_scoring.explained()) {
                int group = h.spaceGroup().number();
                distorted.computeIfAbsent(group, g -> m_library.distortions().share(h.structure(), g));
            }
        }
        return distorted;
    }

    /** With noise, a structure of low symmetry may fit what one of high symmetry explains that was not found yet. */
    private boolean doubtful() {
        return m_scoring.noisy()
                && m_fits.stream()
                                .min(Comparator.comparingDouble(Fit::score))
                                .orElseThrow()
                                .refined()
                                .template()
                                .g()
                                .length
                        >= LOW_SYMMETRY;
    }

    private void check() {
        if (m_cancelled.getAsBoolean()) {
            throw new CancellationException("Matching was cancelled.");
        }
    }

    private List<Trial> screen() {
        Screening screening = new Screening(m_observed);
        List<Trial> trials = new ArrayList<>();
        int count = 0;
        for (Template template : m_library.templates()) {
            if (count++ % 64 == 0) {
                check();
            }
            for (Assignment assignment : assignments(template)) {
                if (m_elements instanceof ElementChoice.Known known
                        && m_library.use() == CandidateLibrary.Use.TEMPLATES) {
                    VolumeModel.Estimate v = m_library.volumes().estimate(known.amounts());
                    double logScale = (v.logVolumePerAtom() - Math.log(template.volume() / template.atoms())) / 3;
                    screening.add(template, assignment, logScale, v.sigma(), trials);
                } else {
                    screening.add(template, assignment, 0, Double.POSITIVE_INFINITY, trials);
                }
            }
        }
        return select(Screening.sorted(trials), m_settings.screened());
    }

    private List<Assignment> assignments(Template template) {
        if (m_library.use() == CandidateLibrary.Use.TEMPLATES && m_elements instanceof ElementChoice.Known known) {
            return Assignment.of(template, known.amounts(), m_library.amplitudes());
        }
        return List.of(Assignment.own(template, m_library.amplitudes()));
    }

    private static List<Trial> select(List<Trial> sorted, int most) {
        Map<String, Integer> kinds = new HashMap<>();
        List<Trial> kept = new ArrayList<>();
        for (Trial trial : sorted) {
            Template t = trial.template;
            int limit = t.free().size() > 0 ? MOST_ALIKE : t.g().length == 1 ? 1 : MOST_ALIKE_FIXED;
            if (kinds.merge(trial.kind(), 1, Integer::sum) <= limit) {
                kept.add(trial);
                if (kept.size() == most) {
                    break;
                }
            }
        }
        return kept;
    }

    private List<Trial> fitLattices(List<Trial> screened) {
        List<Trial> trials = screened;
        for (int stage = 0; stage < LatticeFit.BLURS.length; stage++) {
            List<Trial> next = new ArrayList<>();
            for (Trial trial : trials) {
                check();
                next.add(m_lattice.fit(trial, stage, stage == 0 ? FIRST_ITERATIONS : NEXT_ITERATIONS));
            }
            next.sort(Comparator.comparingDouble(
                    t -> t.score + LATTICE_PARAMETER_COST * Math.min(MOST_COUNTED, t.template.freedom())));
            // half of them drop out when the blur is down to a quarter
            int keep =
                    stage == 1 || stage == 2 ? Math.max(m_settings.refined(), m_settings.screened() / 2) : next.size();
            trials = next.subList(0, Math.min(keep, next.size()));
        }
        return trials;
    }

    /** Refines the first of a list, few of each kind, until one explains the pattern. */
    private void refine(List<Trial> trials, Route route, int most, double prior) {
        Map<String, Integer> kinds = new HashMap<>();
        Set<String> done = new HashSet<>();
        int count = 0;
        int limit = most;
        for (Trial trial : trials) {
            if (count >= limit
                    || kinds.getOrDefault(trial.kind(), 0) >= MOST_ALIKE_REFINED
                    || route == Route.SCREENING
                            && !done.add(System.identityHashCode(trial.template) + " " + trial.assignment.index())) {
                continue;
            }
            check();
            kinds.merge(trial.kind(), 1, Integer::sum);
            count++;
            m_rietveld
                    .refine(
                            trial.template,
                            trial.assignment,
                            new FastRietveld.Start(
                                    trial.g, new double[trial.template.free().size()], powers(trial), prior, STEPS))
                    .ifPresent(r -> add(r, route, trial.template));
            if (m_best < m_scoring.solved() && !m_scoring.noisy()) {
                // a little further: the same fit with fewer parameters may be next
                limit = Math.min(limit, count + AFTER_SOLVED);
            }
        }
    }

    private void index() {
        IndexedCandidates indexed = new IndexedCandidates(m_library, m_observed, volume(), m_cancelled);
        PeakList peaks = indexed.peaks();
        check();
        m_cells = indexed.cells(peaks);
        if (!m_cells.isEmpty()) {
            m_extinctions = new ExtinctionLikelihood(m_observed.conditions(), peaks).of(m_cells.get(0));
        }
        List<Trial> trials = indexed.trials(m_cells, this::assignments, m_lattice);
        check();
        refine(trials, Route.INDEXING, m_settings.indexedRefined(), INDEXED_POSITION_PRIOR);
        if (m_settings.restarts() > 0 && !fitsPowers() && m_best > m_scoring.unexplained()) {
            Restarts restarts = new Restarts(m_observed, m_library, m_rietveld, m_cancelled);
            for (Refined r :
                    restarts.run(trials, m_settings.restarts(), m_scoring.unexplained(), m_settings.seed(), m_key)) {
                add(r, Route.RESTART, r.template());
            }
            check();
        }
    }

    private Optional<VolumeModel.Estimate> volume() {
        return m_library.use() == CandidateLibrary.Use.TEMPLATES && m_elements instanceof ElementChoice.Known known
                ? Optional.of(m_library.volumes().estimate(known.amounts()))
                : Optional.empty();
    }

    private SymmetrySteps steps() {
        SymmetryLowering lowering = new SymmetryLowering(m_library, m_rietveld, m_settings.seed(), m_key, m_cancelled);
        return new SymmetrySteps(m_fits, m_library, m_rietveld, m_scoring, lowering, m_cancelled);
    }

    /** Puts elements in the place of the fitted powers of the best fits. */
    private void identifyElements() {
        Set<String> allowed = m_elements instanceof ElementChoice.Allowed a ? a.elements() : Set.of();
        ElementTrials trials =
                new ElementTrials(m_rietveld, new ElementIdentification(m_observed, m_library, allowed), m_scoring);
        List<Fit> sorted = new ArrayList<>(m_fits);
        sorted.sort(Comparator.comparingDouble(Fit::score));
        for (Fit fit : sorted.subList(0, Math.min(IDENTIFIED, sorted.size()))) {
            check();
            m_fits.addAll(trials.of(fit));
        }
    }

    private void add(Refined r, Route route, Template template) {
        m_fits.add(new Fit(r, route, template.structure().name(), m_scoring.of(r)));
        m_best = Math.min(m_best, r.residual());
    }

    private double[] powers(Trial trial) {
        return fitsPowers() ? new PowerStart(m_observed, m_library).of(trial) : null;
    }
}

// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.mixture;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

import org.braggwise.crystal.CrystalStructure;
import org.braggwise.crystal.geometry.UnitCell;
import org.braggwise.refinement.wholepattern.DisplacementRefinement;
import org.braggwise.refinement.wholepattern.MeasuredPattern;
import org.braggwise.refinement.wholepattern.MillerIndices;
import org.braggwise.refinement.wholepattern.RefinedPhase;
import org.braggwise.refinement.wholepattern.RefinementResult;
import org.braggwise.refinement.wholepattern.RefinementSettings;
import org.braggwise.refinement.wholepattern.ScreeningFit;
import org.braggwise.refinement.wholepattern.StartingProfile;
import org.braggwise.refinement.wholepattern.Texture;
import org.braggwise.refinement.wholepattern.WholePatternRefinement;

/** Refines phases together, briefly while the search goes on and to the end for its results. */
final class JointRefinement {

    /** What a phase must gain beyond its parameters: misfits that look like lines of another phase gain some, too. */
    private static final double PHASE_COST = 10;

    /** Patterns to this sin(theta) / lambda in 1/angstrom (116 deg of copper) tell the displacements of one phase from those of another. */
    private static final double FAR = 0.55;

    /** Scaling and fitting together may bring a lattice a little beyond its tolerance. */
    private static final double TOLERANCE_OF_TOLERANCE = 1.2;

    private final PhaseLibrary m_library;
    private final PhaseSearchSettings m_settings;
    private final SearchPattern m_search;
    private final BooleanSupplier m_cancelled;
    private final RefinementSettings m_lattice;
    private final RefinementSettings m_brief;

    JointRefinement(
            PhaseLibrary library, PhaseSearchSettings settings, SearchPattern search, BooleanSupplier cancelled) {
        m_library = library;
        m_settings = settings;
        m_search = search;
        m_cancelled = cancelled;
        RefinementSettings common = settings.refinement().toBuilder()
                .latticeTolerance(settings.latticeTolerance())
                .positions(false)
                .occupancies(Set.of())
                .caglioti(false)
                .asymmetry(false)
                .iterationsPerStage(6)
                .build();
        m_lattice = common.toBuilder()
                .displacements(DisplacementRefinement.FIXED)
                .automaticTexture(false)
                .backgroundTerms(4)
                .inverseBackground(false)
                .weakestReflection(0.01)
                .build();
        m_brief = common.toBuilder()
                .displacements(DisplacementRefinement.COMMON)
                .latticeSearch(false)
                .tolerance(1e-4)
                .weakestReflection(0.004)
                .build();
    }

    /** Fits a candidate's scale and cell to what is left of the pattern; empty where it has no line there, or leaves its cell. */
    Optional<ScreeningFit> lattice(MeasuredPattern left, PhaseScreening.Hit hit) {
        CrystalStructure structure = m_library.candidate(hit.candidate()).structure();
        CrystalStructure scaled = structure.withCell(structure.cell().scaled(hit.latticeFactor()));
        StartingProfile flat =
                new StartingProfile(new double[left.points()], m_search.start().fwhmDeg());
        try {
            ScreeningFit fit = ScreeningFit.of(left, flat, scaled, m_lattice, m_cancelled);
            return near(structure, fit.structure()) ? Optional.of(fit) : Optional.empty();
        } catch (IllegalArgumentException noReflection) {
            return Optional.empty();
        }
    }

    private boolean near(CrystalStructure start, CrystalStructure end) {
        UnitCell a = start.cell();
        UnitCell b = end.cell();
        double most = m_settings.latticeTolerance() * TOLERANCE_OF_TOLERANCE;
        return Math.abs(b.a() / a.a() - 1) < most
                && Math.abs(b.b() / a.b() - 1) < most
                && Math.abs(b.c() / a.c() - 1) < most;
    }

    /** The node's phases, null for none, and one more. */
    Optional<SearchNode> with(SearchNode node, int candidate, CrystalStructure structure) {
        List<Integer> candidates = new ArrayList<>(node == null ? List.of() : node.candidates());
        List<CrystalStructure> structures = structures(node, -1);
        candidates.add(candidate);
        structures.add(structure);
        return refine(candidates, structures, directions(node, -1));
    }

    /** The node's phases without one of several. */
    Optional<SearchNode> without(SearchNode node, int phase) {
        List<Integer> candidates = new ArrayList<>(node.candidates());
        candidates.remove(phase);
        return refine(candidates, structures(node, phase), directions(node, phase));
    }

    /**
     * Refines phases of another search of the same scan, from the cells that they had there.
     *
     * @return the criterion, though some of them may end without intensity: they may have stood for what this radiation explains; infinite where
     *     one has no reflection
     */
    double criterion(List<IdentifiedPhase> phases) {
        List<CrystalStructure> structures = phases.stream()
                .map(p -> inFittedCell(p.candidate(), p.refined()))
                .toList();
        List<Optional<MillerIndices>> directions = phases.stream()
                .map(p -> p.refined().texture().map(Texture::direction))
                .toList();
        return fit(structures, directions).map(this::criterion).orElse(Double.POSITIVE_INFINITY);
    }

    private CrystalStructure inFittedCell(int candidate, RefinedPhase phase) {
        return m_library
                .candidate(candidate)
                .structure()
                .withCell(phase.structure().cell());
    }

    /** Candidates in their fitted cells, one of them left out where it is asked for. */
    private List<CrystalStructure> structures(SearchNode node, int without) {
        List<CrystalStructure> structures = new ArrayList<>();
        for (int p = 0; node != null && p < node.candidates().size(); p++) {
            if (p != without) {
                structures.add(inFittedCell(
                        node.candidates().get(p), node.fit().phases().get(p)));
            }
        }
        return structures;
    }

    private static List<Optional<MillerIndices>> directions(SearchNode node, int without) {
        List<Optional<MillerIndices>> directions = new ArrayList<>();
        for (int p = 0; node != null && p < node.candidates().size(); p++) {
            if (p != without) {
                directions.add(node.fit().phases().get(p).texture().map(Texture::direction));
            }
        }
        return directions;
    }

    /** Empty where a phase ends without intensity, or far from its cell. */
    private Optional<SearchNode> refine(
            List<Integer> candidates, List<CrystalStructure> structures, List<Optional<MillerIndices>> directions) {
        return fit(structures, directions)
                .filter(fit -> isSensible(candidates, fit))
                .map(fit -> new SearchNode(List.copyOf(candidates), fit, criterion(fit)));
    }

    private boolean isSensible(List<Integer> candidates, RefinementResult fit) {
        for (int p = 0; p < candidates.size(); p++) {
            CrystalStructure start = m_library.candidate(candidates.get(p)).structure();
            RefinedPhase phase = fit.phases().get(p);
            if (!(phase.scale().value() > 0) || !near(start, phase.structure())) {
                return false;
            }
        }
        return true;
    }

    /** Empty where a phase has no reflection in the pattern. */
    private Optional<RefinementResult> fit(
            List<CrystalStructure> structures, List<Optional<MillerIndices>> directions) {
        try {
            return Optional.of(WholePatternRefinement.refine(
                    m_search.pattern(),
                    m_search.start(),
                    structures,
                    m_brief.toBuilder().textureDirections(directions).build(),
                    m_cancelled));
        } catch (IllegalArgumentException noReflection) {
            return Optional.empty();
        }
    }

    /**
     * N ln(chi^2 / N) + P ln N (Schwarz 1978, Ann. Statist. 6, 461, doi:10.1214/aos/1176344136) with the number of independent observations
     * for N, and a cost for each phase.
     */
    private double criterion(RefinementResult fit) {
        double n = m_search.independent();
        double chi = fit.agreement().chiSquared()
                * (fit.agreement().points() - fit.agreement().parameters())
                / fit.agreement().points();
        return n * Math.log(chi)
                + fit.agreement().parameters() * Math.log(n)
                + fit.phases().size() * PHASE_COST;
    }

    /**
     * Refines a node's phases against the pattern as it was measured. To the end, textures are looked for anew: those of the search were seen in a
     * thinned pattern, with errors that forgive much.
     *
     * @param toTheEnd with all that the settings ask for; else briefly
     */
    RefinementResult measured(SearchNode node, boolean toTheEnd) {
        RefinementSettings.Builder settings = (toTheEnd ? m_settings.refinement() : m_brief)
                .toBuilder().latticeTolerance(m_settings.latticeTolerance()).latticeSearch(false);
        if (!toTheEnd) {
            settings.textureDirections(directions(node, -1));
        }
        boolean common = m_settings.refinement().displacements() == DisplacementRefinement.COMMON;
        if (toTheEnd && common && node.candidates().size() > 1 && reachesFar()) {
            // Else the scales, and with them the weight fractions, take up that atoms of one phase move more or are not
            // quite where its file says.
            settings.displacements(DisplacementRefinement.OVERALL).positions(true);
        }
        return WholePatternRefinement.refine(m_search.original(), structures(node, -1), settings.build(), m_cancelled);
    }

    private boolean reachesFar() {
        double[] x = m_search.original().twoThetaDeg();
        double wavelength = m_search.original().radiation().wavelengthAngstrom();
        return Math.sin(Math.toRadians(x[x.length - 1] / 2)) / wavelength >= FAR;
    }
}

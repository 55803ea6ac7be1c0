// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.indexing;

import java.util.function.BooleanSupplier;

import org.braggwise.crystal.symmetry.CrystalSystem;

/** One search over the crystal systems. */
final class CellSearch {

    private static final int KEPT = 20;
    private static final CrystalSystem[] ORDER = {
        CrystalSystem.CUBIC,
        CrystalSystem.TETRAGONAL,
        CrystalSystem.HEXAGONAL,
        CrystalSystem.ORTHORHOMBIC,
        CrystalSystem.MONOCLINIC,
        CrystalSystem.TRICLINIC
    };
    /* By system: the lines that a lattice on primitive axes may have for each observed one, absent and weak ones, and centrings counted. */
    private static final double[] DENSITY = {8, 4, 6, 6, 6, 6, 8};
    private static final double[] MULTIPLICITY = {2, 4, 8, 16, 24, 24, 48};

    private CellSearch() {}

    /** From high symmetry to low, until a lattice is found that leaves nothing to be explained. */
    static LatticeRanking run(ObservedLines lines, IndexingSettings settings, BooleanSupplier cancelled) {
        TrialTest test = new TrialTest(lines, settings.mostUnindexed());
        CellFit fit = new CellFit(lines);
        LatticeRanking ranking = new LatticeRanking(lines, settings, test, fit);
        for (CrystalSystem system : ORDER) {
            boolean wanted = settings.systems().contains(system)
                    || system == CrystalSystem.HEXAGONAL && settings.systems().contains(CrystalSystem.TRIGONAL);
            if (!wanted || ranking.convincing()) {
                continue;
            }
            Cancelled.check(cancelled);
            double mostVolume = Math.min(settings.mostVolume(), mostVolume(system, lines));
            CandidatePool pool = new CandidatePool(system, lines, settings, fit, KEPT);
            HighSymmetrySearch high = new HighSymmetrySearch(lines, test, mostVolume, cancelled);
            switch (system) {
                case CUBIC -> high.cubic(pool);
                case TETRAGONAL, HEXAGONAL -> high.uniaxial(system, pool);
                case ORTHORHOMBIC -> high.orthorhombic(pool);
                case MONOCLINIC -> {
                    MonoclinicSearch search = new MonoclinicSearch(lines, test, mostVolume, cancelled);
                    search.acrossZones(pool);
                    search.byIndices(pool);
                }
                default -> new ZoneSearch(lines, test, settings.leastVolume(), mostVolume, cancelled).run(pool);
            }
            for (CandidatePool.Candidate c : pool.best()) {
                Cancelled.check(cancelled);
                ranking.add(c);
            }
        }
        return ranking;
    }

    /**
     * @return the volume of a primitive cell that has {@link #DENSITY} times as many lines as were observed: 4/3 pi Q^(3/2) V lattice points over
     *     the multiplicity of a general one
     */
    private static double mostVolume(CrystalSystem system, ObservedLines lines) {
        double points = DENSITY[system.ordinal()] * MULTIPLICITY[system.ordinal()] * lines.searched;
        return points / (4 * Math.PI / 3 * Math.pow(lines.searchLimit(), 1.5));
    }
}

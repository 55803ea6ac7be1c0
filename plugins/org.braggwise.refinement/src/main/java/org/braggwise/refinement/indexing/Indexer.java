// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.indexing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;

import org.braggwise.crystal.CrystalSystem;
import org.braggwise.crystal.UnitCell;
import org.braggwise.crystal.symmetry.BravaisLattice;
import org.braggwise.refinement.peaks.BraggLaw;
import org.braggwise.refinement.peaks.Peak;
import org.braggwise.refinement.peaks.PeakList;
import org.braggwise.refinement.phase.ReciprocalMetric;

/**
 * Finds the cells that explain the positions of peaks: trial cells of all systems, from cubic to triclinic, are made of the first lines,
 * tested on more of them, refined, brought to their lattices and ranked. Nothing depends on the clock or on chance: the same peaks give the
 * same cells. Immutable; one indexer serves any number of threads.
 */
public final class Indexer {

    private static final int LEAST_PEAKS = 6;
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
    private static final double[] DENSITY = {3, 4, 5, 6, 6, 6, 8};
    private static final double[] MULTIPLICITY = {2, 4, 8, 16, 24, 24, 48};

    private final IndexingSettings m_settings;

    /** @param settings how */
    public Indexer(IndexingSettings settings) {
        m_settings = Objects.requireNonNull(settings);
    }

    /** Indexes without a way to cancel. */
    public List<IndexedCell> index(PeakList peaks) {
        return index(peaks, () -> false);
    }

    /**
     * @param peaks of one phase, some lines of impurities allowed
     * @param cancelled asked many times a second
     * @return the cells, the likeliest first, each lattice once; none where no cell explains the lines
     * @throws java.util.concurrent.CancellationException where that is asked for
     * @throws IllegalArgumentException for fewer than six peaks that are strong enough
     */
    public List<IndexedCell> index(PeakList peaks, BooleanSupplier cancelled) {
        ObservedLines lines = new ObservedLines(peaks, m_settings);
        if (lines.size() < LEAST_PEAKS) {
            throw new IllegalArgumentException("There are " + peaks.size() + " peaks, " + lines.size()
                    + " of them with at least " + m_settings.leastShare()
                    + " of the strongest one's area: expected at least " + LEAST_PEAKS + " to index.");
        }
        TrialTest test = new TrialTest(lines, m_settings.mostUnindexed());
        CellFit fit = new CellFit(lines);
        LatticeRanking ranking = new LatticeRanking(lines, m_settings, test, fit);
        search(lines, test, fit, ranking, cancelled);
        List<IndexedCell> cells = new ArrayList<>();
        for (LatticeRanking.Ranked r : ranking.best()) {
            cells.add(cell(r, peaks, lines, fit));
        }
        return cells;
    }

    /** From high symmetry to low, until a lattice is found that leaves nothing to be explained. */
    private void search(
            ObservedLines lines, TrialTest test, CellFit fit, LatticeRanking ranking, BooleanSupplier cancelled) {
        for (CrystalSystem system : ORDER) {
            boolean wanted = m_settings.systems().contains(system)
                    || system == CrystalSystem.HEXAGONAL && m_settings.systems().contains(CrystalSystem.TRIGONAL);
            if (!wanted || ranking.convincing()) {
                continue;
            }
            Cancelled.check(cancelled);
            double mostVolume = Math.min(m_settings.mostVolume(), mostVolume(system, lines));
            CandidatePool pool = new CandidatePool(system, lines, m_settings, fit, KEPT);
            HighSymmetrySearch high = new HighSymmetrySearch(lines, test, mostVolume, cancelled);
            switch (system) {
                case CUBIC -> high.cubic(pool);
                case TETRAGONAL, HEXAGONAL -> high.uniaxial(system, pool);
                case ORTHORHOMBIC -> high.orthorhombic(pool);
                case MONOCLINIC -> new MonoclinicSearch(lines, test, mostVolume, cancelled).run(pool);
                default -> new ZoneSearch(lines, test, m_settings.leastVolume(), mostVolume, cancelled).run(pool);
            }
            for (CandidatePool.Candidate c : pool.best()) {
                Cancelled.check(cancelled);
                ranking.add(c);
            }
        }
    }

    /**
     * @return the volume of a primitive cell that has {@link #DENSITY} times as many lines as were observed: 4/3 pi Q^(3/2) V lattice points over
     *     the multiplicity of a general one
     */
    private static double mostVolume(CrystalSystem system, ObservedLines lines) {
        double points = DENSITY[system.ordinal()] * MULTIPLICITY[system.ordinal()] * lines.searched;
        return points / (4 * Math.PI / 3 * Math.pow(lines.searchLimit(), 1.5));
    }

    private IndexedCell cell(LatticeRanking.Ranked r, PeakList peaks, ObservedLines lines, CellFit fit) {
        CrystalSystem system = r.lattice().system();
        ReciprocalMetric metric = Metrics.of(system);
        char centring = r.lattice().centring();
        boolean zero = m_settings.refineZeroShift();
        int free = metric.size() + (zero ? 1 : 0);
        UnitCell conventional = metric.cell(r.g());

        int twenty = Math.min(20, lines.size());
        fit.run(system, centring, r.g(), lines.searched, zero, zero ? 3 : 1);
        double m = CandidatePool.merit(fit, lines, lines.searched) * Math.pow(0.5, fit.unindexed);
        int searchUnindexed = fit.unindexed;
        fit.run(system, centring, r.g(), twenty, zero, zero ? 3 : 1);
        double m20 = CandidatePool.merit(fit, lines, twenty);
        double f20 = f20(fit, lines, twenty);
        fit.run(system, centring, r.g(), lines.size(), zero, zero ? 3 : 1);
        FiguresOfMerit figures = new FiguresOfMerit(m20, f20, m, r.score(), searchUnindexed, fit.unindexed);
        double chi = 0;
        for (int i = 0; i < lines.size(); i++) {
            if (fit.match[i] >= 0) {
                chi += Math.pow(fit.misfit[i] / lines.sigma[i], 2);
            }
        }
        double inflation = Math.max(1, chi / Math.max(1, lines.size() - fit.unindexed - free));
        double[] sigmas = sigmas(fit.equations(), metric, fit.g, inflation);
        double zeroSigma = zero ? Math.sqrt(inflation * fit.equations().covariance(metric.size(), metric.size())) : 0;
        BravaisLattice exact = new BravaisLattice(
                r.lattice().holohedry(), centring, r.lattice().reduced(), conventional);
        return new IndexedCell(
                exact, sigmas, figures, fit.zeroShiftDeg, zeroSigma, indexed(fit, system, centring, metric, peaks));
    }

    private static double f20(CellFit fit, ObservedLines lines, int n) {
        double sum = 0;
        double floor = 0;
        for (int i = 0; i < n; i++) {
            double perDegree = BraggLaw.qPerDegree(lines.twoThetaDeg[i], lines.wavelengthAngstrom);
            sum += fit.match[i] >= 0 ? Math.abs(fit.misfit[i]) / perDegree : 0;
            floor += lines.sigma[i] / perDegree / n;
        }
        return n / (Math.max(floor, sum / Math.max(1, n - fit.unindexed)) * fit.calculated);
    }

    /** By the covariance of the free numbers and the derivatives of the cell by them, taken numerically. */
    private static double[] sigmas(SmallSystem equations, ReciprocalMetric metric, double[] g, double inflation) {
        int n = metric.size();
        double[] numbers = Arrays.copyOf(g, n);
        double[] centre = parameters(metric.cell(numbers));
        double[][] slopes = new double[n][];
        for (int p = 0; p < n; p++) {
            double[] moved = numbers.clone();
            double step = 1e-6 * Math.max(Math.abs(g[p]), 1e-3 * g[0]);
            moved[p] += step;
            slopes[p] = parameters(metric.cell(moved));
            for (int i = 0; i < 6; i++) {
                slopes[p][i] = (slopes[p][i] - centre[i]) / step;
            }
        }
        double[] sigmas = new double[6];
        for (int i = 0; i < 6; i++) {
            double variance = 0;
            for (int p = 0; p < n; p++) {
                for (int q = 0; q < n; q++) {
                    variance += slopes[p][i] * equations.covariance(p, q) * slopes[q][i];
                }
            }
            sigmas[i] = Math.sqrt(Math.max(0, inflation * variance));
        }
        return sigmas;
    }

    private static double[] parameters(UnitCell c) {
        return new double[] {c.a(), c.b(), c.c(), c.alphaDeg(), c.betaDeg(), c.gammaDeg()};
    }

    /** Every peak of the list with the nearest line of the lattice. */
    private List<IndexedCell.IndexedLine> indexed(
            CellFit fit, CrystalSystem system, char centring, ReciprocalMetric metric, PeakList peaks) {
        double wavelength = peaks.wavelengthAngstrom();
        double last = peaks.peaks().get(peaks.size() - 1).q();
        LineList list = new LineList(20_000);
        list.fill(system, Metrics.form(metric.tensorOf(Arrays.copyOf(fit.g, metric.size()))), centring, 1.05 * last);
        List<IndexedCell.IndexedLine> lines = new ArrayList<>();
        for (int i = 0; i < peaks.size(); i++) {
            Peak p = peaks.peaks().get(i);
            double best = m_settings.overlapToleranceDeg();
            IndexedCell.IndexedLine line = new IndexedCell.IndexedLine(i, 0, 0, 0, Double.NaN);
            for (int c = 0; c < list.size; c++) {
                double angle = BraggLaw.twoThetaDeg(list.q[c], wavelength) + fit.zeroShiftDeg;
                double d = Math.abs(angle - p.twoThetaDeg());
                if (d <= best) {
                    best = d;
                    line = new IndexedCell.IndexedLine(i, list.h[c], list.k[c], list.l[c], angle);
                }
            }
            lines.add(line);
        }
        return lines;
    }
}

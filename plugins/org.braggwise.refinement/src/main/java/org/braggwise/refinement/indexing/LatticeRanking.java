// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.indexing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.braggwise.crystal.geometry.UnitCell;
import org.braggwise.crystal.symmetry.BravaisLattice;
import org.braggwise.crystal.symmetry.CrystalSystem;
import org.braggwise.crystal.symmetry.LaueClass;
import org.braggwise.refinement.phase.MetricForm;
import org.braggwise.refinement.phase.ReciprocalMetric;

/**
 * Makes lattices of trial cells and ranks them: centrings and smaller cells that explain the lines too are found, larger ones that explain
 * more of them, and the symmetry of each; each is refined on all lines as symmetric as it is, and gets its score.
 */
final class LatticeRanking {

    /** Tolerances for the symmetry of a lattice, in angstrom: a loose one may be right where angles are poor, and wrong where they are not. */
    private static final double[] TOLERANCES = {0.005, 0.02, 0.06};

    private static final double PER_UNINDEXED = 3;
    /** The chance of a line is taken for no less than this. */
    private static final double LEAST_CHANCE = 1e-4;

    /** Below this mean misfit over tolerance, and from so many nats a line on, a lattice is taken for found. */
    private static final double CONVINCING = 0.15;

    private static final double SATISFYING = 0.3;

    private static final double LEAST_GAIN = 2.5;
    /** And how many lines it may have for each that is observed. */
    private static final double MOST_ABSENT = 2;

    private static final int MOST_STEPS_DOWN = 3;

    /** A lattice with its fit. */
    record Ranked(
            BravaisLattice lattice,
            double[] g,
            double zeroShiftDeg,
            double score,
            double misfit,
            int calculated,
            int unindexed,
            double[] series) {}

    private final ObservedLines m_lines;
    private final IndexingSettings m_settings;
    private final TrialTest m_test;
    private final CellFit m_fit;
    private final List<Ranked> m_ranked = new ArrayList<>();
    private final Set<List<Long>> m_seen = new HashSet<>();

    LatticeRanking(ObservedLines lines, IndexingSettings settings, TrialTest test, CellFit fit) {
        m_lines = lines;
        m_settings = settings;
        m_test = test;
        m_fit = fit;
    }

    /** @return the lattices by score, the same lattice once */
    List<Ranked> best() {
        m_ranked.sort(Comparator.comparingDouble((Ranked r) -> -r.score()));
        List<Ranked> distinct = new ArrayList<>();
        for (Ranked r : m_ranked) {
            if (distinct.size() < m_settings.mostCells() && distinct.stream().noneMatch(d -> same(d, r))) {
                distinct.add(r);
            }
        }
        return distinct;
    }

    /** Takes a cell on primitive axes with the lattices near it. */
    void add(CandidatePool.Candidate c) {
        ReciprocalMetric metric = Metrics.of(c.system());
        add(MetricForm.of(metric.tensorOf(c.g())));
    }

    private void add(double[] form) {
        List<double[]> family = new ArrayList<>();
        down(form, 0, family);
        for (double[] f : family) {
            evaluate(f);
            int left = m_fit.run(CrystalSystem.TRICLINIC, 'P', f, m_lines.size(), false, 0) ? m_fit.unindexed : 0;
            if (left > 0) {
                for (double[] larger : LatticeNeighbours.withMoreLines(f)) {
                    if (m_fit.run(CrystalSystem.TRICLINIC, 'P', larger, m_lines.size(), false, 0)
                            && m_fit.unindexed < left
                            && isNew()) {
                        evaluate(larger);
                    }
                }
            }
        }
    }

    /** Collects a lattice and, as long as the lines are explained, its centrings and smaller cells, and theirs; each once. */
    private void down(double[] form, int depth, List<double[]> family) {
        if (!m_fit.run(CrystalSystem.TRICLINIC, 'P', form, m_lines.searched, false, 0) || !isNew()) {
            return;
        }
        family.add(form);
        if (depth < MOST_STEPS_DOWN) {
            for (double[] f : LatticeNeighbours.withFewerLines(form)) {
                if (m_test.triclinic(f[0], f[1], f[2], f[3], f[4], f[5])) {
                    down(f, depth + 1, family);
                }
            }
        }
    }

    /** Whether the lattice last fitted is none that was fitted before on as many lines, told by number, least, mean and spread of its Q. */
    private boolean isNew() {
        LineList list = m_fit.list();
        double least = Double.POSITIVE_INFINITY;
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < list.size; i++) {
            least = Math.min(least, list.q[i]);
            sum += list.q[i];
            squares += list.q[i] * list.q[i];
        }
        return m_seen.add(List.of((long) list.size, digits(least), digits(sum), digits(squares)));
    }

    private static long digits(double value) {
        return Math.round(2000 * Math.log(value));
    }

    private void evaluate(double[] form) {
        ReciprocalMetric triclinic = Metrics.of(CrystalSystem.TRICLINIC);
        UnitCell primitive;
        try {
            primitive = triclinic.cell(form);
        } catch (IllegalArgumentException e) {
            return; // the form of no cell
        }
        if (primitive.volume() < m_settings.leastVolume()) {
            return;
        }
        Set<LaueClass> seen = EnumSet.noneOf(LaueClass.class);
        for (double tolerance : TOLERANCES) {
            BravaisLattice lattice = BravaisLattice.of(primitive, tolerance);
            if (seen.add(lattice.holohedry())) {
                refine(lattice);
            }
        }
    }

    private void refine(BravaisLattice lattice) {
        CrystalSystem system = lattice.system();
        ReciprocalMetric metric = Metrics.of(system);
        int n = m_lines.size();
        if (!m_fit.run(
                system, lattice.centring(), metric.of(lattice.conventional()), n, m_settings.refineZeroShift(), 3)) {
            return;
        }
        double[] g = Arrays.copyOf(m_fit.g, metric.size());
        double volume = m_fit.volume(system);
        if (!(volume <= m_settings.mostVolume())) {
            return;
        }
        int parameters = metric.size() + (m_settings.refineZeroShift() ? 1 : 0);
        double score = score(m_fit, m_lines, n, parameters);
        m_ranked.add(new Ranked(
                lattice,
                g,
                m_fit.zeroShiftDeg,
                score,
                meanShareOfTolerance(),
                m_fit.calculated,
                m_fit.unindexed,
                series(system, lattice, g)));
    }

    /** @return whether a lattice explains the lines much better than the tolerance asks: one of lower symmetry need not be looked for */
    boolean convincing() {
        return m_ranked.stream().anyMatch(r -> explains(r, m_lines.size() / 20, CONVINCING));
    }

    /** @return whether a lattice explains the lines well enough not to look for another zero shift */
    boolean satisfying() {
        return m_ranked.stream().anyMatch(r -> explains(r, Math.max(1, m_lines.size() / 12), SATISFYING));
    }

    private boolean explains(Ranked r, int mostUnindexed, double mostMisfit) {
        return r.unindexed() <= mostUnindexed
                && r.calculated() <= MOST_ABSENT * m_lines.size()
                && r.misfit() < mostMisfit
                && r.score() > LEAST_GAIN * m_lines.size();
    }

    private double meanShareOfTolerance() {
        double sum = 0;
        for (int i = 0; i < m_lines.size(); i++) {
            sum += m_fit.match[i] >= 0 ? Math.abs(m_fit.misfit[i]) / m_lines.tolerance[i] : 0;
        }
        return sum / Math.max(1, m_lines.size() - m_fit.unindexed);
    }

    static double score(CellFit fit, ObservedLines lines, int n, int parameters) {
        double last = lines.q[n - 1];
        double density = 1.5 * fit.calculated / Math.pow(last, 1.5);
        double sum = 0;
        for (int i = 0; i < n; i++) {
            if (fit.match[i] >= 0) {
                double near = Math.abs(fit.misfit[i]) + lines.sigma[i];
                double chance = 1 - Math.exp(-2 * density * Math.sqrt(lines.q[i]) * near);
                sum -= Math.log(Math.max(LEAST_CHANCE, chance));
            }
        }
        int indexed = n - fit.unindexed;
        return sum * Math.max(0, indexed - parameters) / Math.max(1, indexed) - PER_UNINDEXED * fit.unindexed;
    }

    /** The first Q of the lattice with the numbers that have them, by which lattices are told apart. */
    private double[] series(CrystalSystem system, BravaisLattice lattice, double[] g) {
        LineList list = new LineList(4000);
        double[] form = MetricForm.of(Metrics.of(system).tensorOf(g));
        list.fill(system, form, lattice.centring(), m_lines.searchLimit());
        double[] q = Arrays.copyOf(list.q, list.size);
        Arrays.sort(q);
        return q;
    }

    /** Same density of lattice points, and each line of the one that has fewer is near one of the other. */
    static boolean same(Ranked a, Ranked b) {
        double va = a.lattice().reduced().volume();
        double vb = b.lattice().reduced().volume();
        if (Math.abs(va / vb - 1) > 0.01) {
            return false;
        }
        double[] few = a.series().length < b.series().length ? a.series() : b.series();
        double[] many = few == a.series() ? b.series() : a.series();
        return covered(few, many) && covered(many, few);
    }

    private static boolean covered(double[] some, double[] by) {
        int most = Math.min(some.length, 30);
        int j = 0;
        for (int i = 0; i < most; i++) {
            while (j + 1 < by.length && Math.abs(by[j + 1] - some[i]) <= Math.abs(by[j] - some[i])) {
                j++;
            }
            boolean end = some[i] > 0.97 * by[by.length - 1];
            if (!end && Math.abs(by[j] / some[i] - 1) > 0.006) {
                return false;
            }
        }
        return true;
    }
}

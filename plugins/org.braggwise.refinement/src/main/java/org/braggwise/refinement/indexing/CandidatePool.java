// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.indexing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

import org.braggwise.crystal.symmetry.CrystalSystem;

/**
 * The best trial cells of one system. Each that passed the first test is refined on the search lines and gets a figure of merit M = Q_N / (2 mean|dQ|
 * N_calc), halved for each line left over: de Wolff's figure for whatever number of lines there is.
 */
final class CandidatePool {

    /** Below this a cell explains the lines no better than chance. */
    private static final double LEAST_MERIT = 3;
    /** Two cells of one system that agree in volume and merit to this share are one. */
    private static final double SAME = 1e-3;

    /** A cell on primitive axes of its system. */
    record Candidate(CrystalSystem system, double[] g, double volume, double merit, int unindexed) {}

    private final CrystalSystem m_system;
    private final CellFit m_fit;
    private final ObservedLines m_lines;
    private final IndexingSettings m_settings;
    private final int m_most;
    private final List<Candidate> m_kept = new ArrayList<>();
    private int m_refined;

    /** @param most how many are kept */
    CandidatePool(CrystalSystem system, ObservedLines lines, IndexingSettings settings, CellFit fit, int most) {
        m_system = system;
        m_lines = lines;
        m_settings = settings;
        m_fit = fit;
        m_most = most;
    }

    int refined() {
        return m_refined;
    }

    /** @return the cells, the best first */
    List<Candidate> best() {
        m_kept.sort(Comparator.comparingDouble((Candidate c) -> -c.merit()));
        return m_kept.subList(0, Math.min(m_most, m_kept.size()));
    }

    /** Refines a cell that passed the first test, and keeps it if it is one of the best. */
    void offer(double... g) {
        m_refined++;
        int n = m_lines.searched;
        if (!m_fit.run(m_system, 'P', g, n, false, 2)) {
            return;
        }
        double volume = m_fit.volume(m_system);
        int unindexed = m_fit.unindexed;
        double merit = merit(m_fit, m_lines, n) * Math.pow(0.5, unindexed);
        if (unindexed > TrialTest.allowed(n, m_settings.mostUnindexed())
                || !(volume >= m_settings.leastVolume() && volume <= m_settings.mostVolume())
                || !(merit > LEAST_MERIT)) {
            return;
        }
        for (Candidate c : m_kept) {
            if (Math.abs(c.volume() - volume) < SAME * volume && Math.abs(c.merit() - merit) < SAME * merit) {
                return;
            }
        }
        m_kept.add(new Candidate(
                m_system, Arrays.copyOf(m_fit.g, Metrics.of(m_system).size()), volume, merit, unindexed));
        if (m_kept.size() > 4 * m_most) {
            List<Candidate> best = new ArrayList<>(best());
            m_kept.clear();
            m_kept.addAll(best);
        }
    }

    /** M = Q_N / (2 mean|dQ| N_calc), the mean not below what the lines are good for. */
    static double merit(CellFit fit, ObservedLines lines, int n) {
        double floor = 0;
        for (int i = 0; i < n; i++) {
            floor += lines.sigma[i] / n;
        }
        return lines.q[n - 1] / (2 * Math.max(fit.meanMisfit, floor) * fit.calculated);
    }
}

// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.benchmarks.matching;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

import org.braggwise.benchmarks.accuracy.StructureSet;
import org.braggwise.crystal.finder.SpaceGroupFinder;
import org.braggwise.refinement.indexing.IndexedCell;
import org.braggwise.refinement.matching.Hypothesis;
import org.braggwise.refinement.matching.Match;

/**
 * What decisions rest on, a pattern after the other, so that their weights can be chosen on validation patterns without matching them again. Lines
 * begin with a letter: F group and number of candidates; Q id, true group, residual of noise; C lattice, M20 and score of the first cell; T groups of the best
 * structure within 0.03, 0.05, 0.07, 0.1, 0.14 and 0.2 angstrom; H group
 * of the atoms, group refined in, residual, parameters, score, shift, route; N group and share of the candidates nearly of it
 * that are distorted; E group and log-likelihood of its extinctions.
 */
final class EvidenceFile implements AutoCloseable {

    private static final double[] TOLERANCES = {0.03, 0.05, 0.07, 0.1, 0.14, 0.2};

    private final PrintWriter m_out;

    EvidenceFile(Path file, Map<Integer, Double> frequencies) throws IOException {
        m_out = new PrintWriter(Files.newBufferedWriter(file, StandardCharsets.UTF_8));
        frequencies.forEach((group, n) -> m_out.printf(Locale.ROOT, "F %d %.0f%n", group, n));
    }

    synchronized void add(StructureSet.Entry entry, Match match) {
        m_out.printf(Locale.ROOT, "Q %s %d %.6f%n", entry.id(), entry.spaceGroup(), match.expectedResidual());
        if (!match.cells().isEmpty()) {
            IndexedCell cell = match.cells().get(0);
            m_out.printf(
                    Locale.ROOT,
                    "C %s %.2f %.2f%n",
                    cell.system(),
                    cell.figures().m20(),
                    cell.figures().score());
        }
        match.best().ifPresent(this::tolerances);
        for (Hypothesis h : match.hypotheses()) {
            m_out.printf(
                    Locale.ROOT,
                    "H %d %d %.6f %d %.5f %.3f %s%n",
                    h.spaceGroup().number(),
                    h.structure().spaceGroup().number(),
                    h.residual(),
                    h.parameters(),
                    h.score(),
                    h.largestShiftAngstrom(),
                    h.route());
        }
        match.distorted().forEach((group, share) -> m_out.printf(Locale.ROOT, "N %d %.4f%n", group, share));
        match.extinctions().forEach((group, value) -> m_out.printf(Locale.ROOT, "E %d %.4f%n", group, value));
        m_out.flush();
    }

    private void tolerances(Hypothesis h) {
        m_out.print("T");
        for (double tolerance : TOLERANCES) {
            m_out.print(" "
                    + SpaceGroupFinder.find(h.structure(), tolerance)
                            .spaceGroup()
                            .number());
        }
        m_out.println();
    }

    @Override
    public void close() {
        m_out.close();
    }
}

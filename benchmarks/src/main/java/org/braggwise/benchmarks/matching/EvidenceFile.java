// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.benchmarks.matching;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.braggwise.benchmarks.accuracy.StructureSet;
import org.braggwise.crystal.CrystalStructure;
import org.braggwise.crystal.Site;
import org.braggwise.crystal.finder.SpaceGroupFinder;
import org.braggwise.crystal.geometry.UnitCell;
import org.braggwise.crystal.symmetry.SpaceGroup;
import org.braggwise.refinement.indexing.IndexedCell;
import org.braggwise.refinement.matching.Hypothesis;
import org.braggwise.refinement.matching.Match;
import org.braggwise.refinement.matching.Route;

/**
 * What decisions rest on, a pattern after the other, so that their weights can be chosen on validation patterns without matching them again. Lines
 * begin with a letter: F group and number of candidates; Q id, true group, residual of noise; C lattice, M20 and score of the first cell; T groups of the best
 * structure within 0.03, 0.05, 0.07, 0.1, 0.14 and 0.2 angstrom; H group
 * of the atoms, group refined in, residual, parameters, score, shift, route, group that its atoms are nearly of or 0; N group and share of the candidates nearly of it
 * that are distorted; E group and log-likelihood of its extinctions.
 */
final class EvidenceFile implements AutoCloseable {

    private static final double[] TOLERANCES = {0.03, 0.05, 0.07, 0.1, 0.14, 0.2};

    private final PrintWriter m_out;

    EvidenceFile(Path file, Map<Integer, Double> frequencies) throws IOException {
        m_out = new PrintWriter(Files.newBufferedWriter(file, StandardCharsets.UTF_8));
        new TreeMap<>(frequencies).forEach((group, n) -> m_out.printf(Locale.ROOT, "F %d %.0f%n", group, n));
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
                    "H %d %d %.6f %d %.5f %.3f %s %d%n",
                    h.spaceGroup().number(),
                    h.structure().spaceGroup().number(),
                    h.residual(),
                    h.parameters(),
                    h.score(),
                    h.largestShiftAngstrom(),
                    h.route(),
                    h.pseudoSymmetry().map(SpaceGroup::number).orElse(0));
        }
        new TreeMap<>(match.distorted())
                .forEach((group, share) -> m_out.printf(Locale.ROOT, "N %d %.4f%n", group, share));
        new TreeMap<>(match.extinctions())
                .forEach((group, value) -> m_out.printf(Locale.ROOT, "E %d %.4f%n", group, value));
        m_out.flush();
    }

    /** What decisions need of the matches of a file, by structure: hypotheses have their space groups, and no atoms. */
    static Map<String, Match> read(Path file) throws IOException {
        Map<String, List<String[]>> blocks = new LinkedHashMap<>();
        List<String[]> block = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            String[] fields = line.split(" ");
            if (fields[0].equals("Q")) {
                block = new ArrayList<>();
                blocks.put(fields[1], block);
            }
            block.add(fields);
        }
        Map<String, Match> matches = new LinkedHashMap<>();
        blocks.forEach((id, lines) -> matches.put(id, match(lines)));
        return matches;
    }

    private static Match match(List<String[]> lines) {
        List<Hypothesis> hypotheses = new ArrayList<>();
        Map<Integer, Double> distorted = new TreeMap<>();
        Map<Integer, Double> extinctions = new TreeMap<>();
        for (String[] f : lines) {
            switch (f[0]) {
                case "H" -> hypotheses.add(hypothesis(f));
                case "N" -> distorted.put(Integer.parseInt(f[1]), Double.parseDouble(f[2]));
                case "E" -> extinctions.put(Integer.parseInt(f[1]), Double.parseDouble(f[2]));
                default -> {}
            }
        }
        double expected = Double.parseDouble(lines.get(0)[3]);
        return new Match(hypotheses, new double[0], expected, hypotheses.size(), distorted, List.of(), extinctions);
    }

    private static Hypothesis hypothesis(String[] f) {
        CrystalStructure structure = standIn(Integer.parseInt(f[2]));
        CrystalStructure symmetrised = standIn(Integer.parseInt(f[1]));
        int nearly = f.length > 8 ? Integer.parseInt(f[8]) : 0;
        return new Hypothesis(
                "",
                Route.valueOf(f[7]),
                structure,
                symmetrised.spaceGroup(),
                nearly == 0 ? Optional.empty() : Optional.of(SpaceGroup.ofNumber(nearly)),
                symmetrised,
                false,
                Double.parseDouble(f[3]),
                Integer.parseInt(f[4]),
                Double.parseDouble(f[5]),
                Double.parseDouble(f[6]),
                new double[0]);
    }

    private static CrystalStructure standIn(int group) {
        SpaceGroup g = SpaceGroup.ofNumber(group);
        return new CrystalStructure(
                "", g.constrained(new UnitCell(4, 4.1, 4.2, 90, 90, 90)), g, List.of(Site.of("H", "H", 0, 0, 0)));
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

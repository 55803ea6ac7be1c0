// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.benchmarks.matching;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.braggwise.benchmarks.accuracy.StructureSet;
import org.braggwise.crystal.CrystalStructure;
import org.braggwise.crystal.geometry.UnitCell;
import org.braggwise.crystal.symmetry.BravaisLattice;
import org.braggwise.crystal.symmetry.CrystalSystem;
import org.braggwise.crystal.symmetry.LaueClass;
import org.braggwise.diffraction.Pattern;
import org.braggwise.diffraction.simulation.Background;
import org.braggwise.diffraction.simulation.Noise;
import org.braggwise.diffraction.simulation.PatternSimulator;
import org.braggwise.refinement.indexing.IndexedCell;
import org.braggwise.refinement.indexing.Indexer;
import org.braggwise.refinement.indexing.IndexingSettings;
import org.braggwise.refinement.mixture.PhaseCandidate;
import org.braggwise.refinement.peaks.KnownLineShape;
import org.braggwise.refinement.peaks.PeakFinder;
import org.braggwise.refinement.peaks.PeakList;
import org.braggwise.refinement.peaks.PeakSettings;
import org.braggwise.refinement.wholepattern.MeasuredPattern;

/** How often the lattice of a simulated pattern is among the first five that indexing gives: see benchmarks/indexing. */
public final class IndexingBenchmark {

    private static final int MOST_PEAKS = 60;
    private static final int CHOICES = 5;
    /** Two lattices are one where the first so many Q of their points agree to 1 %, half a percent in lengths. */
    private static final int POINTS = 40;

    private static final double TOLERANCE = 0.01;
    /** The same where the reference is a structure of density functional theory, whose lengths are off by up to a percent. */
    private static final double COMPUTED_TOLERANCE = 0.025;

    private IndexingBenchmark() {}

    private static final class Count {
        int all;
        int first;
        int among;
    }

    /** Arguments: folder of the data, "validation", "test" or "measured", and n to take every n-th structure. */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length > 1 && arguments[1].equals("measured")) {
            List<String> options = new ArrayList<>(List.of(arguments).subList(2, arguments.length));
            Path folder = Path.of(arguments[0]).resolve("refinement");
            measured(MeasuredSample.readAll(folder, options), MeasuredSample.pool(folder));
            return;
        }
        Abx3Split split = new Abx3Split(Path.of(arguments[0]));
        boolean test = arguments.length > 1 && arguments[1].equals("test");
        int step = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 1;
        List<StructureSet.Entry> entries = test ? split.test() : split.validation();
        PatternSimulator simulator = Abx3Split.simulator(Noise.NONE, Background.NONE);
        double wavelength = simulator.settings().radiation().strongestLine().wavelengthAngstrom();
        PeakFinder finder = new PeakFinder(PeakSettings.simulated(new KnownLineShape(
                        Abx3Split.PROFILE, wavelength, simulator.settings().tailThreshold()))
                .withMostPeaks(MOST_PEAKS));
        Indexer indexer = new Indexer(IndexingSettings.PRECISE);
        Map<CrystalSystem, Count> counts = new EnumMap<>(CrystalSystem.class);
        for (int i = 0; i < entries.size(); i += step) {
            StructureSet.Entry e = entries.get(i);
            Pattern pattern = simulator.pattern(e.structure(), e.id());
            int rank = rank(e, finder.find(pattern), indexer);
            Count c = counts.computeIfAbsent(CrystalSystem.ofSpaceGroup(e.spaceGroup()), s -> new Count());
            c.all++;
            c.first += rank == 0 ? 1 : 0;
            c.among += rank >= 0 && rank < CHOICES ? 1 : 0;
        }
        Count high = new Count();
        counts.forEach((system, c) -> {
            System.out.printf(
                    Locale.ROOT,
                    "%s: %d structures, %d first, %d among the first five%n",
                    system.label(),
                    c.all,
                    c.first,
                    c.among);
            if (system.compareTo(CrystalSystem.ORTHORHOMBIC) >= 0) {
                high.all += c.all;
                high.among += c.among;
            } else {
                result(system.label(), c);
            }
        });
        result("orthorhombic_or_higher", high);
    }

    /** None where there are too few peaks. */
    private static List<IndexedCell> cells(Indexer indexer, PeakList peaks) {
        try {
            return indexer.index(peaks);
        } catch (IllegalArgumentException e) {
            return List.of();
        }
    }

    /** Single phases as instruments wrote them, by the settings that the XRD Indexer has for measured patterns. */
    private static void measured(List<MeasuredSample> samples, List<PhaseCandidate> pool) {
        Map<String, PhaseCandidate> structures =
                pool.stream().collect(Collectors.toMap(PhaseCandidate::id, Function.identity()));
        PeakFinder finder = new PeakFinder(PeakSettings.MEASURED);
        Indexer indexer = new Indexer(IndexingSettings.LABORATORY);
        Count count = new Count();
        for (MeasuredSample sample : samples) {
            if (!sample.single()) {
                continue;
            }
            CrystalStructure structure = structures.get(sample.cifs().get(0)).structure();
            MeasuredPattern p = sample.pattern();
            long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            PeakList peaks = finder.find(p.twoThetaDeg(), p.intensities(), null, p.radiation(), () -> false);
            List<IndexedCell> cells = cells(indexer, peaks);
            double seconds = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start) / 1e9;
            boolean computed = sample.cifs().get(0).startsWith("mp-");
            int rank = rank(structure, cells, computed ? COMPUTED_TOLERANCE : TOLERANCE);
            count.all++;
            count.first += rank == 0 ? 1 : 0;
            count.among += rank >= 0 && rank < CHOICES ? 1 : 0;
            System.out.printf(
                    Locale.ROOT,
                    "%s %s %s: %s, %d peaks, %.1f s; %s; first %s%n",
                    sample.name(),
                    sample.cifs().get(0),
                    structure.spaceGroup().hermannMauguin(),
                    rank < 0 ? "not found" : "rank " + (rank + 1),
                    peaks.size(),
                    seconds,
                    describe(truth(structure)),
                    cells.isEmpty() ? "none" : describe(cells.get(0)));
        }
        System.out.printf(Locale.ROOT, "RESULT indexing_measured_first %.4f%n", count.first / (double) count.all);
        result("measured", count);
    }

    private static String describe(IndexedCell c) {
        return String.format(
                Locale.ROOT,
                "%s, M20 %.1f, score %.2f, %d of %d unindexed",
                describe(c.lattice().reduced()),
                c.figures().m20(),
                c.figures().score(),
                c.unindexed(),
                c.lines().size());
    }

    private static String describe(UnitCell c) {
        return String.format(
                Locale.ROOT,
                "%.3f %.3f %.3f %.2f %.2f %.2f V %.1f",
                c.a(),
                c.b(),
                c.c(),
                c.alphaDeg(),
                c.betaDeg(),
                c.gammaDeg(),
                c.volume());
    }

    private static void result(String name, Count c) {
        System.out.printf(Locale.ROOT, "RESULT indexing_%s %.4f%n", name, c.among / (double) Math.max(1, c.all));
    }

    /** @return the place of the structure's lattice among the cells, from 0; -1 where it is not there */
    private static int rank(StructureSet.Entry e, PeakList peaks, Indexer indexer) {
        List<IndexedCell> cells;
        try {
            cells = indexer.index(peaks);
        } catch (IllegalArgumentException tooFewPeaks) {
            return -1;
        }
        return rank(e.structure(), cells, TOLERANCE);
    }

    private static UnitCell truth(CrystalStructure structure) {
        UnitCell cell = structure.cell();
        char centring = structure.spaceGroup().hermannMauguinFull().charAt(0);
        return new BravaisLattice(LaueClass.L_1BAR, centring, cell, cell)
                .withConventional(cell)
                .reduced();
    }

    private static int rank(CrystalStructure structure, List<IndexedCell> cells, double tolerance) {
        UnitCell truth = truth(structure);
        for (int i = 0; i < cells.size(); i++) {
            if (same(truth, cells.get(i).lattice().reduced(), tolerance)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean same(UnitCell one, UnitCell other, double tolerance) {
        double volume = one.volume();
        if (Math.abs(other.volume() / volume - 1) > 1.2 * tolerance) {
            return false;
        }
        double limit = Math.pow(1.5 * POINTS / (4 * Math.PI / 3 * volume), 2 / 3.0);
        double[] p = series(one, limit);
        double[] q = series(other, limit);
        for (int i = 0; i < Math.min(POINTS, Math.min(p.length, q.length)); i++) {
            if (Math.abs(p[i] / q[i] - 1) > tolerance) {
                return false;
            }
        }
        return true;
    }

    private static double[] series(UnitCell cell, double limit) {
        double[][] g = cell.reciprocalMetricTensor();
        int most = (int) Math.ceil(Math.sqrt(limit) * Math.max(cell.a(), Math.max(cell.b(), cell.c())));
        return java.util.stream.IntStream.rangeClosed(-most, most)
                .boxed()
                .flatMapToDouble(h -> java.util.stream.IntStream.rangeClosed(-most, most)
                        .boxed()
                        .flatMapToDouble(k -> java.util.stream.IntStream.rangeClosed(-most, most)
                                .mapToDouble(l -> h * (g[0][0] * h + 2 * g[0][1] * k + 2 * g[0][2] * l)
                                        + k * (g[1][1] * k + 2 * g[1][2] * l)
                                        + l * g[2][2] * l)))
                .filter(q -> q > 1e-9 && q < limit)
                .sorted()
                .toArray();
    }
}

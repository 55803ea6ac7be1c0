// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.simulation;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;

import org.braggwise.crystal.CrystalStructure;
import org.braggwise.crystal.Site;
import org.braggwise.crystal.Species;
import org.braggwise.crystal.cif.CifReader;
import org.braggwise.crystal.geometry.UnitCell;
import org.braggwise.crystal.symmetry.SpaceGroup;
import org.braggwise.diffraction.ReflectionList;

/**
 * Braggwise's side of benchmarks/simulation. Reads structures, one a line, up to an empty line: the path of a CIF file or nothing, a tabulator,
 * and the atoms, which stand in where there is no file or it gives no structure. Then for each number n on a line it simulates structure n
 * and answers with three medians in nanoseconds of processor time: reflections, drawing, and of the former the structure factors. It lies in this package
 * to time stages that the library keeps to itself.
 */
public final class SimulationBenchmark {

    /** Processor time, as that of the other side: waiting for a busy machine counts for neither. */
    private static final ThreadMXBean THREAD = ManagementFactory.getThreadMXBean();

    private static final int REPEATS = 9;
    private static final long WARM_UP_NANOS = 4_000_000_000L;

    private final PatternSimulator m_simulator = new PatternSimulator(SimulationSettings.DEFAULT);
    private double m_sink;

    public static void main(String[] arguments) throws IOException {
        new SimulationBenchmark().run(new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)));
    }

    private void run(BufferedReader in) throws IOException {
        List<CrystalStructure> structures = new ArrayList<>();
        String line = in.readLine();
        while (!line.isEmpty()) {
            structures.add(read(line, structures.size()));
            line = in.readLine();
        }
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < WARM_UP_NANOS) {
            structures.forEach(this::measure);
        }
        System.out.println(
                structures.size() + " structures; Java " + System.getProperty("java.version") + ", warmed up.");
        for (line = in.readLine(); line != null; line = in.readLine()) {
            long[] t = measure(structures.get(Integer.parseInt(line)));
            System.out.println(t[0] + " " + t[1] + " " + t[2]);
        }
        if (Double.isNaN(m_sink)) {
            throw new IllegalStateException("A pattern has a value that is not a number.");
        }
    }

    private long[] measure(CrystalStructure structure) {
        long[][] times = new long[3][REPEATS];
        for (int i = 0; i < REPEATS; i++) {
            long t0 = THREAD.getCurrentThreadCpuTime();
            ReflectionList reflections = m_simulator.reflections(structure);
            long t1 = THREAD.getCurrentThreadCpuTime();
            m_sink += m_simulator.render(reflections, "row").intensities()[100];
            long t2 = THREAD.getCurrentThreadCpuTime();
            times[0][i] = t1 - t0;
            times[1][i] = t2 - t1;
            times[2][i] = factors(structure);
        }
        for (long[] t : times) {
            Arrays.sort(t);
        }
        return new long[] {times[0][REPEATS / 2], times[1][REPEATS / 2], times[2][REPEATS / 2]};
    }

    /** The structure factors alone, of the families that {@link PatternSimulator#reflections} looks at. */
    private long factors(CrystalStructure structure) {
        ReflectionSphere families =
                m_simulator.families(structure, new PointGroup(structure.spaceGroup(), structure.cell()));
        Scatterers scatterers = new Scatterers(structure, SimulationSettings.DEFAULT, new LinkedHashSet<>());
        long t0 = THREAD.getCurrentThreadCpuTime();
        StructureFactors factors = new StructureFactors(structure.atoms(), scatterers, families);
        for (int i = 0; i < families.size(); i++) {
            m_sink += factors.squared(
                    families.index(i, 0), families.index(i, 1), families.index(i, 2), families.q2(i) / 4);
        }
        return THREAD.getCurrentThreadCpuTime() - t0;
    }

    private static CrystalStructure read(String line, int index) throws IOException {
        String path = line.substring(0, line.indexOf('\t'));
        if (!path.isEmpty()) {
            CifReader.Result result = new CifReader(CifReader.Mode.TOLERANT)
                    .read(Files.readString(Path.of(path), StandardCharsets.ISO_8859_1), path);
            if (!result.structures().isEmpty()) {
                return result.structures().get(0);
            }
        }
        return structure(line.substring(line.indexOf('\t') + 1), index);
    }

    private static CrystalStructure structure(String line, int index) {
        String[] parts = line.split(";");
        double[] m = Arrays.stream(parts[0].split(" "))
                .mapToDouble(Double::parseDouble)
                .toArray();
        List<Site> sites = new ArrayList<>();
        for (int i = 1; i < parts.length; i++) {
            String[] words = parts[i].split(" ");
            List<Species> species = new ArrayList<>();
            for (int j = 3; j < words.length; j++) {
                String[] pair = words[j].split(":");
                species.add(new Species(pair[0], 0, Double.parseDouble(pair[1])));
            }
            sites.add(new Site(
                    "s" + i,
                    species,
                    Double.parseDouble(words[0]),
                    Double.parseDouble(words[1]),
                    Double.parseDouble(words[2]),
                    null));
        }
        return new CrystalStructure(
                "s" + index,
                UnitCell.ofLattice(new double[][] {
                    Arrays.copyOfRange(m, 0, 3), Arrays.copyOfRange(m, 3, 6), Arrays.copyOfRange(m, 6, 9)
                }),
                SpaceGroup.ofNumber(1),
                sites);
    }
}

// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.libraries;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

import org.braggwise.crystal.CrystalStructure;
import org.braggwise.crystal.Site;
import org.braggwise.crystal.cif.CifWriter;
import org.braggwise.crystal.geometry.UnitCell;
import org.braggwise.crystal.symmetry.SpaceGroup;
import org.braggwise.diffraction.Radiation;
import org.braggwise.diffraction.TwoThetaGrid;
import org.braggwise.diffraction.simulation.PatternSimulator;
import org.braggwise.diffraction.simulation.SimulationSettings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The programs of docs/java.md, taken out of the page, compiled and run. */
@TestMethodOrder(OrderAnnotation.class)
class JavaPageTest {

    private static final Path PAGE = Path.of(System.getProperty("braggwise.root"), "docs", "java.md");
    private static final Pattern PROGRAM =
            Pattern.compile("```java\\n(.*?public final class (\\w+) .*?)```", Pattern.DOTALL);

    @TempDir
    static Path folder;

    private static URLClassLoader programs;

    @BeforeAll
    static void compile() throws IOException {
        Map<String, String> sources = new LinkedHashMap<>();
        Matcher m = PROGRAM.matcher(Files.readString(PAGE).replace("\r\n", "\n"));
        while (m.find()) {
            sources.put(m.group(2), m.group(1));
        }
        assertEquals(Set.of("CifToPattern", "PatternsToModel", "ScanToPrediction", "ScanToMatch"), sources.keySet());
        List<Path> files = new ArrayList<>();
        for (Map.Entry<String, String> source : sources.entrySet()) {
            files.add(Files.writeString(folder.resolve(source.getKey() + ".java"), source.getValue()));
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(problems, null, null)) {
            boolean done = compiler.getTask(
                            null,
                            manager,
                            problems,
                            List.of("-d", folder.toString(), "-Xlint:all", "-proc:none"),
                            null,
                            manager.getJavaFileObjectsFromPaths(files))
                    .call();
            assertTrue(done, () -> problems.getDiagnostics().toString());
            assertEquals(List.of(), problems.getDiagnostics(), "a page of examples has no warnings");
        }
        programs = new URLClassLoader(new URL[] {folder.toUri().toURL()}, JavaPageTest.class.getClassLoader());
        Path cifs = Files.createDirectory(folder.resolve("cifs"));
        write(cifs, perovskite("SrTiO3", "Sr", 3.905));
        write(cifs, perovskite("BaZrO3", "Ba", 4.19));
        write(cifs, rutile("TiO2", "Ti", 4.594, 2.959));
        write(cifs, rutile("SnO2", "Sn", 4.737, 3.186));
    }

    @AfterAll
    static void close() throws IOException {
        programs.close();
    }

    private static CrystalStructure perovskite(String name, String a, double length) {
        return new CrystalStructure(
                name,
                new UnitCell(length, length, length, 90, 90, 90),
                SpaceGroup.ofNumber(221),
                List.of(
                        Site.of("A", a, 0, 0, 0),
                        Site.of("B", a.equals("Ba") ? "Zr" : "Ti", 0.5, 0.5, 0.5),
                        Site.of("O", "O", 0.5, 0.5, 0)));
    }

    private static CrystalStructure rutile(String name, String metal, double a, double c) {
        return new CrystalStructure(
                name,
                new UnitCell(a, a, c, 90, 90, 90),
                SpaceGroup.ofNumber(136),
                List.of(Site.of("M", metal, 0, 0, 0), Site.of("O", "O", 0.305, 0.305, 0)));
    }

    private static void write(Path to, CrystalStructure structure) throws IOException {
        Files.writeString(to.resolve(structure.name() + ".cif"), CifWriter.write(structure));
    }

    /** What a diffractometer would write of rutile: counts on a background, both K-alpha lines. */
    private static Path scan() throws IOException {
        var settings = SimulationSettings.builder()
                .grid(new TwoThetaGrid(9.5, 81, 3576))
                .radiation(Radiation.of("Cu Ka1+Ka2"))
                .build();
        double[] y = new PatternSimulator(settings)
                .pattern(rutile("TiO2", "Ti", 4.60, 2.962), "scan")
                .intensities();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < y.length; i++) {
            double x = settings.grid().at(i);
            text.append(String.format(Locale.ROOT, "%.3f %.0f%n", x, 10_000 * y[i] + 200 + 2 * (80 - x)));
        }
        return Files.writeString(folder.resolve("scan.xy"), text);
    }

    /** @return what the program prints */
    private static String run(String program, Object... args) throws Exception {
        PrintStream out = System.out;
        Locale locale = Locale.getDefault();
        var bytes = new ByteArrayOutputStream();
        try (PrintStream own = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
            System.setOut(own);
            Locale.setDefault(Locale.ROOT);
            String[] texts = Stream.of(args).map(Object::toString).toArray(String[]::new);
            programs.loadClass(program).getMethod("main", String[].class).invoke(null, (Object) texts);
        } finally {
            System.setOut(out);
            Locale.setDefault(locale);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** The strongest line of SrTiO3 in Cu K-alpha is (1 1 0) at 32.4 degrees. */
    @Test
    @Order(1)
    void aCifBecomesAPattern() throws Exception {
        List<String> lines =
                run("CifToPattern", folder.resolve("cifs/SrTiO3.cif")).lines().toList();
        assertEquals(3501, lines.size());
        String highest = lines.stream()
                .max((a, b) -> Double.compare(number(a, 1), number(b, 1)))
                .orElseThrow();
        assertEquals(32.4, number(highest, 0), 0.05);
        assertEquals(1, number(highest, 1), 1e-12);
    }

    private static double number(String line, int column) {
        return Double.parseDouble(line.split(" ")[column]);
    }

    @Test
    @Order(2)
    void patternsBecomeAModel() throws Exception {
        Path model = folder.resolve("small.bvggnet");
        String said = run("PatternsToModel", folder.resolve("cifs"), model, 12);
        assertTrue(said.startsWith("[cubic, tetragonal], temperature "), said);
        assertTrue(Files.size(model) > 10_000);
    }

    @Test
    @Order(3)
    void aScanBecomesAnExplainedPrediction() throws Exception {
        String said = run("ScanToPrediction", scan(), folder.resolve("small.bvggnet"), folder.resolve("cifs"));
        assertTrue(said.matches("(?s)tetragonal with [01]\\.\\d+ \\+- \\d.*"), said);
        assertTrue(said.contains("nat, "), said);
        assertTrue(said.matches("(?s).*\\d\\d\\.\\d to \\d\\d\\.\\d deg: \\d+ %.*"), said);
    }

    @Test
    @Order(4)
    void aScanBecomesARefinedMatch() throws Exception {
        String said = run("ScanToMatch", scan(), folder.resolve("cifs"));
        assertTrue(said.startsWith("SOLVED"), said);
        Matcher m = Pattern.compile("TiO2\\.cif: 100\\.0 % by weight, a = (\\S+) angstrom")
                .matcher(said);
        assertTrue(m.find(), said);
        assertEquals(4.60, Double.parseDouble(m.group(1)), 0.001, said);
    }
}

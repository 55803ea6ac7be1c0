// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is exported from plots and from search-match programs in the place of a scan. */
class PlotsAndPeaksTest {

    private static final int POINTS = 101;

    private static double angle(int i) {
        return 20 + i / 50.0;
    }

    /** A peak of 900 on 100 at 21 deg. */
    private static double counts(int i) {
        return 100 + 900 * Math.exp(-Math.pow((angle(i) - 21) / 0.1, 2));
    }

    private static List<PatternFile> read(String text) {
        return new PatternFileReader().read(text.getBytes(StandardCharsets.UTF_8), "a.csv");
    }

    private static String table(String header, DoubleUnaryOperator form) {
        StringBuilder s = new StringBuilder(header).append('\n');
        for (int i = 0; i < POINTS; i++) {
            s.append(String.format(Locale.ROOT, "%.2f,%.9g%n", angle(i), form.applyAsDouble(counts(i))));
        }
        return s.toString();
    }

    @ParameterizedTest
    @CsvSource({
        "log10(I), LOG",
        "Log Intensity, LOG",
        "lg(counts), LOG",
        "log_10 (Intensity / a.u.), LOG",
        "ln(I), LN",
        "sqrt(I), ROOT",
        "Sqrt(Counts), ROOT",
        "√Intensity, ROOT",
        "I, NONE",
        "Logarithmic detector, NONE"
    })
    void logarithmsAndRootsBecomeIntensities(String name, String form) {
        String header = "2theta,\"" + name + "\"";
        PatternFile f = read(table(
                        header,
                        switch (form) {
                            case "LOG" -> Math::log10;
                            case "LN" -> Math::log;
                            case "ROOT" -> Math::sqrt;
                            default -> y -> y;
                        }))
                .get(0);
        for (int i = 0; i < POINTS; i++) {
            assertEquals(counts(i), f.intensities()[i], 1e-4);
        }
        assertEquals(!form.equals("NONE"), f.diagnostics().stream().anyMatch(d -> d.rule()
                .equals("intensities")));
    }

    /** The peaks of rutile as search-match programs list them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "2theta d I/I0\n27.45 3.247 100\n36.08 2.487 50\n39.18 2.297 8\n41.22 2.188 25\n44.04 2.054 10\n54.32 1.687 60\n",
                "27.45 100\n36.08 50\n39.18 8\n41.22 25\n44.04 10\n54.32 60\n",
                "d(A) I h k l\n3.247 100 1 1 0\n2.487 50 1 0 1\n2.297 8 2 0 0\n2.188 25 1 1 1\n2.054 10 2 1 0\n1.687 60 2 1 1\n"
            })
    void listsOfPeaksAreNoScans(String text) {
        String message =
                assertThrows(PatternFileException.class, () -> read(text)).getMessage();
        assertTrue(message.contains("peaks") || message.contains("d in Å"), message);
    }

    /** Steps that change on the way, as in scans with finer steps at high angles, are steps. */
    @Test
    void scansOfTwoStepsAreScans() {
        StringBuilder s = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            s.append(10 + i * 0.5).append(' ').append(100 + i).append('\n');
        }
        for (int i = 0; i < 40; i++) {
            s.append(30 + i * 0.2).append(' ').append(100 + i).append('\n');
        }
        assertEquals(80, read(s.toString()).get(0).points());
    }

    /** The last angle of one range is the first of the next: one point, of their mean. */
    @Test
    void angleWhereRangesMeetIsOnePoint() {
        String text = table("2theta,I", y -> y).replace("20.50,", "20.50,80\n20.50,");
        PatternFile f = read(text).get(0);
        assertEquals(POINTS, f.points());
        assertEquals((80 + counts(25)) / 2, f.intensities()[25], 1e-4);
        assertTrue(
                f.diagnostics().stream().anyMatch(d -> d.rule().equals("angles") && d.line() == 28),
                f.diagnostics()::toString);
        String many = table("2theta,I", y -> y).replaceAll("(20\\.[2-9]\\d,)", "$180\n$1");
        assertThrows(PatternFileException.class, () -> read(many));
    }
}

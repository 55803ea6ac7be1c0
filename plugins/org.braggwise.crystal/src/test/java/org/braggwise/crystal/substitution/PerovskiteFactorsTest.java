// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.substitution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PerovskiteFactorsTest {

    /* Rows of table S1 of Bartel et al. (2019): radii of A, B, X, oxidation state of A, t, tau. */
    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
        AgBrO3,  1.28, 0.31, 1.40, 1, 1.11, 6.43
        AgCdBr3, 1.28, 0.95, 1.96, 1, 0.79, 5.58
        PbAgBr3, 1.49, 1.15, 1.96, 2, 0.78, 7.71
        """)
    void agreesWithThePublishedTable(String compound, double rA, double rB, double rX, int nA, double t, double tau) {
        PerovskiteFactors f = PerovskiteFactors.of(rA, rB, rX, nA);
        assertEquals(t, f.goldschmidt(), 0.006, compound);
        assertEquals(tau, f.bartel(), 0.006, compound);
        assertEquals(rB / rX, f.octahedral(), 1e-12);
    }

    /* t and tau of all 576 compounds. The table rounds its radii to 0.01: ours must be possible with radii that round to those. */
    @Test
    void agreesWithAllOfTheTable() throws IOException {
        Path table = Path.of(System.getProperty("braggwise.data", ""))
                .resolve("tables/bartel2019_perovskite_stability/TableS1.csv");
        assumeTrue(
                Files.isRegularFile(table),
                "shared data (bartel2019_perovskite_stability/TableS1.csv) not found: set -Dbraggwise.data");
        List<String> lines = Files.readAllLines(table);
        List<String> head = Arrays.asList(lines.get(0).split(","));
        int compared = 0;
        for (String line : lines.subList(1, lines.size())) {
            String[] c = line.split(",");
            double rA = Double.parseDouble(c[head.indexOf("rA (Ang)")]);
            double rB = Double.parseDouble(c[head.indexOf("rB (Ang)")]);
            double rX = Double.parseDouble(c[head.indexOf("rX (Ang)")]);
            int nA = Integer.parseInt(c[head.indexOf("nA")]);
            DoubleSummaryStatistics t = new DoubleSummaryStatistics();
            DoubleSummaryStatistics tau = new DoubleSummaryStatistics();
            for (int i = 0; i < 9; i++) {
                PerovskiteFactors f = PerovskiteFactors.of(rA + 0.005 * (i / 3 - 1), rB + 0.005 * (i % 3 - 1), rX, nA);
                t.accept(f.goldschmidt());
                tau.accept(f.bartel());
            }
            double publishedT = Double.parseDouble(c[head.indexOf("t")]);
            double publishedTau = Double.parseDouble(c[head.indexOf("tau")]);
            assertTrue(
                    publishedT > t.getMin() - 0.0051 && publishedT < t.getMax() + 0.0051,
                    c[0] + ": t = " + publishedT + ", ours " + t);
            if (rA - rB > 0.02) { // where they are nearer the rounding may swap which is larger, and tau has a pole
                assertTrue(
                        publishedTau > tau.getMin() - 0.0051 && publishedTau < tau.getMax() + 0.0051,
                        c[0] + ": tau = " + publishedTau + ", ours " + tau);
                compared++;
            }
        }
        assertTrue(compared > 540, compared + " rows compared");
    }

    @Test
    void saysWhatIsNotDefined() {
        assertEquals(
                Double.POSITIVE_INFINITY, PerovskiteFactors.of(0.9, 0.9, 1.4, 2).bartel());
        assertTrue(Double.isNaN(PerovskiteFactors.of(Double.NaN, 0.6, 1.4, 2).bartel()));
        assertTrue(Double.isNaN(PerovskiteFactors.of(Double.NaN, 0.6, 1.4, 2).goldschmidt()));
        assertEquals(
                1,
                PerovskiteFactors.of(Math.sqrt(2) * (0.6 + 1.4) - 1.4, 0.6, 1.4, 2)
                        .goldschmidt(),
                1e-12,
                "touching spheres have t = 1");
    }
}

// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.scattering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import org.braggwise.crystal.Elements;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tables against each other, against gemmi, and against printed values. */
class ScatteringTablesTest {

    private static FormFactor wk(String element, int charge) {
        return WaasmaierKirfel.TABLE.find(element, charge).orElseThrow();
    }

    /** At s = 0 an atom scatters with all its electrons. */
    @Test
    void electronsAtZero() {
        int ions = 0;
        for (int z = 1; z <= 98; z++) {
            String symbol = Elements.ofNumber(z).symbol();
            assertEquals(z, wk(symbol, 0).at(0), 0.05, symbol);
            assertEquals(z, CromerMann.TABLE.find(symbol, 0).orElseThrow().at(0), 0.1, symbol);
            for (int charge = -3; charge <= 7; charge++) {
                Optional<FormFactor> ion = charge == 0 ? Optional.empty() : WaasmaierKirfel.TABLE.find(symbol, charge);
                if (ion.isPresent()) {
                    assertEquals(z - charge, ion.get().at(0), 0.05, symbol + charge);
                    ions++;
                }
            }
        }
        assertEquals(111, ions);
        assertTrue(WaasmaierKirfel.TABLE.find("Es", 0).isEmpty());
        assertEquals(wk("H", 0), wk("D", 0));
    }

    /** Two fits by different authors to much the same atoms. */
    @Test
    void fitsAgree() {
        for (int z = 3; z <= 92; z++) {
            String symbol = Elements.ofNumber(z).symbol();
            for (double s = 0; s <= 1.5; s += 0.1) {
                assertEquals(
                        CromerMann.TABLE.find(symbol, 0).orElseThrow().at(s * s),
                        wk(symbol, 0).at(s * s),
                        0.015 * z + 0.06,
                        symbol + " " + s);
            }
        }
    }

    /** International Tables C (1992), table 6.1.1.1: mean scattering factors of free atoms in electrons. */
    @ParameterizedTest
    @CsvSource({
        "O, 0.1, 7.250",
        "O, 0.3, 4.089",
        "O, 0.5, 2.338",
        "Si, 0.2, 9.67",
        "Si, 0.5, 6.24",
        "Fe, 0.3, 16.77",
        "Fe, 0.5, 11.47"
    })
    void printedValues(String element, double s, double f) {
        assertEquals(f, wk(element, 0).at(s * s), 0.06);
        assertEquals(f, CromerMann.TABLE.find(element, 0).orElseThrow().at(s * s), 0.06);
    }

    /** International Tables C (1992), tables 4.2.6.8 and 6.1.1.4, as refinement programs carry them. */
    @ParameterizedTest
    @CsvSource({
        "Cu Ka1, 1.54059290, O, 0.0492, 0.0322",
        "Cu Ka1, 1.54059290, Si, 0.2541, 0.3302",
        "Cu Ka1, 1.54059290, Fe, -1.1336, 3.1974",
        "Cu Ka1, 1.54059290, Co, -2.3653, 3.6143",
        "Cu Ka1, 1.54059290, Br, -0.6763, 1.2805",
        "Cu Ka1, 1.54059290, I, -0.3257, 6.8362",
        "Cu Ka1, 1.54059290, Pb, -4.0753, 8.5060",
        "Mo Ka1, 0.70931715, Fe, 0.3463, 0.8444",
        "Mo Ka1, 0.70931715, Br, -0.2901, 2.4595",
        "Mo Ka1, 0.70931715, Pb, -3.3944, 10.1111"
    })
    void printedDispersion(String line, double wavelength, String element, double real, double imaginary) {
        AnomalousDispersion f = AnomalousDispersion.find(element, wavelength).orElseThrow();
        // The printed f' of heavy atoms has another relativistic correction.
        assertEquals(real, f.real(), Elements.of(element).atomicNumber() > 50 ? 0.15 : 0.03, line);
        assertEquals(imaginary, f.imaginary(), 0.01, line);
    }

    /** Within 40 eV of the K, L and M edges, on both sides. */
    @Test
    void dispersionOfGemmiNearEdges() throws IOException {
        try (var in = new BufferedReader(new InputStreamReader(
                getClass().getResourceAsStream("gemmi-dispersion-edges.tsv"), StandardCharsets.UTF_8))) {
            int n = 0;
            for (String line : in.lines().filter(l -> !l.startsWith("#")).toList()) {
                String[] f = line.split("\t");
                AnomalousDispersion d =
                        AnomalousDispersion.find(f[0], Double.parseDouble(f[1])).orElseThrow();
                assertEquals(Double.parseDouble(f[2]), d.real(), 0.05, line);
                assertEquals(Double.parseDouble(f[3]), d.imaginary(), 0.05, line);
                n++;
            }
            assertEquals(802, n);
        }
    }

    /** Stewart, Davidson and Simpson's hydrogen is contracted: it scatters more at high angles than the free atom. */
    @Test
    void bondedHydrogen() {
        FormFactors bonded =
                ScatteringTable.WAASMAIER_KIRFEL.withBondedHydrogen().factors();
        FormFactor h = bonded.find("H", 0).orElseThrow();
        assertEquals(1, h.at(0), 1e-3);
        assertEquals(0.481, h.at(0.3 * 0.3), 0.15);
        assertTrue(h.at(0.25) > wk("H", 0).at(0.25));
        assertEquals(bonded.find("O", 0), WaasmaierKirfel.TABLE.find("O", 0));
        assertEquals(bonded.find("D", 0).orElseThrow().at(0.1), h.at(0.1));
    }

    @Test
    void dispersionOfGemmiAnywhere() throws IOException {
        try (var in = new BufferedReader(new InputStreamReader(
                getClass().getResourceAsStream("gemmi-dispersion.tsv"), StandardCharsets.UTF_8))) {
            int n = 0;
            for (String line : in.lines().filter(l -> !l.startsWith("#")).toList()) {
                String[] f = line.split("\t");
                AnomalousDispersion d =
                        AnomalousDispersion.find(f[0], Double.parseDouble(f[1])).orElseThrow();
                assertEquals(Double.parseDouble(f[2]), d.real(), 0.03, line);
                assertEquals(Double.parseDouble(f[3]), d.imaginary(), 0.03, line);
                n++;
            }
            assertEquals(400, n);
        }
    }

    @Test
    void dispersionOfTheSharedTable() throws IOException {
        Path table = Path.of(
                System.getProperty("braggwise.data", "absent"), "tables", "anomalous_cromer_liberman_gemmi.csv");
        Assumptions.assumeTrue(Files.exists(table), "the shared data (property braggwise.data) is absent");
        for (String line : Files.readAllLines(table).subList(1, 631)) {
            String[] f = line.split(",");
            AnomalousDispersion d =
                    AnomalousDispersion.find(f[0], Double.parseDouble(f[3])).orElseThrow();
            assertEquals(Double.parseDouble(f[4]), d.real(), 0.03, line);
            assertEquals(Double.parseDouble(f[5]), d.imaginary(), 0.03, line);
        }
    }

    @Test
    void dispersionOutsideTheTable() {
        assertTrue(AnomalousDispersion.find("Fe", 0.1).isEmpty());
        assertTrue(AnomalousDispersion.find("Fe", 4).isEmpty());
        assertTrue(AnomalousDispersion.find("Np", 1.5).isEmpty());
        assertEquals(
                AnomalousDispersion.NONE, AnomalousDispersion.find("D", 1.5).orElseThrow());
    }

    /** Every element has a value that a solid can have; where it is a similar ion's, it is the same number. */
    @Test
    void displacements() {
        for (int z = 1; z <= 103; z++) {
            ElementDisplacements.Entry entry =
                    ElementDisplacements.of(Elements.ofNumber(z).symbol());
            assertTrue(entry.bIso() > 0.05 && entry.bIso() < 11, entry.toString());
            assertTrue(entry.source().startsWith("GP99 ") || entry.source().startsWith("ABX3: "), entry.toString());
            String similar = entry.similar().replaceAll("[^A-Za-z]", "");
            if (!similar.isEmpty() && !similar.equals("Cu")) {
                assertEquals(ElementDisplacements.of(similar).bIso(), entry.bIso(), entry.toString());
            }
        }
        assertEquals(
                "B = 2.469 A^2 of the similar Cu+ (GP99 CuI)",
                ElementDisplacements.of("Cs").describe());
        assertThrows(IllegalArgumentException.class, () -> ElementDisplacements.of("Xx"));
    }
}

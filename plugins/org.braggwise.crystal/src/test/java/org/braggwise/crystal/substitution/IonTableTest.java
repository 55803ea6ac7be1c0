// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.substitution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IonTableTest {

    /* Shannon (1976), table 1. */
    @ParameterizedTest
    @CsvSource({
        "Sr, 2, 12, 1.44",
        "Ti, 4, 6, 0.605",
        "O, -2, 6, 1.40",
        "La, 3, 12, 1.36",
        "Mn, 3, 6, 0.645",
        "Fe, 2, 6, 0.78",
        "Cu, 2, 4, 0.57",
        "Ni, 3, 6, 0.60",
        "Ag, 1, 12, 1.28",
        "Gd, 3, 12, 1.107",
        "Br, 5, 6, 0.31",
        "I, -1, 6, 2.20"
    })
    void radiiAreShannons(String element, int charge, int coordination, double radius) {
        assertEquals(radius, ShannonRadii.of(element, charge, coordination), 1e-9);
    }

    @Test
    void knowsWhatShannonDoesNot() {
        assertTrue(Double.isNaN(ShannonRadii.of("Sn", 2, 6)));
        assertTrue(
                Double.isNaN(IonTable.ionWithShannonRadius("Sn", 2, IonSite.B).radiusAngstrom()));
        assertEquals(1.61, IonTable.ionWithShannonRadius("Ba", 2, IonSite.A).radiusAngstrom());
    }

    @Test
    void defaultRadiiFollowTheirRule() {
        IonTable table = IonTable.standard();
        assertEquals(31, table.of(IonSite.A).size());
        assertEquals(65, table.of(IonSite.B).size());
        assertEquals(7, table.of(IonSite.X).size());
        for (Ion i : table.ions()) {
            double shannon = ShannonRadii.of(i.element(), i.charge(), i.site() == IonSite.A ? 12 : 6);
            assertEquals(
                    i.element().equals("Sn") && i.charge() == 2 ? 1.15 : shannon,
                    i.radiusAngstrom(),
                    1e-9,
                    i + " on " + i.site());
        }
    }

    /* The sites' ions, and their radii, are those that Bartel et al. give for the compounds that are perovskites. */
    @Test
    void defaultIonsAreThoseOfKnownPerovskites() throws IOException {
        Path table = Path.of(System.getProperty("braggwise.data", ""))
                .resolve("tables/bartel2019_perovskite_stability/TableS1.csv");
        assumeTrue(
                Files.isRegularFile(table),
                "shared data (bartel2019_perovskite_stability/TableS1.csv) not found: set -Dbraggwise.data");
        List<String> lines = Files.readAllLines(table);
        List<String> head = Arrays.asList(lines.get(0).split(","));
        Set<String> expected = new TreeSet<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] c = line.split(",");
            for (IonSite site : new IonSite[] {IonSite.A, IonSite.B}) {
                String element = c[head.indexOf(site.name())];
                int charge = Integer.parseInt(c[head.indexOf("n" + site)]);
                boolean left = Set.of("Pa", "Np", "Pu", "Am").contains(element) || site == IonSite.A && charge > 3;
                if (Double.parseDouble(c[head.indexOf("exp_label")]) > 0 && !left) {
                    expected.add(site + " " + element + charge);
                    double radius = Double.parseDouble(c[head.indexOf("r" + site + " (Ang)")]);
                    assertEquals(
                            radius,
                            IonTable.standard().of(site).stream()
                                    .filter(i -> i.element().equals(element) && i.charge() == charge)
                                    .findFirst()
                                    .orElseThrow()
                                    .radiusAngstrom(),
                            0.0051,
                            element + charge + " on " + site);
                }
            }
        }
        Set<String> found = new TreeSet<>();
        IonTable.standard().ions().stream()
                .filter(i -> i.site() != IonSite.X)
                .forEach(i -> found.add(i.site() + " " + i.element() + i.charge()));
        assertEquals(expected, found);
    }

    @Test
    void refusesTablesThatMakeNoSense() {
        Ion sr = new Ion("Sr", 2, IonSite.A, 1.44);
        Ion ti = new Ion("Ti", 4, IonSite.B, 0.605);
        Ion o = new Ion("O", -2, IonSite.X, 1.4);
        assertEquals(3, new IonTable("mine", List.of(sr, ti, o)).ions().size());
        assertTrue(assertThrows(IllegalArgumentException.class, () -> new IonTable("mine", List.of(sr, sr, ti, o)))
                .getMessage()
                .contains("twice"));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> new IonTable("mine", List.of(sr, ti)))
                .getMessage()
                .contains("site X"));
        assertThrows(IllegalArgumentException.class, () -> new Ion("O", 2, IonSite.X, 1.4));
        assertThrows(IllegalArgumentException.class, () -> new Ion("Sr", -2, IonSite.A, 1.4));
        assertThrows(IllegalArgumentException.class, () -> new Ion("Sr", 2, IonSite.A, 14.4));
        assertThrows(IllegalArgumentException.class, () -> new Ion("Qq", 2, IonSite.A, 1.4));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> TabSeparated.parse("A\tSr", "mine", 4))
                .getMessage()
                .contains("line 1"));
    }

    @Test
    void completedTablesHaveTheDefaultIonsWhereTheyHaveNone() {
        Ion calcium = new Ion("Ca", 2, IonSite.A, 1.34);
        IonTable table = IonTable.completed("mine", List.of(calcium));
        assertEquals(List.of(calcium), table.of(IonSite.A));
        assertEquals(IonTable.standard().of(IonSite.B), table.of(IonSite.B));
        assertEquals(IonTable.standard().of(IonSite.X), table.of(IonSite.X));
    }
}

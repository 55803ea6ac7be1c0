// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

import org.junit.jupiter.api.Test;

/** The warnings of parts become one. */
class WarningMergerTest {

    private static final String SEED = "The random seed of this execution was 7.";

    private static String merged(String... parts) {
        return WarningMerger.merge(
                        java.util.Arrays.stream(parts)
                                .map(p -> p.isEmpty() ? List.<String>of() : List.of(p))
                                .toList(),
                        SEED)
                .orElse("");
    }

    @Test
    void errorsOfRowsAreCounted() {
        assertEquals(
                "4 rows have an error (output \"Problems\"). First: a: simulation: found x",
                merged(
                        "",
                        "1 row has an error (output \"Problems\"). First: a: simulation: found x",
                        "3 rows have an error (output \"Problems\"). First: b: simulation: found y"));
    }

    @Test
    void whatAllSayIsSaidOnce() {
        assertEquals("The model is old.", merged("The model is old.", "The model is old."));
    }

    @Test
    void nothingToSay() {
        assertEquals("", merged("", ""));
    }

    @Test
    void differingTextsOfPartsAreMarkedAsSuch() {
        assertEquals(
                "Of the first of 2 parts of the rows: 1 pattern is odd.",
                merged("1 pattern is odd.", "2 patterns are odd."));
    }

    @Test
    void seedThatPartsShareIsSaidOnceAndLast() {
        assertEquals(SEED, merged(SEED, SEED));
        assertEquals(
                "2 rows have an error (output \"Problems\"). First: a: simulation: found x.\n" + SEED,
                merged(
                        SEED,
                        "1 row has an error (output \"Problems\"). First: a: simulation: found x.\n" + SEED,
                        "1 row has an error (output \"Problems\"). First: b: simulation: found y.\n" + SEED));
    }

    @Test
    void whatSomePartsSayBesideOtherThingsIsKept() {
        String assumed = "Scans that state no wavelength are taken for Cu Ka.";
        String anode = "Some scans are explained only if another anode measured them.";
        assertEquals(assumed + "\n" + anode, merged(assumed, assumed + "\n" + anode, assumed));
        assertEquals(
                "3 rows have an error (output \"Problems\"). First: x.\n" + anode,
                merged(
                        "2 rows have an error (output \"Problems\"). First: x.",
                        "1 row has an error (output \"Problems\"). First: y.\n" + anode));
        assertEquals(
                "1 row has an error (output \"Problems\"). First: x.\n" + anode,
                merged("1 row has an error (output \"Problems\"). First: x.\n" + anode, anode));
        assertEquals(
                "2 rows have an error (output \"Problems\"). First: x.\n" + anode,
                merged(
                        "1 row has an error (output \"Problems\"). First: x",
                        "1 row has an error (output \"Problems\"). First: y.\n" + anode));
    }
}

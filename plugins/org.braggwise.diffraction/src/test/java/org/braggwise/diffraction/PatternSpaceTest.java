// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatternSpaceTest {

    private static final PatternSpace COPPER =
            new PatternSpace(TwoThetaGrid.DEFAULT, Radiation.of("Cu Ka"), Normalisation.MAXIMUM_1);

    @Test
    void isReadAsItIsWritten() {
        PatternSpace read = PatternSpace.of(10, 80, 3501, 1.54184, "Cu Ka", COPPER.normalisationText());
        assertEquals(COPPER, read);
        PatternSpace mixed = PatternSpace.of(10, 80, 3501, 1.54184, "Cu Ka", "mixed");
        assertEquals(Optional.empty(), mixed.normalisation());
        assertEquals("mixed", mixed.normalisationText());
        assertEquals(COPPER, mixed.withNormalisation(Normalisation.MAXIMUM_1));
    }

    @Test
    void speaksOfGridAndWavelength() {
        assertEquals("10.0 to 80.0 deg in 3501 points, Cu Ka 1.54184 A", COPPER.toString());
    }

    /** Another space, whether its grid is the same, and whether its peaks are at the same points. */
    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
        10        , 80  , 3501, 1.54184 , true , true
        10.0000001, 80  , 3501, 1.541845, true , true
        10        , 80  , 3501, 1.5406  , true , false
        10        , 80  , 1751, 1.54184 , false, false
        10        , 80.1, 3501, 1.54184 , false, false
        10.01     , 80  , 3501, 1.54184 , false, false
        """)
    void comparesGridsAndWavelengths(
            double start, double end, int points, double wavelength, boolean sameGrid, boolean samePositions) {
        PatternSpace other = PatternSpace.of(start, end, points, wavelength, "stated", "MAXIMUM_100");
        assertEquals(sameGrid, COPPER.sameGrid(other));
        assertEquals(samePositions, COPPER.samePositions(other));
        assertEquals(samePositions, other.samePositions(COPPER));
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
        80, 10, 100, 1.54, 10.0
        10, 80, 1  , 1.54, 1 points
        10, 80, 100, -1.5, -1.5
        """)
    void refusesWhatIsNoSpace(double start, double end, int points, double wavelength, String named) {
        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> PatternSpace.of(start, end, points, wavelength, "x", "NONE"))
                .getMessage();
        assertTrue(message.contains(named), message);
    }
}

// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

import org.braggwise.diffraction.Radiation.Line;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RadiationTextTest {

    private static final Radiation DOUBLET =
            new Radiation("from file", List.of(new Line(1.5406, 1), new Line(1.54439, 0.5)));

    @Test
    void aNameThatTellsNoLinesIsReplacedByTheLines() {
        assertEquals("1.5406 A + 0.5 x 1.54439 A", DOUBLET.toText());
        Radiation read = Radiation.ofText(DOUBLET.toText(), DOUBLET.wavelengthAngstrom());
        assertEquals(DOUBLET.lines(), read.lines());
        assertEquals(DOUBLET.toText(), read.toText());
    }

    @ParameterizedTest
    @MethodSource("namedRadiations")
    void namedOnesAreWrittenByTheirNames(String name) {
        Radiation radiation = Radiation.of(name);
        assertEquals(name, radiation.toText());
        assertEquals(radiation, Radiation.ofText(name, radiation.wavelengthAngstrom()));
        assertEquals(radiation, Radiation.named(name, radiation.wavelengthAngstrom()));
    }

    static List<String> namedRadiations() {
        return Radiation.names();
    }

    /** Text, wavelength beside it, lines and mean of what is read; tables of wavelengths differ by less than 1e-4 angstrom. */
    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
        Cu Ka1+Ka2                , 1.5418  , 2, 1.541871
        Cu Ka1+Ka2                , 1.5406  , 1, 1.5406
        from file                 , 1.5406  , 1, 1.5406
        1.5406 A + 0.5 x 1.54439 A, 1.541863, 2, 1.541863
        1.5406 A + half           , 1.541863, 1, 1.541863
        -1 A                      , 1.5     , 1, 1.5
        """)
    void theWavelengthDecides(String text, double wavelength, int lines, double mean) {
        Radiation read = Radiation.ofText(text, wavelength);
        assertEquals(lines, read.lines().size());
        assertEquals(mean, read.wavelengthAngstrom(), 1e-6);
    }

    @Test
    void whatIsStatedIsKept() {
        Radiation stated = Radiation.named("Cu Ka1+Ka2", 1.5418);
        assertEquals(List.of(new Line(1.5418, 1)), stated.lines());
        assertEquals("Cu Ka1+Ka2", stated.name());
        assertEquals(Radiation.of("Cu Ka1+Ka2"), stated.recognised());
        assertEquals("0.5 A", Radiation.named(" ", 0.5).name());
        assertEquals("ID22", Radiation.named("ID22", 0.4).name());
    }
}

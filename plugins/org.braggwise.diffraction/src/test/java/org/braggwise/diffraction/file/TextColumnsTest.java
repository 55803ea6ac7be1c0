// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextColumnsTest {

    static PatternFile read(String text, String name) {
        return new PatternFileReader()
                .read(text.getBytes(StandardCharsets.UTF_8), name)
                .get(0);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
        blanks                          | '10.00 5\\n10.02 6.5\\n10.04 7'
        tabs, CRLF                      | '10.00\\t5\\r\\n10.02\\t6.5\\r\\n10.04\\t7\\r\\n'
        comma                           | '10.00,5\\n10.02,6.5\\n10.04,7'
        comma and blank                 | '10.00, 5\\n10.02, 6.5\\n10.04, 7'
        semicolon                       | '10.00;5\\n10.02;6.5\\n10.04;7'
        semicolon, decimal comma        | '10,00;5\\n10,02;6,5\\n10,04;7'
        blanks, decimal comma           | '10,00 5,0\\n10,02 6,5\\n10,04 7,0'
        quotes                          | '"10.00","5"\\n"10.02","6.5"\\n"10.04","7"'
        comment head                    | '# measured by X\\n! 2nd\\n10.00 5\\n10.02 6.5\\n10.04 7\\n# end'
        names, other order              | 'Intensity,2Theta (deg)\\n5,10.00\\n6.5,10.02\\n7,10.04'
        exponents                       | '1.000E+01 5.0D0\\n1.002e1 6.5\\n1.004e1 7'
        descending                      | '10.04 7\\n10.02 6.5\\n10.00 5'
        start step end                  | '10.00 0.02 10.04 a title\\n5 6.5 7'
        blank lines, trailing blank     | '\\n10.00 5 \\n\\n10.02 6.5 \\n10.04 7 \\n\\n'
        old Mac lines                   | '10.00 5\\r10.02 6.5\\r10.04 7'
        """)
    void readsTheSameScan(String layout, String text) {
        PatternFile f = read(text.replace("\\n", "\n").replace("\\r", "\r").replace("\\t", "\t"), "a.txt");
        assertArrayEquals(new double[] {10, 10.02, 10.04}, f.twoThetaDeg(), 1e-9, layout);
        assertArrayEquals(new double[] {5, 6.5, 7}, f.intensities(), 1e-12, layout);
        assertTrue(f.wavelengthAngstrom().isEmpty(), "no wavelength is assumed");
    }

    /** The head line that DIFFRAC.EVA writes: its words "Id:" and "TwoTheta/Theta" are no names of columns. */
    @Test
    void readsTheTextThatEvaExports() {
        PatternFile f = read(
                "'Id: \"\" Comment: \"A test\" Operator: \"N.N.\" Anode: \"Cu\" Scantype: \"Coupled TwoTheta/Theta\" "
                        + "TimePerStep: \"96\" \n5.0001 4.852\n5.0103 4.097\n5.0204 4.667\n",
                "a.xy");
        assertArrayEquals(new double[] {5.0001, 5.0103, 5.0204}, f.twoThetaDeg());
        assertArrayEquals(new double[] {4.852, 4.097, 4.667}, f.intensities());
    }

    @Test
    void readsUncertaintiesAndWavelength() {
        PatternFile f = read("# Wavelength: 0.41235 A\n# Sample: SrTiO3 powder\n5.0 100 10\n5.1 121 11\n", "a.xye");
        assertEquals(0.41235, f.wavelengthAngstrom().getAsDouble(), 1e-12);
        assertArrayEquals(new double[] {10, 11}, f.uncertainties().get());
        assertEquals("SrTiO3 powder", f.metadata().get("Sample"));
        assertEquals(
                1.5406,
                read("lambda = 0.15406 nm\n5 1\n6 2\n", "b.xy")
                        .wavelengthAngstrom()
                        .getAsDouble(),
                1e-9);
    }

    @Test
    void readsUtf16AndLatin1() {
        byte[] utf16 = "\uFEFF5.0 1\n5.1 2\n".getBytes(StandardCharsets.UTF_16LE);
        assertEquals(2, new PatternFileReader().read(utf16, "a.txt").get(0).points());
        byte[] latin1 =
                "# 2\u03b8 in \u00b0\n5.0 1\n5.1 2\n".replace('\u03b8', 't').getBytes(StandardCharsets.ISO_8859_1);
        assertEquals(2, new PatternFileReader().read(latin1, "a.txt").get(0).points());
    }

    @Test
    void splitsColumnsThatTouchWhereOneReadingFits() {
        String text = "13.9696 200\n14.0192 434\n14.06881993\n14.11854847\n14.1681 702\n14.2177 244\n";
        PatternFile f = read(text, "a.xy");
        assertEquals(14.0688, f.twoThetaDeg()[2], 1e-12);
        assertEquals(1993, f.intensities()[2]);
        assertEquals(14.1185, f.twoThetaDeg()[3], 1e-12);
        assertEquals(4847, f.intensities()[3]);
        assertTrue(
                f.diagnostics().stream().anyMatch(d -> d.line() == 3 && d.rule().equals("touching-columns")));
        PatternFileException e = assertThrows(PatternFileException.class, () -> new PatternFileReader(false)
                .read(text.getBytes(StandardCharsets.US_ASCII), "a.xy"));
        assertEquals(3, e.line());
    }

    @ParameterizedTest(name = "line {1}: {0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
        '10 1\\n10.1 2\\n77712345\\n10.3 4'          | 3
        '10 1\\n10.1 2\\n10.1 3'                     | 3
        '10 1\\n10.2 2\\n10.1 3'                     | 3
        '10 1\\n10.1 two\\n10.2 3'                   | 2
        '1 5\\n2 6\\n400 7'                          | 3
        'q,intensity\\n0.5,3\\n0.6,4'                | 1
        '10 1\\n10.1 0x12\\n10.2 3'                  | 2
        """)
    void refusesWithTheLine(String text, int line) {
        PatternFileException e =
                assertThrows(PatternFileException.class, () -> read(text.replace("\\n", "\n"), "bad.xy"));
        assertEquals(line, e.line(), e.getMessage());
        assertTrue(e.getMessage().contains("bad.xy") && e.getMessage().contains("expected"), e.getMessage());
    }

    @Test
    void keepsWhatTheFileCallsMissing() {
        PatternFile f = read("10 1\n10.1 NaN\n10.2 3\n", "a.xy");
        assertTrue(Double.isNaN(f.intensities()[1]));
        assertTrue(f.diagnostics().stream().anyMatch(d -> d.rule().equals("missing")));
    }

    /** Samples have names that mean something else elsewhere. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2theta,A,B,C,D,E | 5",
                "2theta,A,B,C,D,E,F,G,H,I | 9",
                "2theta,Calcite,Dolomite | 2",
                "2theta,temp_25C,temp_100C | 2",
                "2theta,frame_1,frame_2,frame_3 | 3",
                "2theta,Calcined,Raw clay | 2",
                "2theta,ZnO,Calc Intensity,Background | 1",
                "2theta,ZnO,Calc I | 1",
                "x,y,e | 1",
                "2theta,Iobs,Icalc,bkg | 1"
            })
    void columnsOfSamples(String names, int scans) {
        String row = ",5".repeat(names.split(",").length - 1) + "\n";
        String text = names + "\n10.00" + row + "10.02" + row + "10.04" + row;
        assertEquals(
                scans,
                new PatternFileReader()
                        .read(text.getBytes(StandardCharsets.UTF_8), "a.csv")
                        .size());
    }

    @Test
    void columnsThatAreNotReadAreSaid() {
        PatternFile f = read("2theta,Intensity,quartz\n10.00,5,7\n10.02,6,7\n10.04,7,7\n", "a.csv");
        assertTrue(
                f.diagnostics().stream()
                        .anyMatch(
                                d -> d.rule().equals("columns") && d.toString().contains("quartz")),
                f.diagnostics()::toString);
    }

    /** Its first letters are those of a Philips file, which is binary. */
    @Test
    void titlesMayBeginWithV3() {
        assertEquals(
                3,
                read("V3Si annealed 800 C\n10.00 5\n10.02 6.5\n10.04 7\n", "a.xy")
                        .points());
    }
}

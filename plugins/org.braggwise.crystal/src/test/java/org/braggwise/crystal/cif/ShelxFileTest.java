// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.cif;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.braggwise.crystal.CrystalStructure;
import org.braggwise.crystal.Diagnostic;
import org.junit.jupiter.api.Test;

/** Files of SHELXL, made by hand after the program's manual; the values are those of the compounds. */
class ShelxFileTest {

    private static final String SALT =
            """
            TITL salt in Fm-3m
            CELL 0.71073 5.6402 5.6402 5.6402 90 90 90
            ZERR 4 0.0001 0.0001 0.0001 0 0 0
            LATT 4
            SYMM -X, -Y, Z
            SYMM Z, X, Y
            SYMM Y, X, -Z
            SFAC NA CL
            UNIT 4 4
            L.S. 4
            FVAR 0.5 0.6
            NA1 1 10.0 10.0 10.0 10.02083 0.02
            CL1 2 0.5 0.5 0.5 10.02083 =
              0.03
            HKLF 4
            END
            Q1 1 0.25 0.25 0.25 11.0 0.05 1.2
            """;

    private static final String MOLECULE =
            """
            TITL molecule
            CELL 1.54178 7.1 8.2 9.3 90 101 90
            ZERR 2 0.001 0.001 0.001 0 0.01 0
            LATT -1
            SYMM -X, 0.5+Y, -Z
            SFAC C H O
            UNIT 4 4 2
            FVAR 1.0 0.7
            C1 1 0.1 0.2 0.3 11.0 0.02 0.03 0.04 0.001 0.002 =
              0.003
            AFIX 43
            H1 2 0.1 0.3 0.35 11.0 -1.2
            AFIX 0
            PART 1
            O1A 3 0.4 0.2 0.3 21.0 0.05
            PART 2
            O1B 3 0.42 0.24 0.3 -21.0 0.05
            PART 0
            C2 1 0.7 0.2 0.3 11.0 0.04
            H2 2 0.75 0.27 0.35 11.0 -1.5
            HKLF 4
            END
            """;

    private static CifReader.Result read(String text) {
        return new CifReader(CifReader.Mode.TOLERANT).read(text, "test.res");
    }

    @Test
    void specialPositionsAreWhole() {
        CifReader.Result r = read(SALT);
        CrystalStructure s = r.structures().get(0);
        assertEquals("NaCl, Fm-3m (225), 8 atoms", s.toString(), () -> r.diagnostics()
                .toString());
        assertEquals(2.163, s.density(), 0.001);
        assertEquals(0.03, s.sites().get(1).displacement().uIso(), 1e-9);
        assertTrue(
                r.diagnostics().stream().allMatch(d -> d.severity() == Diagnostic.Severity.INFO),
                () -> r.diagnostics().toString());
    }

    @Test
    void partsAndFreeVariablesAndRidingHydrogen() {
        CifReader.Result r = read(MOLECULE);
        CrystalStructure s = r.structures().get(0);
        assertEquals(4, s.spaceGroup().number());
        assertEquals(2.0, s.composition().get("O"), 1e-6);
        assertEquals(0.7, s.sites().get(2).occupancy(), 1e-9);
        assertEquals(0.3, s.sites().get(3).occupancy(), 1e-9);
        assertEquals(0.06, s.sites().get(5).displacement().uIso(), 1e-9);
        assertEquals(1.2 * 0.03, s.sites().get(1).displacement().uIso(), 1e-9);
        assertTrue(
                r.diagnostics().stream().allMatch(d -> d.severity() == Diagnostic.Severity.INFO),
                () -> r.diagnostics().toString());
    }

    @Test
    void whatIsNoInstructionAndNoAtomIsSaid() {
        CifReader.Result r = read(SALT.replace("HKLF 4", "XX9 7 0.1 0.1 0.1 11.0\nHKLF 4"));
        assertTrue(
                r.diagnostics().stream().anyMatch(d -> d.rule().equals("shelx-line") && d.line() == 15),
                () -> r.diagnostics().toString());
    }

    @Test
    void brokenOnesAreRefusedWithAReason() {
        assertTrue(read(SALT.replace("SYMM Z, X, Y", "SYMM Z, X, Q")).hasErrors());
        assertTrue(read(SALT.replace("5.6402 90", "5.6402 0")).hasErrors());
        assertTrue(read(SALT.replaceAll("(?s)NA1.*HKLF", "HKLF")).hasErrors());
    }

    /** Atoms are switched off by a blank before them. */
    @Test
    void linesThatBeginWithABlankAreRemarks() {
        String off = MOLECULE.replace("HKLF 4", " CL9 2 0.4 0.4 0.4 11.0 0.05\n SYMM X, Y, Z\nHKLF 4");
        assertEquals(
                read(MOLECULE).structures().get(0).composition(),
                read(off).structures().get(0).composition());
        String indented =
                MOLECULE.replace("TITL molecule", "TITL molecule a = 7.1").replaceAll("(?m)^", "  ");
        assertEquals(
                read(MOLECULE).structures().get(0).composition(),
                read(indented).structures().get(0).composition());
        String said = MOLECULE.replace("0.002 =", "0.002 = goes on");
        assertEquals(
                read(MOLECULE).structures().get(0).sites(),
                read(said).structures().get(0).sites());
    }

    @Test
    void occupanciesOfPartsAndOfWholeAtoms() {
        String whole = SALT.replace("10.0 10.0 10.0 10.02083 0.02", "0 0 0");
        assertEquals(
                "NaCl, Fm-3m (225), 8 atoms", read(whole).structures().get(0).toString());
        String parts = MOLECULE.replace("PART 1\n", "PART 1 21\n")
                .replace("PART 2\n", "PART 2 -21\n")
                .replace("0.3 21.0 0.05", "0.3 11.0 0.05")
                .replace("0.3 -21.0 0.05", "0.3 11.0 0.05");
        assertEquals(
                read(MOLECULE).structures().get(0).sites(),
                read(parts).structures().get(0).sites());
    }

    /** What a diverged refinement leaves is an error of its file, not the end of the reading. */
    @Test
    void numbersThatAreNone() {
        CifReader.Result u = read(MOLECULE.replace("11.0 0.02 0.03", "11.0 ******** 0.03"));
        assertEquals(1, u.structures().size());
        assertTrue(u.diagnostics().stream().anyMatch(d -> d.rule().equals("displacement") && d.line() == 9));
        assertTrue(read(MOLECULE.replace("0.3 11.0 0.02", "0.3 11.0.0 0.02")).hasErrors());
    }
}

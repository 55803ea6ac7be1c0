// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.cif;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

import org.braggwise.crystal.CpuTime;
import org.braggwise.crystal.CrystalStructure;
import org.braggwise.crystal.Diagnostic;
import org.braggwise.crystal.finder.SpaceGroupFinder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Small files that were once read wrongly, each with its right value: what a chemist knows of the compound, or what the symbol means in
 * International Tables A.
 */
class CasesTest {

    static CifReader.Result read(String file) throws IOException {
        try (InputStream in = CasesTest.class.getResourceAsStream("cases/" + file + ".cif")) {
            return new CifReader(CifReader.Mode.TOLERANT)
                    .read(new String(in.readAllBytes(), StandardCharsets.UTF_8), file);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
        # file                         | group | order | formula    | atoms | g/cm3 | rule that must speak
        F01a_hm_P21_paren              |   4   |   2   | C          |   2   | 0.175 |
        F01b_hm_P212121_paren          |  19   |   4   | C          |   4   | 0.345 |
        F01d_hm_P21c_paren             |  14   |   4   | C          |   4   | 0.349 |
        F01e_hm_P21n_paren_number      |  14   |   4   | C          |   4   | 0.349 |
        F02_ghost_Cu                   | 225   | 192   | Cu         |   4   | 8.935 |
        F03_two_site_loops             | 225   | 192   | NaCl       |   8   | 2.163 | site-list
        F04_rutile_one_typo_in_ops     | 136   |  16   | TiO2       |   6   | 4.25  | symmetry-operations
        F05a_Z4_but_one_formula_silent | 221   |  48   | NaCl       |   2   | 0.541 | density
        F06_mcif_magn_ops_only         |  10   |   4   | Mn         |   4   | 4.996 | magnetic
        F07a_PbO_origin1               | 129   |  16   | PbO        |   4   | 9.435 | setting-open
        F07c_anatase_origin1           | 141   |  32   | TiO2       |  12   | 3.892 | setting-open
        F08a_dot_is_zero_KMnF3         | 221   |  48   | KMnF3      |   5   | 3.409 | site-coordinates
        F09_unlooped_single_site       | 225   | 192   | Cu         |   4   | 8.935 |
        F10_label_two_elements         | 229   |  96   | Zr0.5Nb0.5 |   2   | 7.779 | type-symbol
        F11_unicode_minus_in_ops       |  14   |   4   | C          |   4   | 0.349 |
        F14_two_op_lists               | 225   | 192   | NaCl       |   8   | 2.163 | space-group-mismatch
        F15_aniso_diagonal_only        | 225   | 192   | NaCl       |   8   | 2.163 | displacement
        F17_supercell_1728_slow        |   1   |   1   | Si         | 1728  | 2.329 |
        """)
    void isReadRight(String file, int group, int order, String formula, int atoms, double density, String rule)
            throws IOException {
        CifReader.Result r = read(file);
        assertEquals(1, r.structures().size(), () -> r.diagnostics().toString());
        CrystalStructure s = r.structures().get(0);
        assertEquals(group, s.spaceGroup().number());
        assertEquals(order, s.spaceGroup().order());
        assertEquals(formula, s.formula());
        assertEquals(atoms, s.atoms().size());
        assertEquals(density, s.density(), 0.003);
        if (rule == null) {
            assertTrue(
                    r.diagnostics().stream().noneMatch(d -> d.severity() != Diagnostic.Severity.INFO),
                    () -> r.diagnostics().toString());
        } else {
            assertTrue(r.diagnostics().stream().anyMatch(d -> d.rule().equals(rule)), () -> r.diagnostics()
                    .toString());
        }
    }

    @Test
    void screwAxisHasItsTranslation() throws IOException {
        CrystalStructure s = read("F01a_hm_P21_paren").structures().get(0);
        assertEquals("-x,y+1/2,-z", s.spaceGroup().operations().get(1).toString());
    }

    @Test
    void unlikeCellOfFormulasIsSaidTwice() throws IOException {
        CifReader.Result r = read("F05a_Z4_but_one_formula_silent");
        assertTrue(r.diagnostics().stream().anyMatch(d -> d.rule().equals("formula")), () -> r.diagnostics()
                .toString());
    }

    @Test
    void diagonalDisplacementsMakeTheirMean() throws IOException {
        CrystalStructure s = read("F15_aniso_diagonal_only").structures().get(0);
        assertEquals(0.02, s.sites().get(0).displacement().uIso(), 1e-12);
    }

    @Test
    void shortVectorOfAnObliqueCellIsAClash() throws IOException {
        CifReader.Result r = read("F13_oblique_clash_density103");
        assertTrue(r.structures().isEmpty());
        assertTrue(
                r.diagnostics().stream()
                        .anyMatch(
                                d -> d.rule().equals("atom-clash") && d.found().contains("0.436")),
                () -> r.diagnostics().toString());
    }

    @Test
    void supercellIsFoundToBeSilicon() throws IOException {
        CrystalStructure s = read("F17_supercell_1728_slow").structures().get(0);
        assertEquals(
                227,
                CpuTime.within(2, () -> SpaceGroupFinder.find(s, 0.01))
                        .spaceGroup()
                        .number());
    }
}

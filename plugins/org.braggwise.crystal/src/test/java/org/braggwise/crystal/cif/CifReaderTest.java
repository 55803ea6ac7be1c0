// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.cif;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.braggwise.crystal.CrystalStructure;
import org.braggwise.crystal.Diagnostic;
import org.braggwise.crystal.Diagnostic.Severity;
import org.braggwise.crystal.Displacement;
import org.braggwise.crystal.Site;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CifReaderTest {

    /** SrTiO3, cubic: the text that the tests change. */
    static final String STO =
            """
        data_SrTiO3
        _chemical_formula_sum 'O3 Sr Ti'
        _cell_formula_units_Z 1
        _cell_length_a 3.905(10)
        _cell_length_b 3.905(10)
        _cell_length_c 3.905(10)
        _cell_angle_alpha 90
        _cell_angle_beta 90
        _cell_angle_gamma 90
        _space_group_name_H-M_alt 'P m -3 m'
        _space_group_IT_number 221
        loop_
        _atom_site_label
        _atom_site_type_symbol
        _atom_site_fract_x
        _atom_site_fract_y
        _atom_site_fract_z
        _atom_site_occupancy
        _atom_site_U_iso_or_equiv
        Sr1 Sr2+ 0.5 0.5 0.5 1 0.0079
        Ti1 Ti4+ 0 0 0 1.0 0.0056
        O1 O2- 1/2 0 0 1 0.0102
        """;

    private static CifReader.Result read(String text) {
        return new CifReader(CifReader.Mode.TOLERANT).read(text, "test.cif");
    }

    private static CrystalStructure one(String text) {
        CifReader.Result r = read(text);
        assertEquals(1, r.structures().size(), () -> r.diagnostics().toString());
        return r.structures().get(0);
    }

    private static Diagnostic only(CifReader.Result r, String rule) {
        List<Diagnostic> all =
                r.diagnostics().stream().filter(d -> d.rule().equals(rule)).toList();
        assertEquals(1, all.size(), () -> rule + " in " + r.diagnostics());
        return all.get(0);
    }

    @Test
    void readsAPlainFile() {
        CrystalStructure s = one(STO);
        assertEquals("SrTiO3", s.name());
        assertEquals("SrTiO3", s.formula());
        assertEquals(221, s.spaceGroup().number());
        assertEquals(3.905, s.cell().b());
        assertEquals(5, s.atoms().size());
        assertEquals(2, s.sites().get(0).species().get(0).charge());
        assertEquals(-2, s.sites().get(2).species().get(0).charge());
        assertEquals(
                new Displacement(Displacement.Kind.U_ISO, 0.0079),
                s.sites().get(0).displacement());
        assertEquals(0.6237, s.sites().get(0).displacement().bIso(), 1e-4);
        assertEquals(
                List.of("number"),
                read(STO).diagnostics().stream().map(Diagnostic::rule).toList(),
                "1/2 is no CIF number");
    }

    @Test
    void readsItWhateverItsLineEndsAndMarksAre() {
        List<Site> expected = one(STO).sites();
        assertEquals(expected, one(STO.replace("\n", "\r\n")).sites());
        assertEquals(expected, one(STO.replace("\n", "\r")).sites());
        assertEquals(expected, one("\uFEFF" + STO).sites());
        assertEquals(
                expected,
                one("# Ångström, 晶体\n" + STO.replace("data_SrTiO3", "data_SrTiO3\n_publ_author_name 'Müller, Jürgen'"))
                        .sites());
        assertEquals(
                expected,
                one(STO.replace("_atom_site_", "_ATOM_SITE_")
                                .replace("loop_", "LOOP_")
                                .replace("data_", "DATA_"))
                        .sites());
        assertEquals(
                expected,
                one(STO.replace("_atom_site_fract_", "_atom_site.fract_").replace("_cell_length_", "_cell.length_"))
                        .sites());
        assertEquals(expected, one("#" + "x".repeat(100_000) + "\n" + STO).sites());
        assertEquals(
                expected,
                one("#\\#CIF_2.0\n"
                                + STO.replace(
                                        "_cell_formula_units_Z 1",
                                        "_cell_formula_units_Z 1\n_x.list [1 2 [3 '4']]\n_x.text '''a\n'b'\n'''"))
                        .sites());
    }

    @Test
    void takesTextFieldsAndQuotesAsTheyAre() {
        CrystalStructure s = one(
                STO.replace(
                        "_cell_formula_units_Z 1",
                        """
            _cell_formula_units_Z 1
            _publ_section_title
            ;data_not a block
            loop_ _atom_site_fract_x 7
             ; not the end
            ;
            _a 'it's a dog's life' _b "?" _c '' _d "a 'b' c"
            _e ;no_field
            """));
        assertEquals(5, s.atoms().size());
    }

    @ParameterizedTest(name = "{0} -> {1}: {2} {3}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
        _cell_length_a 3.905(10)              | _cell_length_a -3.905             | ERROR   | cell
        _cell_length_a 3.905(10)              | _cell_length_a 0                  | ERROR   | cell
        _cell_length_a 3.905(10)              | _cell_length_a ?                  | ERROR   | cell-missing
        _cell_length_a 3.905(10)              | _cell_length_a nan                | ERROR   | cell-missing
        _cell_length_a 3.905(10)              | _cell_length_a 1e999              | ERROR   | cell-missing
        _cell_length_a 3.905(10)              | _cell_length_a                    | ERROR   | cell-missing
        _cell_length_b 3.905(10)              | _cell_length_b ?                  | WARNING | cell-missing
        _cell_length_b 3.905(10)              | _cell_length_b 3.925              | WARNING | cell-symmetry
        _cell_length_b 3.905(10)              | _cell_length_b 4.905              | ERROR   | cell-symmetry
        _cell_angle_alpha 90                  | _cell_angle_alpha .               | WARNING | cell-missing
        _cell_angle_alpha 90                  | _cell_angle_alpha 190             | ERROR   | cell
        _cell_angle_alpha 90                  | _cell_volume 70                   | WARNING | cell-volume
        'P m -3 m'                            | 'P m -3 q'                        | WARNING | space-group-symbol
        'P m -3 m'                            | ?                                 | WARNING | setting-unknown
        _space_group_IT_number 221            | _space_group_IT_number 223        | WARNING | space-group-mismatch
        _space_group_IT_number 221            | _space_group_IT_number 231        | WARNING | space-group-number
        _space_group_IT_number 221            | _space_group_name_Hall 'P 9'      | WARNING | hall-symbol
        _space_group_IT_number 221            | _symmetry_equiv_pos_as_xyz 'x,y'  | WARNING | symmetry-operations
        'O3 Sr Ti'                            | 'O2 Sr Ti'                        | WARNING | formula
        Sr1 Sr2+ 0.5 0.5 0.5 1 0.0079         | Sr1 Sr2+ 0.5 0.5 0.5 1            | ERROR   | site-list
        Sr1 Sr2+ 0.5 0.5 0.5 1 0.0079         | Sr1 Sr2+ 0.5 0.5 abc 1 0.0079     | ERROR   | site-coordinates
        Sr1 Sr2+ 0.5 0.5 0.5 1 0.0079         | Sr1 Sr2+ 0.5 0.5 nan 1 0.0079     | ERROR   | site-coordinates
        Sr1 Sr2+ 0.5 0.5 0.5 1 0.0079         | Sr1 Sr2+ 0.5 0.5 ? 1 0.0079       | ERROR   | site-coordinates
        Sr1 Sr2+ 0.5 0.5 0.5 1 0.0079         | Sr1 Xx2+ 0.5 0.5 0.5 1 0.0079     | ERROR   | type-symbol
        Sr1 Sr2+ 0.5 0.5 0.5 1 0.0079         | Sr1 Sr2+ 0.5 0.5 0.5 1.4 0.0079   | ERROR   | occupancy
        Sr1 Sr2+ 0.5 0.5 0.5 1 0.0079         | Sr1 Sr2+ 0.5 0.5 0.5 -1 0.0079    | ERROR   | occupancy
        Sr1 Sr2+ 0.5 0.5 0.5 1 0.0079         | Sr1 Sr2+ 0.5 0.5 0.5 abc 0.0079   | ERROR   | occupancy
        Sr1 Sr2+ 0.5 0.5 0.5 1 0.0079         | Sr1 Sr2+ 0.5 0.5 0.5 1 -0.2       | WARNING | displacement
        Sr1 Sr2+ 0.5 0.5 0.5 1 0.0079         | Sr1 Sr2+ 0.5 0.5 0.5 1 7.9        | WARNING | displacement
        Sr1 Sr2+ 0.5 0.5 0.5 1 0.0079         | Sr1 Sr2+ 0 0 0.08 1 0.0079        | ERROR   | atom-clash
        Sr1 Sr2+ 0.5 0.5 0.5 1 0.0079         | Sr1 Sr2+ 0 0 0 1 0.0079           | ERROR   | occupancy-sum
        Sr1 Sr2+ 0.5 0.5 0.5 1 0.0079         | Sr1 Sr2+ 0.5 0.5 0.3 1 0.0079     | WARNING | formula
        O1 O2- 1/2 0 0 1 0.0102               | O1 O2- 0.2 0 0 1 0.0102           | WARNING | atoms-close
        O1 O2- 1/2 0 0 1 0.0102               | O1 Wat 0.5 0 0 1 0.0102           | WARNING | type-symbol
        Sr1 Sr2+ 0.5 0.5 0.5 1 0.0079         | X   X    0.5 0.5 0.5 1 0.0079     | ERROR   | type-symbol
        data_SrTiO3                           | _audit_block_code x               | WARNING | no-data-block
        data_SrTiO3                           | data_a stray                      | WARNING | value-stray
        data_SrTiO3                           | data_a _b 'open                   | WARNING | quote-open
        data_SrTiO3                           | data_a _b 1 _b 2                  | WARNING | tag-repeated
        """)
    void reportsWhatIsWrong(String from, String to, Severity severity, String rule) {
        String text = STO.replace(from, to);
        assertFalse(text.equals(STO));
        CifReader.Result r = read(text);
        List<Diagnostic> found = r.diagnostics().stream()
                .filter(d -> d.rule().equals(rule) && d.severity() == severity)
                .toList();
        assertFalse(found.isEmpty(), () -> r.diagnostics().toString());
        assertEquals(severity == Severity.ERROR ? 0 : 1, r.structures().size(), () -> r.diagnostics()
                .toString());
        assertTrue(found.stream()
                .allMatch(d -> d.source().equals("test.cif")
                        && !d.found().isEmpty()
                        && !d.expected().isEmpty()));
        assertTrue(severity == Severity.ERROR || !found.get(0).assumed().isEmpty(), "a warning says what was assumed");
        CifReader.Result strict = new CifReader(CifReader.Mode.STRICT).read(text, "test.cif");
        assertTrue(strict.structures().isEmpty() && strict.hasErrors(), () -> "strict: " + strict.diagnostics());
    }

    @Test
    void namesTheLine() {
        assertEquals(
                21,
                only(read(STO.replace("Ti1 Ti4+ 0 0 0 1.0 0.0056", "Ti1 Ti4+ 0 x 0 1.0 0.0056")), "site-coordinates")
                        .line());
        assertEquals(
                4,
                only(read(STO.replace("_cell_length_a 3.905(10)", "_cell_length_a -1")), "cell")
                        .line());
        Diagnostic d = only(
                read(STO.replace("_space_group_IT_number 221", "_space_group_IT_number 223")), "space-group-mismatch");
        assertEquals(
                "test.cif:10: warning [space-group-mismatch] found \"P m -3 m\" with the number 223, expected the number 221; assumed Pm-3m (221)",
                d.toString());
    }

    @Test
    void reportsTextsWithoutAStructure() {
        for (String text : new String[] {
            "", "   \n\n", "hello", "data_x", "data_x\n_cell_length_a 4", "loop_", "\u0000\u0000", "<html></html>", ";"
        }) {
            CifReader.Result r = read(text);
            assertTrue(r.structures().isEmpty(), text);
            assertFalse(r.diagnostics().isEmpty(), text);
        }
        assertTrue(read("").hasErrors());
    }

    @Test
    void readsSeveralBlocks() {
        CifReader.Result r = read("data_global\n_publ_author_name 'A. Smith'\n" + STO
                + STO.replace("data_SrTiO3", "data_bad").replace("3.905(10)", "-3")
                + STO.replace("data_SrTiO3", "data_second"));
        assertEquals(
                List.of("SrTiO3", "second"),
                r.structures().stream().map(CrystalStructure::name).toList());
        assertEquals(
                1,
                r.diagnostics().stream()
                        .filter(d -> d.severity() == Severity.ERROR)
                        .count());
    }

    @ParameterizedTest
    @CsvSource({
        "Sr2+, Sr, 2",
        "SR2+, Sr, 2",
        "Sr+2, Sr, 2",
        "sr, Sr, 0",
        "Fe3+, Fe, 3",
        "O2-, O, -2",
        "O-2, O, -2",
        "Na+, Na, 1",
        "Cl-, Cl, -1",
        "Cl1-, Cl, -1",
        "D, D, 0",
        "Fe1, Fe, 0",
        "O0-, O, 0",
        "Si4+, Si, 4",
        "Wat, O, 0",
        "OH, O, 0",
        "Cval, C, 0",
        "Fe0+, Fe, 0",
        "Mn2.5+, Mn, 0",
        "CO2+, Co, 2"
    })
    void readsTypeSymbols(String text, String element, int charge) {
        TypeSymbol t = TypeSymbol.ofType(text);
        assertEquals(element, t.element());
        assertEquals(charge, t.charge());
    }

    @ParameterizedTest
    @CsvSource({
        "Ca1, '', Ca",
        "CA1, Ca O, Ca",
        "CA1, C O, C",
        "O1A, '', O",
        "OW2, '', O",
        "Wat1, '', O",
        "WatOW, Ca O S, O",
        "W1, O Na, O",
        "W1, W O, W",
        "H12B, '', H",
        "Cs, '', Cs",
        "C(1), '', C",
        "Sr1_2, '', Sr",
        "'O1''', '', O",
        "SI1, Si O, Si",
        "Pb+2, '', Pb"
    })
    void readsLabelsWithoutTypeSymbols(String label, String formula, String element) {
        assertEquals(
                element,
                TypeSymbol.ofLabel(label, java.util.Set.of(formula.isEmpty() ? new String[0] : formula.split(" ")))
                        .element());
    }

    @ParameterizedTest
    @CsvSource({
        "3.905(10), 3.905",
        "-.0046(2), -0.0046",
        "1/3, 0.3333333333333333",
        "90., 90",
        "+0.25, 0.25",
        "1.5e-3(2), 0.0015",
        "5(1), 5",
        "'0,25', 0.25",
        "1.2E2, 120"
    })
    void readsNumbers(String text, double value) {
        assertEquals(value, CifNumber.parse(text).value(), 1e-15);
    }

    @ParameterizedTest
    @CsvSource({"abc", "1/0", "1.2.3", "nan", "Infinity", "0x10", "1e999", "--1", "1(2", "''", "(3)", "1e", "1 2"})
    void refusesWhatIsNoNumber(String text) {
        CifNumber n = CifNumber.parse(text);
        assertTrue(!n.isNumber() || n.remark() != null, text);
    }

    @Test
    void snapsRoundedSpecialPositionsAndKeepsMultiplicity() {
        String text =
                """
            data_LaAlO3
            _cell_length_a 5.365
            _cell_length_b 5.365
            _cell_length_c 13.111
            _cell_angle_alpha 90
            _cell_angle_beta 90
            _cell_angle_gamma 120
            _symmetry_space_group_name_H-M 'R -3 c'
            loop_
            _atom_site_label
            _atom_site_fract_x
            _atom_site_fract_y
            _atom_site_fract_z
            La1 0.3333 0.6667 0.9167
            Al1 0.6667 0.3333 0.3333
            O1 0.8073 0.3333 0.5833
            """;
        CrystalStructure s = one(text);
        assertEquals(30, s.atoms().size());
        assertEquals("LaAlO3", s.formula());
        assertEquals(1.0 / 3, s.sites().get(0).x(), 1e-12);
        assertEquals(11.0 / 12, s.sites().get(0).z(), 1e-12);
        assertEquals(1.0 / 3, s.sites().get(2).y(), 1e-12);
        assertEquals("H", s.spaceGroup().setting());
    }

    @Test
    void mergesMixedSitesAndDropsRepeatedOnes() {
        CrystalStructure s = one(STO.replace("'O3 Sr Ti'", "?")
                .replace(
                        "Sr1 Sr2+ 0.5 0.5 0.5 1 0.0079",
                        "Sr1 Sr2+ 0.5 0.5 0.5 0.7 0.0079\nLa1 La3+ 0.5 0.5 0.5 0.3 0.0179"));
        assertEquals(3, s.sites().size());
        assertEquals(2, s.sites().get(0).species().size());
        assertEquals(
                0.7 * 0.0079 + 0.3 * 0.0179, s.sites().get(0).displacement().value(), 1e-12);
        assertEquals("Sr0.7La0.3TiO3", s.formula());
        CifReader.Result r = read(STO + "O2 O2- 0 0.5 0 1 0.0102\nO3 O2- 0 0 0.5 1 0.0102\n");
        assertEquals("SrTiO3", r.structures().get(0).formula());
        assertEquals(
                2,
                r.diagnostics().stream()
                        .filter(d -> d.rule().equals("site-duplicate"))
                        .count());
    }

    @Test
    void saysWhenAtomsOfOneSiteStoodApart() {
        String text = STO.replace("'O3 Sr Ti'", "?")
                .replace("_cell_formula_units_Z 1", "")
                .replace("'P m -3 m'", "'P 1'")
                .replace("_IT_number 221", "_IT_number 1");
        String apart = text.replace(
                "Sr1 Sr2+ 0.5 0.5 0.5 1 0.0079", "Sr1 Sr2+ 0.5 0.5 0.5 0.7 0.0079\nLa1 La3+ 0.5 0.5 0.503 0.3 0.0079");
        CifReader.Result r = read(apart);
        assertEquals(3, r.structures().get(0).sites().size());
        assertEquals(
                1,
                r.diagnostics().stream()
                        .filter(d -> d.rule().equals("site-merged") && d.found().contains("0.012 angstrom"))
                        .count(),
                () -> r.diagnostics().toString());
        assertEquals(
                0,
                read(apart.replace("0.503", "0.5003")).diagnostics().stream()
                        .filter(d -> d.rule().equals("site-merged"))
                        .count());
    }

    @Test
    void choosesTheOriginThatFitsTheFormula() {
        String spinel =
                """
            data_MgAl2O4
            _chemical_formula_sum 'Al2 Mg O4'
            _cell_formula_units_Z 8
            _cell_length_a 8.0806
            _cell_length_b 8.0806
            _cell_length_c 8.0806
            _cell_angle_alpha 90
            _cell_angle_beta 90
            _cell_angle_gamma 90
            _symmetry_space_group_name_H-M 'F d -3 m'
            loop_
            _atom_site_label
            _atom_site_fract_x
            _atom_site_fract_y
            _atom_site_fract_z
            Mg %s %s %s
            Al %s %s %s
            O  %s %s %s
            """;
        CrystalStructure second = one(String.format(spinel, .125, .125, .125, .5, .5, .5, .2624, .2624, .2624));
        assertEquals("2", second.spaceGroup().setting());
        assertEquals(56, second.atoms().size());
        CrystalStructure first = one(String.format(spinel, 0., 0., 0., .625, .625, .625, .3874, .3874, .3874));
        assertEquals("1", first.spaceGroup().setting());
        assertEquals(56, first.atoms().size());
    }

    @Test
    void keepsDisplacementParametersWithTheirKind() {
        String aniso = STO.replace("_atom_site_U_iso_or_equiv", "_atom_site_B_iso_or_equiv")
                        .replace("1 0.0079", "1 0.62")
                        .replace("1.0 0.0056", "1.0 .")
                        .replace("1 0.0102", "1 ?")
                + """
            loop_
            _atom_site_aniso_label
            _atom_site_aniso_U_11
            _atom_site_aniso_U_22
            _atom_site_aniso_U_33
            _atom_site_aniso_U_12
            _atom_site_aniso_U_13
            _atom_site_aniso_U_23
            O1 0.006 0.012 0.012 0 0 0
            """;
        CrystalStructure s = one(aniso);
        assertEquals(
                new Displacement(Displacement.Kind.B_ISO, 0.62),
                s.sites().get(0).displacement());
        assertNull(s.sites().get(1).displacement());
        assertEquals(
                Displacement.Kind.U_EQUIVALENT, s.sites().get(2).displacement().kind());
        assertEquals(0.010, s.sites().get(2).displacement().value(), 1e-12);
        // beta_ij = 2 pi^2 a*_i a*_j U_ij: 0.006 of U is 0.007767 of beta for a = 3.905
        double beta = 2 * Math.PI * Math.PI / (3.905 * 3.905);
        CrystalStructure b = one(aniso.replace("aniso_U_", "aniso_beta_")
                .replace("O1 0.006 0.012 0.012", "O1 " + 0.006 * beta + " " + 0.012 * beta + " " + 0.012 * beta));
        assertEquals(0.010, b.sites().get(2).displacement().uIso(), 1e-9);
    }

    @Test
    void equivalentOfAHexagonalTensorUsesTheMetric() {
        // Akimotoite, Horiuchi et al. 1982, Am. Mineral. 67, 788: U11 = U22 = 2 U12, so that U_eq = (4/3 U11 (1 - 1/4
        // ..) + U33)/3 = (2 U11 + U33)/3 for uniaxial sites.
        CrystalStructure s = one(
                """
            data_a
            _cell_length_a 4.7284
            _cell_length_b 4.7284
            _cell_length_c 13.5591
            _cell_angle_alpha 90
            _cell_angle_beta 90
            _cell_angle_gamma 120
            _symmetry_space_group_name_H-M 'R -3'
            loop_
            _atom_site_label
            _atom_site_fract_x
            _atom_site_fract_y
            _atom_site_fract_z
            Si 0 0 0.15768
            loop_
            _atom_site_aniso_label
            _atom_site_aniso_U_11
            _atom_site_aniso_U_22
            _atom_site_aniso_U_33
            _atom_site_aniso_U_12
            _atom_site_aniso_U_13
            _atom_site_aniso_U_23
            Si 0.00535 0.00535 0.00531 0.002675 0 0
            """);
        assertEquals(
                (2 * 0.00535 + 0.00531) / 3, s.sites().get(0).displacement().uIso(), 1e-12);
    }

    @Test
    void saysWhichSymmetryAFileWithoutItHas() {
        String p1 = STO.replace(
                        "_space_group_name_H-M_alt 'P m -3 m'\n_space_group_IT_number 221\n",
                        "_symmetry_equiv_pos_as_xyz 'x, y, z'\n")
                + "O2 O2- 0 0.5 0 1 0.0102\nO3 O2- 0 0 0.5 1 0.0102\n";
        CifReader.Result r = read(p1);
        assertEquals(1, r.structures().get(0).spaceGroup().number());
        Diagnostic d = only(r, "symmetry-determined");
        assertTrue(d.found().contains("P1 (1)") && d.expected().contains("Pm-3m (221)"), d.toString());
        CifReader.Result unsearched =
                new CifReader(CifReader.Mode.TOLERANT).withoutSearch().read(p1, "test");
        assertTrue(unsearched.diagnostics().stream().noneMatch(x -> x.rule().equals("symmetry-determined")));
        assertEquals(
                r.structures().get(0).atoms(), unsearched.structures().get(0).atoms());
    }

    @Test
    void prefersOperationsOverSymbolsAndSaysSo() {
        CifReader.Result r = read(STO.replace(
                        "loop_\n_atom_site_label",
                        "loop_\n_symmetry_equiv_pos_as_xyz\nx,y,z\n-x,-y,z\n-y,x,z\ny,-x,z\n-x,y,z\nx,-y,z\ny,x,z\n-y,-x,z\nloop_\n_atom_site_label")
                + "O2 O2- 0 0 0.5 1 0.0102\n");
        assertEquals(99, r.structures().get(0).spaceGroup().number());
        assertEquals(
                2,
                r.diagnostics().stream()
                        .filter(d -> d.rule().equals("space-group-mismatch"))
                        .count());
    }
}

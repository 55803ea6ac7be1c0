// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.cif;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.braggwise.crystal.CpuTime;
import org.braggwise.crystal.CrystalStructure;
import org.braggwise.crystal.Diagnostic;
import org.braggwise.crystal.Diagnostic.Severity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** CIF as people have it: what databases, programs and hands write besides what the standard asks for. */
class DialectsTest {

    private static final String MONOCLINIC =
            """
            data_a
            _cell_length_a 5.2
            _cell_length_b 6.1
            _cell_length_c 7.3
            _cell_angle_alpha 90
            _cell_angle_beta 99.5
            _cell_angle_gamma 90
            """;
    private static final String CUBIC =
            """
            data_a
            _cell_length_a 5.6402
            _cell_length_b 5.6402
            _cell_length_c 5.6402
            _cell_angle_alpha 90
            _cell_angle_beta 90
            _cell_angle_gamma 90
            """;
    private static final String CARBON =
            """
            loop_
            _atom_site_label
            _atom_site_type_symbol
            _atom_site_fract_x
            _atom_site_fract_y
            _atom_site_fract_z
            C1 C 0.11 0.22 0.33
            """;
    private static final String FM3M = CUBIC + "_symmetry_space_group_name_H-M 'F m -3 m'\n";

    private static CifReader.Result read(String text) {
        return new CifReader(CifReader.Mode.TOLERANT).read(text, "test.cif");
    }

    private static CrystalStructure one(String text) {
        CifReader.Result r = read(text);
        assertEquals(1, r.structures().size(), () -> r.diagnostics().toString());
        return r.structures().get(0);
    }

    private static void says(String rule, Severity severity, String text) {
        List<Diagnostic> all = read(text).diagnostics();
        assertTrue(all.stream().anyMatch(d -> d.rule().equals(rule) && d.severity() == severity), all::toString);
    }

    private static String sites(String... rows) {
        return "loop_\n_atom_site_label\n_atom_site_type_symbol\n_atom_site_fract_x\n_atom_site_fract_y\n_atom_site_fract_z\n"
                + String.join("\n", rows) + "\n";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "_symmetry_space_group_name_H-M P 21/c",
                "_symmetry_space_group_name_H-M P2(1)/c",
                "_symmetry_space_group_name_H-M 'P2~1~/c'",
                "_symmetry_space_group_name_H-M P2_1/c",
                "_space_group_name_H-M_alt 'P 1 21/c 1'\n_symmetry_space_group_name_H-M 'nonsense'",
                "_space_group_name_H-M_alt 'nonsense'\n_symmetry_space_group_name_H-M 'P21/c'",
                "_space_group_name_Hall -P 2ybc",
                "loop_\n_symmetry_equiv_pos_as_xyz\nx, y, z\n-x, y+1/2, -z+1/2\n-x, -y, -z\nx, -y+1/2, z+1/2",
                "loop_\n_symmetry_equiv_pos_site_id\n_symmetry_equiv_pos_as_xyz\n1 x, y, z\n2 -x, y+1/2, -z+1/2\n3 -x, -y, -z\n4 x, -y+1/2, z+1/2",
                "loop_\n_symmetry_equiv_pos_as_xyz\n'(x,y,z)'\n'(-x,y+1/2,-z+1/2)'\n'(-x,-y,-z)'\n'(x,-y+1/2,z+1/2)'",
                "loop_\n_symmetry_equiv_pos_as_xyz\nx;y;z\n-x;y+.5;-z+.5\n-x;-y;-z\nx;-y+.5;z+.5",
                "loop_\n_symmetry_equiv_pos_as_xyz\na,b,c\n-a,b+1/2,-c+1/2\n-a,-b,-c\na,-b+1/2,c+1/2",
                "_symmetry_equiv_pos_as_xyz\n;x,y,z\n-x,y+1/2,-z+1/2\n-x,-y,-z\nx,-y+1/2,z+1/2\n;"
            })
    void monoclinicIsRead(String symmetry) {
        CrystalStructure s = one(MONOCLINIC + symmetry + "\n" + CARBON);
        assertEquals(14, s.spaceGroup().number());
        assertEquals(4, s.atoms().size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "_symmetry_space_group_name_H-M 'what is this'",
                "_symmetry_Int_Tables_number 231",
                "_space_group_name_Hall '-Q 9'",
                "loop_\n_symmetry_equiv_pos_as_xyz\n'x,y,z'\n'-x,why,z'",
                "loop_\n_symmetry_equiv_pos_as_xyz\n'x,y,z'\n'x,x,z'"
            })
    void symmetryThatIsStatedAndUnreadableIsNeverP1(String symmetry) {
        CifReader.Result r = read(MONOCLINIC + symmetry + "\n" + CARBON);
        assertTrue(r.structures().isEmpty());
        assertTrue(
                r.diagnostics().stream()
                        .anyMatch(d -> d.rule().equals("symmetry-unreadable") && d.severity() == Severity.ERROR),
                () -> r.diagnostics().toString());
    }

    @Test
    void listThatIsNoGroupWithoutASymbolIsRefused() {
        String ops = "loop_\n_symmetry_equiv_pos_as_xyz\nx,y,z\n-x,y,-z\n-x+1/2,-y,-z\nx,-y,z\n";
        says("symmetry-operations", Severity.ERROR, CUBIC + ops + CARBON);
    }

    @Test
    void magneticOperationsAndCentringsMakeTheGroupOfTheAtoms() {
        String magnetic =
                """
                _space_group_magn.number_BNS 47.252
                loop_
                _space_group_symop_magn_operation.id
                _space_group_symop_magn_operation.xyz
                1 x,y,z,+1
                2 -x,-y,z,-1
                loop_
                _space_group_symop_magn_centering.id
                _space_group_symop_magn_centering.xyz
                1 x,y,z,+1
                2 x+1/2,y+1/2,z+1/2,-1
                """;
        CrystalStructure s = one(CUBIC + magnetic + CARBON);
        assertEquals(5, s.spaceGroup().number());
        assertEquals(4, s.atoms().size());
        says("magnetic", Severity.INFO, CUBIC + magnetic + CARBON);
    }

    @Test
    void magneticGroupByNameOnlyIsRefusedForThatReason() {
        says("magnetic", Severity.ERROR, CUBIC + "_space_group_magn.name_BNS \"P2'/m'\"\n" + CARBON);
    }

    @Test
    void superspaceOperationsMakeTheAverageStructure() {
        String superspace =
                """
                _space_group_ssg_name 'P 21/m(0b0)s0'
                loop_
                _space_group_symop_ssg_id
                _space_group_symop_ssg_operation_algebraic
                1 x1,x2,x3,x4
                2 -x1,x2+1/2,-x3,x4+1/2
                3 -x1,-x2,-x3,-x4
                4 x1,-x2+1/2,x3,-x4+1/2
                """;
        CrystalStructure s = one(MONOCLINIC + superspace + CARBON.replace("0.22", "0.05"));
        assertEquals(11, s.spaceGroup().number());
        says("superspace", Severity.WARNING, MONOCLINIC + superspace + CARBON.replace("0.22", "0.05"));
        says("superspace", Severity.ERROR, MONOCLINIC + "_space_group_ssg_name 'P 21/m(0b0)s0'\n" + CARBON);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
        0.8Nb + 0.2Zr | Zr0.2Nb0.8
        Nb0.8Zr0.2    | Zr0.2Nb0.8
        Nb0.8 Zr0.2   | Zr0.2Nb0.8
        Nb/Zr         | Zr0.5Nb0.5
        (Nb,Zr)       | Zr0.5Nb0.5
        Fe3+/Fe2+     | Fe
        2H            | D
        11B           | B
        13C4+         | C
        T             | H
        SI            | Si
        Cu2+          | Cu
        """)
    void typesAreRead(String type, String formula) {
        assertEquals(formula, one(FM3M + sites("X1 '" + type + "' 0 0 0")).formula());
    }

    @Test
    void mixedTypeTakesTheOccupancyOfItsRow() {
        String text = FM3M
                + "loop_\n_atom_site_label\n_atom_site_type_symbol\n_atom_site_fract_x\n_atom_site_fract_y\n_atom_site_fract_z\n"
                + "_atom_site_occupancy\nM 'Fe0.5Mn0.5' 0 0 0 0.8\nO O 0.5 0.5 0.5 1\n";
        CrystalStructure s = one(text);
        assertEquals(1.6, s.composition().get("Fe"), 1e-9);
        assertEquals(1.6, s.composition().get("Mn"), 1e-9);
    }

    @Test
    void labelsOfTwoElementsGoByTheFormula() {
        String text = FM3M + "_chemical_formula_sum 'Nb0.9 Zr0.1'\n"
                + "loop_\n_atom_site_label\n_atom_site_fract_x\n_atom_site_fract_y\n_atom_site_fract_z\nNbZr1 0 0 0\n";
        assertEquals(3.6, one(text).composition().get("Nb"), 1e-9);
        assertEquals(
                "Nb",
                one(text.replace("NbZr1", "Nb1").replace("Nb0.9 Zr0.1", "Nb")).formula());
    }

    @Test
    void twoListsWithTheSameLabelsAreRefused() {
        says("site-list", Severity.ERROR, FM3M + sites("Na1 Na 0 0 0") + sites("Na1 Na 0.5 0.5 0.5"));
    }

    @Test
    void columnsBesideTheLabelsAreFound() {
        String text = FM3M
                + "loop_\n_atom_site_label\n_atom_site_fract_x\n_atom_site_fract_y\n_atom_site_fract_z\nA 0 0 0\nB .5 .5 .5\n"
                + "loop_\n_atom_site_label\n_atom_site_type_symbol\n_atom_site_occupancy\nB Cl 1\nA Na 0.5\n";
        CrystalStructure s = one(text);
        assertEquals(2.0, s.composition().get("Na"), 1e-9);
        assertEquals(4.0, s.composition().get("Cl"), 1e-9);
    }

    @Test
    void unknownCoordinateIsNotZero() {
        says("site-coordinates", Severity.ERROR, FM3M + sites("Na1 Na 0 ? 0"));
        says("site-coordinates", Severity.WARNING, FM3M + sites("Na1 Na . . .", "H1 H . . ."));
    }

    @Test
    void cartesianCoordinates() {
        String text = FM3M
                + "loop_\n_atom_site.label\n_atom_site.type_symbol\n_atom_site.Cartn_x\n_atom_site.Cartn_y\n_atom_site.Cartn_z\n"
                + "Na Na 0 0 0\nCl Cl 2.8201 0 0\n";
        CrystalStructure s = one(text);
        assertEquals("NaCl", s.formula());
        assertEquals(8, s.atoms().size());
        assertEquals(0.5, s.sites().get(1).x(), 1e-9);
    }

    /** x = M f + v, as the dictionary has it. */
    @Test
    void cartesianCoordinatesFromAnotherOrigin() {
        StringBuilder text =
                new StringBuilder(CUBIC.replace("5.6402", "10") + "_symmetry_space_group_name_H-M 'P -1'\n");
        for (int i = 1; i <= 3; i++) {
            for (int j = 1; j <= 3; j++) {
                text.append("_atom_sites_Cartn_tran_matrix_" + i + j + (i == j ? " 10\n" : " 0\n"));
            }
            text.append("_atom_sites_Cartn_tran_vector_" + i + " 2.5\n");
        }
        text.append(
                "loop_\n_atom_site_label\n_atom_site_type_symbol\n_atom_site_Cartn_x\n_atom_site_Cartn_y\n_atom_site_Cartn_z\n"
                        + "Na Na 2.5 2.5 2.5\n");
        assertEquals(1, one(text.toString()).atoms().size());
    }

    @Test
    void macromoleculeFormat() {
        String text =
                """
                data_1ABC
                _cell.length_a   10.0
                _cell.length_b   11.0
                _cell.length_c   12.0
                _cell.angle_alpha 90
                _cell.angle_beta 90
                _cell.angle_gamma 90
                _symmetry.space_group_name_H-M 'P 21 21 21'
                loop_
                _atom_site.group_PDB
                _atom_site.id
                _atom_site.type_symbol
                _atom_site.label_atom_id
                _atom_site.label_alt_id
                _atom_site.Cartn_x
                _atom_site.Cartn_y
                _atom_site.Cartn_z
                _atom_site.occupancy
                _atom_site.B_iso_or_equiv
                ATOM 1 N N . 1.000 2.000 3.000 1.00 12.5
                ATOM 2 C CA A 2.200 2.500 3.500 0.60 11.0
                ATOM 3 C CA B 2.300 2.900 3.600 0.40 11.0
                HETATM 4 ZN ZN . 5.0 6.0 7.0 1.00 9.0
                """;
        CrystalStructure s = one(text);
        assertEquals(19, s.spaceGroup().number());
        assertEquals(0.1, s.sites().get(0).x(), 1e-6);
        assertEquals(4.0, s.composition().get("C"), 1e-6);
        assertEquals(12.5, s.sites().get(0).displacement().bIso(), 1e-9);
    }

    @Test
    void disorderWithoutOccupanciesKeepsOneAlternative() {
        String text = MONOCLINIC + "_symmetry_space_group_name_H-M 'P 1 21/c 1'\n"
                + "loop_\n_atom_site_label\n_atom_site_type_symbol\n_atom_site_fract_x\n_atom_site_fract_y\n_atom_site_fract_z\n"
                + "_atom_site_disorder_assembly\n_atom_site_disorder_group\n"
                + "C1 C 0.11 0.22 0.33 . .\nO1A O 0.3 0.3 0.3 A 1\nO1B O 0.31 0.33 0.3 A 2\n";
        assertEquals(4.0, one(text).composition().get("O"), 1e-9);
        says("disorder", Severity.WARNING, text);
    }

    @Test
    void absurdDisplacementsAreSaid() {
        String head = FM3M
                + "loop_\n_atom_site_label\n_atom_site_type_symbol\n_atom_site_fract_x\n_atom_site_fract_y\n_atom_site_fract_z\n"
                + "_atom_site_U_iso_or_equiv\nNa Na 0 0 0 ";
        says("displacement", Severity.WARNING, head + "1.5\n");
        says("displacement", Severity.WARNING, head + "120\n");
        says("displacement", Severity.WARNING, head + "-0.3\n");
        assertEquals(null, one(head + "120\n").sites().get(0).displacement());
    }

    @Test
    void diagonalDisplacementsOfAHexagonalCellAreTakenAsASphere() {
        String text = CUBIC.replace("_cell_angle_gamma 90", "_cell_angle_gamma 120")
                + "_symmetry_space_group_name_H-M 'P 6/m m m'\n" + sites("Na Na 0 0 0")
                + "loop_\n_atom_site_aniso_label\n_atom_site_aniso_U_11\n_atom_site_aniso_U_22\n_atom_site_aniso_U_33\nNa .02 .02 .02\n";
        assertEquals(0.02, one(text).sites().get(0).displacement().uIso(), 1e-9);
        says("displacement", Severity.WARNING, text);
    }

    @Test
    void densityAboveAnySolidsIsSaidAndThenRefused() {
        String gold = CUBIC.replace("5.6402", "LENGTH") + "_symmetry_space_group_name_H-M 'F m -3 m'\n"
                + sites("Au Au 0 0 0");
        assertTrue(read(gold.replace("LENGTH", "4.0782")).diagnostics().isEmpty());
        says("density", Severity.WARNING, gold.replace("LENGTH", "3.6"));
        says("density", Severity.ERROR, gold.replace("LENGTH", "3.0"));
    }

    @Test
    void hydrogenThatIsNotInTheListIsNoContradiction() {
        String ice =
                CUBIC + "_symmetry_space_group_name_H-M 'P 1'\n_chemical_formula_sum 'H2 O'\n_cell_formula_units_Z 1\n"
                        + "_exptl_crystal_density_diffrn 0.1667\n" + sites("O1 O 0 0 0");
        assertTrue(
                read(ice).diagnostics().stream()
                        .noneMatch(d -> d.rule().equals("density") || d.rule().equals("formula")),
                () -> read(ice).diagnostics().toString());
    }

    @Test
    void formulaOfTheWholeCellAsPymatgenWritesIt() {
        String text =
                FM3M + "_chemical_formula_structural NaCl\n_chemical_formula_sum 'Na4 Cl4'\n_cell_formula_units_Z 4\n"
                        + sites("Na Na 0 0 0", "Cl Cl 0.5 0.5 0.5");
        assertTrue(
                read(text).diagnostics().isEmpty(),
                () -> read(text).diagnostics().toString());
    }

    @Test
    void originByTheFormula() {
        String spinel = CUBIC.replace("5.6402", "8.0831") + "_symmetry_space_group_name_H-M 'F d -3 m'\n"
                + "_chemical_formula_sum 'Al2 Mg O4'\n_cell_formula_units_Z 8\n"
                + sites("Mg Mg 0.125 0.125 0.125", "Al Al 0.5 0.5 0.5", "O O 0.2624 0.2624 0.2624");
        assertEquals("2", one(spinel).spaceGroup().setting());
        String first = spinel.replace("0.125", "0")
                .replace("Al Al 0.5 0.5 0.5", "Al Al 0.625 0.625 0.625")
                .replace("0.2624", "0.3874");
        assertEquals("1", one(first).spaceGroup().setting());
        String noFormula = spinel.replaceAll("_chemical.*\\n_cell_formula.*\\n", "");
        assertEquals("2", one(noFormula).spaceGroup().setting());
    }

    /** A list of the identity alone beside a symbol, the formula and Z: what the list lacks, the symbol has. */
    @Test
    void listThatContradictsTheFormulaGivesWayToTheSymbol() {
        String text = FM3M + "_chemical_formula_sum 'Cl Na'\n_cell_formula_units_Z 4\n"
                + "loop_\n_symmetry_equiv_pos_as_xyz\n'x,y,z'\n" + sites("Na Na 0 0 0", "Cl Cl 0.5 0.5 0.5");
        assertEquals(225, one(text).spaceGroup().number());
        says("space-group-mismatch", Severity.WARNING, text);
        String byDensity = text.replaceAll("_chemical.*\\n_cell_formula.*\\n", "_exptl_crystal_density_diffrn 2.16\n");
        assertEquals(225, one(byDensity).spaceGroup().number());
        assertEquals(
                1,
                one(text.replaceAll("_chemical.*\\n_cell_formula.*\\n", ""))
                        .spaceGroup()
                        .number());
    }

    @Test
    void elementsOnOnePlaceWithoutOccupanciesShareItByTheFormula() {
        String text =
                FM3M + "_chemical_formula_sum 'Al Si3 O4'\n" + sites("Al1 Al 0 0 0", "Si1 Si 0 0 0", "O1 O .5 .5 .5");
        assertEquals(1.0, one(text).composition().get("Al"), 1e-9);
        assertEquals(3.0, one(text).composition().get("Si"), 1e-9);
        says("disorder", Severity.WARNING, text);
        says("occupancy-sum", Severity.ERROR, text.replaceAll("_chemical.*\\n", ""));
    }

    @Test
    void uncertaintiesOfSharesAndGroupsAsTypes() {
        assertEquals(
                "Mg0.967Fe0.033",
                one(FM3M + sites("M '0.967(4)Mg + 0.033(4)Fe' 0 0 0")).formula());
        assertEquals("N", one(FM3M + sites("N1 NH4 0 0 0")).formula());
        says("type-symbol", Severity.WARNING, FM3M + sites("N1 NH4 0 0 0"));
    }

    @Test
    void cellOfNoCrystalIsRefused() {
        says("cell", Severity.ERROR, CUBIC.replace("5.6402", "1.0") + sites("C1 C 12.3 4.5 6.7"));
    }

    /** MgCu2: in the wrong origin choice Mg and Cu change their places. */
    @Test
    void originByDistances() {
        String laves = CUBIC.replace("5.6402", "7.034") + "_symmetry_space_group_name_H-M 'F d -3 m'\n";
        String first = laves + sites("Mg Mg 0 0 0", "Cu Cu 0.625 0.625 0.625");
        assertEquals("MgCu2", one(first).formula());
        assertEquals("1", one(first).spaceGroup().setting());
        assertEquals(
                "MgCu2",
                one(laves + sites("Mg Mg 0.125 0.125 0.125", "Cu Cu 0.5 0.5 0.5"))
                        .formula());
        String silicon =
                CUBIC.replace("5.6402", "5.431") + "_symmetry_space_group_name_H-M 'F d -3 m'\n" + sites("Si Si 0 0 0");
        assertEquals(8, one(silicon).atoms().size());
    }

    /**
     * LaMnO3 (Pnma, Z 4, density 6.57 by Rodriguez-Carvajal et al., Phys. Rev. B 57, R3189 (1998)) and SrTiO3 with the occupancies that
     * FullProf has for full sites: the multiplicity over that of the general position.
     */
    @Test
    void occupanciesAsFullProfCountsThem() {
        String table = "loop_\n_atom_site_label\n_atom_site_type_symbol\n_atom_site_fract_x\n_atom_site_fract_y\n"
                + "_atom_site_fract_z\n_atom_site_occupancy\n";
        String orthorhombic = CUBIC.replace("length_a 5.6402", "length_a 5.7473")
                .replace("length_b 5.6402", "length_b 7.6929")
                .replace("length_c 5.6402", "length_c 5.5367");
        String manganite = orthorhombic + "_symmetry_space_group_name_H-M 'P n m a'\n" + table
                + "La La 0.549 0.25 0.01 0.5\nMn Mn 0 0 0 0.5\nO1 O -0.014 0.25 -0.07 0.5\nO2 O 0.309 0.039 0.224 1.0\n";
        assertEquals("LaMnO3", one(manganite).formula());
        assertEquals(6.57, one(manganite).density(), 0.02);
        says("occupancy", Severity.WARNING, manganite);
        String titanate = CUBIC.replace("5.6402", "3.905") + "_symmetry_space_group_name_H-M 'P m -3 m'\n" + table
                + "Sr Sr 0 0 0 0.02083\nTi Ti .5 .5 .5 0.02083\nO O .5 .5 0 0.0625\n";
        assertEquals("SrTiO3", one(titanate).formula());
        // the formula says that half of the sites are empty indeed
        String halfEmpty = manganite + "_chemical_formula_sum 'La0.5 Mn0.5 O2.5'\n_cell_formula_units_Z 4\n";
        assertEquals(10, one(halfEmpty).composition().get("O"), 1e-9);
        // the formula alone says the same
        assertEquals(
                10,
                one(manganite + "_chemical_formula_sum 'La0.5 Mn0.5 O2.5'\n")
                        .composition()
                        .get("O"),
                1e-9);
        // molecules on general positions, and a water that is on every second axis: said, and left as it is
        String half = CUBIC + "_symmetry_space_group_name_H-M 'P 1 2 1'\n" + table
                + "C1 C 0.1 0.1 0.1 1\nC2 C 0.3 0.2 0.1 1\nN1 N 0.2 0.3 0.4 1\nO1 O 0 0.4 0 0.5\n";
        assertEquals(0.5, one(half).composition().get("O"), 1e-9);
        says("occupancy", Severity.WARNING, half);
        // full and partly occupied sites, as shares: Na0.5CoO2, P 63/m m c
        String cobaltate = CUBIC.replace("length_a 5.6402", "length_a 2.83")
                        .replace("length_b 5.6402", "length_b 2.83")
                        .replace("length_c 5.6402", "length_c 11.1")
                        .replace("gamma 90", "gamma 120")
                + "_symmetry_space_group_name_H-M 'P 63/m m c'\n" + table
                + "Na1 Na 0 0 0.25 0.25\nNa2 Na 0.66667 0.33333 0.25 0.25\nCo Co 0 0 0.5 1\nO O 0.33333 0.66667 0.09 1\n";
        assertEquals(1.0, one(cobaltate).composition().get("Na"), 1e-9);
    }

    /** No crystal has a U of 0.46 square angstrom, which is the B of silicon. */
    @Test
    void valuesOfBUnderTheNameOfU() {
        String table = "loop_\n_atom_site_label\n_atom_site_type_symbol\n_atom_site_fract_x\n_atom_site_fract_y\n"
                + "_atom_site_fract_z\n_atom_site_COLUMN\n";
        String asU = FM3M + table.replace("COLUMN", "U_iso_or_equiv") + "Na Na 0 0 0 0.46\nCl Cl .5 .5 .5 0.46\n";
        assertEquals(0.46, one(asU).sites().get(1).displacement().bIso(), 1e-9);
        says("displacement", Severity.WARNING, asU);
        String oneLarge = FM3M + table.replace("COLUMN", "U_iso_or_equiv") + "Na Na 0 0 0 0.02\nCl Cl .5 .5 .5 0.46\n";
        assertEquals(0.46, one(oneLarge).sites().get(1).displacement().uIso(), 1e-9);
        String byType = FM3M + table.replace("_atom_site_COLUMN", "_atom_site_adp_type\n_atom_site_U_iso_or_equiv")
                + "Na Na 0 0 0 Biso 0.46\n";
        assertEquals(0.46, one(byType).sites().get(0).displacement().bIso(), 1e-9);
        says("displacement", Severity.WARNING, byType);
        // values of U, one of them of a mobile atom, under a type of B
        String oneMobile = FM3M + table.replace("_atom_site_COLUMN", "_atom_site_adp_type\n_atom_site_U_iso_or_equiv")
                + "Na Na 0 0 0 Biso 0.02\nCl Cl .5 .5 .5 Biso 0.12\n";
        assertEquals(0.12, one(oneMobile).sites().get(1).displacement().uIso(), 1e-9);
    }

    /** A cell in picometres, and occupancies that leave next to nothing. */
    @Test
    void densityBelowAnySolidsIsSaid() {
        says("density", Severity.WARNING, FM3M.replace("5.6402", "564.02") + sites("Na Na 0 0 0", "Cl Cl .5 .5 .5"));
        // lithium, 0.53 g/cm3, the lightest metal
        String lithium = CUBIC.replace("5.6402", "3.5093") + "_symmetry_space_group_name_H-M 'I m -3 m'\n"
                + sites("Li Li 0 0 0");
        assertTrue(
                read(lithium).diagnostics().isEmpty(),
                () -> read(lithium).diagnostics().toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<!DOCTYPE html><html><body>404 Not found</body></html> | web page",
                "{\"lattice\": {\"a\": 4}} | JSON",
                "BaTiO3#1.0#4 0 0#0 4 0#0 0 4#Ba Ti O#1 1 3#Direct#0 0 0 | POSCAR",
                "2#comment#Na 0.0 0.0 0.0#Cl 2.8 0 0 | XYZ",
                "CRYST1    4.000    4.000    4.000  90.00  90.00  90.00 P 1 | Protein Data Bank"
            })
    void textOfAnotherFormatIsNamed(String text, String name) {
        List<Diagnostic> all = read(text.replace('#', '\n')).diagnostics();
        assertEquals(1, all.size(), all::toString);
        assertTrue(all.get(0).found().contains(name), all::toString);
    }

    @Test
    void unknownInQuotesIsNotStated() {
        says("symmetry-missing", Severity.WARNING, MONOCLINIC + "_symmetry_space_group_name_H-M '?'\n" + CARBON);
    }

    @Test
    void manyColumnsAndManySitesTakeTheirTimeOnce() {
        StringBuilder columns = new StringBuilder(CUBIC).append("loop_\n");
        for (int i = 0; i < 100_000; i++) {
            columns.append("_x").append(i).append('\n');
        }
        for (int i = 0; i < 100_000; i++) {
            columns.append(i % 10 == 9 ? "1\n" : "1 ");
        }
        columns.append(CARBON);
        CpuTime.within(5, () -> one(columns.toString()));
        StringBuilder atoms = new StringBuilder(CUBIC.replace("5.6402", "200"))
                .append("_symmetry_space_group_name_H-M 'P 1'\n")
                .append(sites());
        for (int i = 0; i < 100_000; i++) {
            atoms.append("C")
                    .append(i)
                    .append(" C ")
                    .append((i % 46) / 46.0)
                    .append(' ')
                    .append((i / 46 % 47) / 47.0)
                    .append(' ')
                    .append((i / 46 / 47) / 47.0)
                    .append('\n');
        }
        assertEquals(
                100_000, CpuTime.within(5, () -> one(atoms.toString())).atoms().size());
    }
}

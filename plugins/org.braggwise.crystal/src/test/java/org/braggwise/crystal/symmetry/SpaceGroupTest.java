// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.symmetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

import org.braggwise.crystal.geometry.IntMatrix;
import org.braggwise.crystal.geometry.UnitCell;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table and the parser of Hall symbols against gemmi and spglib (space-groups.tsv, made by make_space_groups.py beside it). */
class SpaceGroupTest {

    private static final int D = SymmetryOperation.DENOMINATOR;

    @Test
    void allSettingsHaveTheOperationsThatGemmiAndSpglibHave() throws IOException, NoSuchAlgorithmException {
        Map<String, String[]> reference = new HashMap<>();
        for (String line : new String(
                        SpaceGroupTest.class
                                .getResourceAsStream("space-groups.tsv")
                                .readAllBytes(),
                        StandardCharsets.UTF_8)
                .split("\n")) {
            String[] f = line.split("\t");
            if (!line.startsWith("#")) {
                reference.put(f[0], f);
            }
        }
        int settings = 0;
        for (int number = 1; number <= 230; number++) {
            for (SpaceGroup g : SpaceGroup.settings(number)) {
                String[] f = reference.get(g.hall());
                assertEquals(f[1], Integer.toString(number), g + ": number by gemmi");
                assertTrue(f[2].equals("-") || f[2].equals(f[1]), g + ": number by spglib");
                assertEquals(f[3], Integer.toString(g.order()), g + ": operations");
                assertEquals(f[4], digest(g), g + ": operations");
                settings++;
            }
        }
        assertEquals(559, settings);
    }

    private static String digest(SpaceGroup g) throws NoSuchAlgorithmException {
        List<String> keys = new ArrayList<>();
        for (SymmetryOperation s : g.operations()) {
            StringBuilder k = new StringBuilder();
            for (int n : s.rotation()) {
                k.append(n).append(' ');
            }
            int[] t = s.translation();
            keys.add(k.append(t[0] / (D / 24))
                    .append(' ')
                    .append(t[1] / (D / 24))
                    .append(' ')
                    .append(t[2] / (D / 24))
                    .toString());
        }
        keys.sort(null);
        byte[] sha = MessageDigest.getInstance("SHA-1")
                .digest(String.join("\n", keys).getBytes(StandardCharsets.US_ASCII));
        return HexFormat.of().formatHex(sha).substring(0, 16);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
        P m -3 m             |     | 221 |      | -P 4 2 3
        Pm-3m                |     | 221 |      | -P 4 2 3
        P m 3 m              |     | 221 |      | -P 4 2 3
        Pm3m                 |     | 221 |      | -P 4 2 3
        P_m_-3_m             |     | 221 |      | -P 4 2 3
        P 4/m -3 2/m         |     | 221 |      | -P 4 2 3
        P n m a              |     |  62 |      | -P 2ac 2n
        P 21/n 21/m 21/a     |     |  62 |      | -P 2ac 2n
        Pbnm                 |     |  62 | cab  | -P 2c 2ab
        P m c n              |     |  62 | bca  | -P 2n 2a
        P21/c                |     |  14 | b1   | -P 2ybc
        P2_1/c               |     |  14 | b1   | -P 2ybc
        P 1 21/n 1           |     |  14 | b2   | -P 2yn
        P 1 1 21/b           |     |  14 | c3   | -P 2bc
        C 2/m                |     |  12 | b1   | -C 2y
        I a                  |     |   9 | b3   | I -2ya
        R -3 c               |     | 167 | H    | -R 3 2"c
        R -3 c :H            |     | 167 | H    | -R 3 2"c
        R -3 c :R            |     | 167 | R    | -P 3* 2n
        R -3 c               | R   | 167 | R    | -P 3* 2n
        R 3 m R              |     | 160 | R    | P 3* -2
        R 3 c {rhombohedral axes} | | 161 | R   | P 3* -2n
        R -3 2/m (hexagonal axes) | | 166 | H   | -R 3 2"
        H 3 2                |     | 155 | H    | R 3 2"
        F d -3 m :2          |     | 227 | 2    | -F 4vw 2vw 3
        F d -3 m :1          |     | 227 | 1    | F 4d 2 3 -1d
        F d -3 m             |     | 227 | 2    | -F 4vw 2vw 3
        F d -3 m S           |     | 227 | 1    | F 4d 2 3 -1d
        Fd3m                 | 1   | 227 | 1    | F 4d 2 3 -1d
        F 41/d -3 2/c (origin choice 2) | | 228 | 2 | -F 4cvw 2vw 3
        P 4/n 21/c 2/c (origin choice 2) | | 130 | 2 | -P 4a 2ac
        P 4/m 2/m 2/m        |     | 123 |      | -P 4 2
        P 63/m 2/m 2/c       |     | 194 |      | -P 6c 2c
        C m c e              |     |  64 |      | -C 2bc 2
        A e a 2              |     |  41 |      | A 2 -2ac
        P 1 1 1              |     |   1 |      | P 1
        I 41/a               |     |  88 | 2    | -I 4ad
        P 21 21 2 (a)        |     |  18 | a    | P 2ab 2a
        P21212a              |     |  18 | a    | P 2ab 2a
        C 2 2 21a)           |     |  20 | a    | C 2ac 2
        I 2 3a               |     | 197 | a    | I 2ab 2bc 3
        """)
    void readsHermannMauguinSymbolsOfManyForms(String symbol, String setting, int number, String code, String hall) {
        SpaceGroup g = SpaceGroup.ofHermannMauguin(symbol, setting);
        assertEquals(number, g.number());
        assertEquals(code == null ? "" : code, g.setting());
        // Hall symbols differ between tables for some settings; what they generate does not.
        assertEquals(SpaceGroup.ofHall(hall), g);
    }

    /** Brackets, signs, markup and typography around the same symbols; the right symbol by International Tables A. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
        P2(1)                 | P 1 21 1
        P2(1)/c               | P 1 21/c 1
        P 2(1)/n              | P 1 21/n 1
        P2(1)2(1)2(1)         | P 21 21 21
        P 2(1) 2(1) 2         | P 21 21 2
        P4(2)/mnm             | P 42/m n m
        P 6(3)/m m c          | P 63/m m c
        P6[3]/mmc             | P 63/m m c
        I4(1)/amd             | I 41/a m d :2
        P2~1~/c               | P 1 21/c 1
        P 2~1 2~1 2~1         | P 21 21 21
        P2₁/c            | P 1 21/c 1
        P2₁2₁2₁ | P 21 21 21
        P2_1/c                | P 1 21/c 1
        P 2_1 2_1 2_1         | P 21 21 21
        P2_{1}/c              | P 1 21/c 1
        $P2_1/c$              | P 1 21/c 1
        P2<sub>1</sub>/c      | P 1 21/c 1
        F m −3 m         | F m -3 m
        F m –3 m         | F m -3 m
        Fm3̅m            | F m -3 m
        F m ¯3 m         | F m -3 m
        Fm\\bar{3}m           | F m -3 m
        $Fm\\overline{3}m$    | F m -3 m
        P3bar1c               | P -3 1 c
        Fm3-m                 | F m -3 m
        P1-                   | P -1
        Pm-3m (221)           | P m -3 m
        P 21/c (14)           | P 1 21/c 1
        P 21/c (No. 14)       | P 1 21/c 1
        Pbca, #61             | P b c a
        P 2 (3)               | P 1 2 1
        R-3m(h)               | R -3 m :H
        R-3mH                 | R -3 m :H
        R-3mR                 | R -3 m :R
        R -3 c HR             | R -3 c :H
        R -3 c RS             | R -3 c :R
        R 3 2 HS              | R 3 2 :H
        Fd-3mS                | F d -3 m :1
        F d -3 m Z            | F d -3 m :2
        P 4/n m m O1          | P 4/n m m :1
        P n n n [origin choice 1] | P n n n :1
        Ｐ２／ｍ | P 1 2/m 1
        """)
    void readsSymbolsInEveryDialect(String written, String right) {
        assertEquals(SpaceGroup.ofHermannMauguin(right, null), SpaceGroup.ofHermannMauguin(written, null));
    }

    @Test
    void everySettingIsFoundByItsOwnSymbol() {
        for (SpaceGroupTable.Row r : SpaceGroupTable.rows()) {
            SpaceGroup g = SpaceGroup.ofHermannMauguin(r.symbol(), r.setting().isEmpty() ? null : r.setting());
            assertEquals(r.number(), g.number(), r.symbol());
            assertEquals(
                    r.number(),
                    SpaceGroup.ofHermannMauguin(r.symbol().replace(" ", ""), null)
                            .number(),
                    r.symbol());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "P 7",
        "C 4/m m m",
        "B 4/m m m",
        "C 42/m c m",
        "C 6/m m m",
        "P 31 2",
        "X m -3 m",
        "P m -3 q",
        "''",
        "P 1 1 1 1 1 1"
    })
    void refusesSymbolsOfNoGroup(String symbol) {
        assertTrue(assertThrows(IllegalArgumentException.class, () -> SpaceGroup.ofHermannMauguin(symbol, null))
                .getMessage()
                .contains(symbol));
    }

    @ParameterizedTest
    @CsvSource({"P 7", "Q 4", "P 4q", "'P 2 (0 0'", "P 3'", "P 4 3 2 6 4 4 4", "-", "''"})
    void refusesBrokenHallSymbols(String symbol) {
        assertThrows(IllegalArgumentException.class, () -> SpaceGroup.ofHall(symbol));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
        -P_4_2_3  | 221 |
        R 3;-2"   | 160 | H
        -R 3 2 "  | 166 | H
        I -4;2    | 121 |
        P4 -2     |  99 |
        -p 2ac 2n |  62 |
        P 31 2 (0 0 4) | 151 |
        C 2y (x,y,-x+z) | 5 | b3
        P 2 (x,y,z+1/4) | 3 | c
        """)
    void readsHallSymbolsOfManyForms(String symbol, int number, String setting) {
        assertEquals(number, SpaceGroup.ofHall(symbol).number());
        assertTrue(
                setting == null || setting.equals(SpaceGroup.ofHall(symbol).setting()),
                SpaceGroup.ofHall(symbol).toString());
    }

    @Test
    void identifiesEveryGroupOnAnyCellAndOrigin() {
        SplittableRandom random = new SplittableRandom(20250801);
        for (int number = 1; number <= 230; number++) {
            for (SpaceGroup g : SpaceGroup.settings(number)) {
                int[] m = IntMatrix.identity();
                for (int k = 0; k < 4; k++) {
                    int to = random.nextInt(3);
                    int from = (to + 1 + random.nextInt(2)) % 3;
                    int sign = random.nextBoolean() ? 1 : -1;
                    for (int c = 0; c < 3; c++) {
                        m[3 * to + c] += sign * m[3 * from + c];
                    }
                }
                SymmetryOperation v = new SymmetryOperation(m, new int[] {
                    D / 24 * random.nextInt(24), D / 24 * random.nextInt(24), D / 24 * random.nextInt(24)
                });
                List<SymmetryOperation> moved = g.operations().stream()
                        .map(s -> v.times(s).times(v.inverse()))
                        .toList();
                assertEquals(number, SpaceGroup.ofOperations(moved).number(), g + " with " + v);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "47, 2, 3, 5",
        "62, 1, 2, 7",
        "99, 3, 3, 4",
        "136, 2, 2, 5",
        "221, 2, 2, 2",
        "167, 2, 2, 3",
        "194, 4, 4, 1",
        "14, 3, 1, 2"
    })
    void identifiesGroupsOnMultiplesOfTheirCells(int number, int na, int nb, int nc) {
        int[] n = {na, nb, nc};
        List<SymmetryOperation> all = new ArrayList<>();
        for (SymmetryOperation s : SpaceGroup.ofNumber(number).operations()) {
            for (int i = 0; i < na * nb * nc; i++) {
                int[] cell = {i % na, i / na % nb, i / na / nb};
                int[] t = s.translation();
                for (int k = 0; k < 3; k++) {
                    t[k] = (t[k] + D * cell[k]) / n[k];
                }
                all.add(new SymmetryOperation(s.rotation(), t));
            }
        }
        SpaceGroup g = SpaceGroup.ofOperations(all);
        assertEquals(number, g.number());
        assertEquals(SpaceGroup.UNTABULATED, g.setting());
        assertEquals(all.size(), g.order());
    }

    @Test
    void completesASetOfGenerators() {
        SpaceGroup g = SpaceGroup.ofOperations(List.of(
                SymmetryOperation.parse("z,x,y"),
                SymmetryOperation.parse("-y,x,z"),
                SymmetryOperation.parse("-x,-y,-z")));
        assertEquals(SpaceGroup.ofNumber(221), g);
        assertEquals("Pm-3m", g.hermannMauguin());
    }

    @Test
    void knowsItsClassesAndExtinctions() {
        SpaceGroup g = SpaceGroup.ofNumber(227);
        assertEquals(CrystalSystem.CUBIC, g.crystalSystem());
        assertEquals(LaueClass.L_M3BAR_M, g.laueClass());
        assertEquals(48, g.primitiveOperations().size());
        assertEquals(4, g.centring().size());
        assertTrue(g.centrosymmetric());
        assertFalse(SpaceGroup.ofNumber(216).centrosymmetric());
        // International Tables A, Fd-3m: hkl h+k, h+l, k+l = 2n; 0kl k+l = 4n; h00 h = 4n
        assertTrue(g.absent(2, 0, 0) && g.absent(4, 2, 0) && g.absent(1, 0, 0));
        assertFalse(g.absent(1, 1, 1) || g.absent(2, 2, 0) || g.absent(4, 0, 0) || g.absent(2, 2, 2));
    }

    @Test
    void laueClassesHaveTheOrdersOfTheirGroups() {
        for (int number = 1; number <= 230; number++) {
            SpaceGroup g = SpaceGroup.ofNumber(number);
            assertEquals(
                    g.laueClass().order(),
                    g.primitiveOperations().size() * (g.centrosymmetric() ? 1 : 2),
                    g.toString());
            assertEquals(g.laueClass().crystalSystem(), g.crystalSystem(), g.toString());
        }
    }

    /** The operations of a mirror image are those with translations the other way. */
    @Test
    void knowsMirrorImages() {
        int pairs = 0;
        for (int number = 1; number <= 230; number++) {
            SpaceGroup g = SpaceGroup.ofNumber(number);
            List<SymmetryOperation> inverted = g.operations().stream()
                    .map(s -> new SymmetryOperation(
                            s.rotation(),
                            Arrays.stream(s.translation())
                                    .map(t -> Math.floorMod(-t, SymmetryOperation.DENOMINATOR))
                                    .toArray()))
                    .toList();
            int mirrored = SpaceGroup.ofOperations(inverted).number();
            assertEquals(mirrored, g.mirrorImage(), g.toString());
            assertTrue(g.hasPatternsOf(SpaceGroup.ofNumber(mirrored)));
            pairs += mirrored > number ? 1 : 0;
        }
        assertEquals(11, pairs);
        assertFalse(SpaceGroup.ofNumber(152).hasPatternsOf(SpaceGroup.ofNumber(153)));
    }

    @Test
    void constrainsCells() {
        UnitCell cell = SpaceGroup.ofNumber(167).constrained(new UnitCell(5, 5.02, 13, 90.1, 89.9, 120.05));
        assertEquals(cell.a(), cell.b(), 1e-12);
        assertEquals(120, cell.gammaDeg());
        assertEquals(90, cell.alphaDeg());
        assertEquals(0, SpaceGroup.ofNumber(221).cellMisfit(new UnitCell(4, 4, 4, 90, 90, 90)), 1e-15);
        assertTrue(SpaceGroup.ofNumber(221).cellMisfit(new UnitCell(4, 4, 4.1, 90, 90, 90)) > 0.02);
        assertEquals(
                0,
                SpaceGroup.ofHermannMauguin("P 1 1 21/b", null).cellMisfit(new UnitCell(4, 5, 6, 90, 90, 101)),
                1e-15);
    }
}

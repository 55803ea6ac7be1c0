// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.cif;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.SplittableRandom;

import org.braggwise.crystal.CrystalStructure;
import org.braggwise.crystal.Diagnostic.Severity;
import org.junit.jupiter.api.Test;

/** Texts broken at random: the reader throws nothing, ends soon, and has a structure or an error. A failure names its seed. */
class CifFuzzTest {

    private static final int TEXTS = 2000;
    private static final String[] BITS = {
        "loop_",
        "data_",
        "'",
        "\"",
        ";",
        "\n;",
        "?",
        ".",
        "_",
        "#",
        "\r",
        "\u0000",
        "1e308",
        "-1",
        "NaN",
        "9".repeat(300),
        "(",
        "/",
        "save_x",
        "\uFEFF",
        "x,y,z",
        "_atom_site_fract_x",
        "_cell_length_a",
        "P 1",
        "\uD800",
        "[",
        "{",
        "'''"
    };

    @Test
    void survivesMutatedTexts() {
        String base = CifReaderTest.STO
                + "loop_\n_symmetry_equiv_pos_as_xyz\n'x,y,z'\n'-y,x,z'\n'z,x,y'\n'-x,-y,-z'\nloop_\n_atom_site_aniso_label\n_atom_site_aniso_U_11\n"
                + "_atom_site_aniso_U_22\n_atom_site_aniso_U_33\n_atom_site_aniso_U_12\n_atom_site_aniso_U_13\n_atom_site_aniso_U_23\nO1 0.01 0.01 0.01 0 0 0\n_x\n;text\n;\n";
        for (int seed = 0; seed < TEXTS; seed++) {
            String text = mutated(base, new SplittableRandom(seed));
            int s = seed;
            CifReader.Result r = assertTimeoutPreemptively(
                    Duration.ofSeconds(10),
                    () -> assertDoesNotThrow(
                            () -> new CifReader(CifReader.Mode.TOLERANT).read(text, "fuzz"), "seed " + s),
                    "seed " + s);
            assertTrue(
                    r.diagnostics().stream().noneMatch(d -> d.rule().equals("internal")),
                    () -> "seed " + s + ": " + r.diagnostics());
            assertTrue(
                    !r.structures().isEmpty() || r.diagnostics().stream().anyMatch(d -> d.severity() != Severity.INFO),
                    () -> "seed " + s + " is refused in silence");
            for (CrystalStructure structure : r.structures()) {
                assertTrue(
                        structure.density() > 0
                                && Double.isFinite(structure.cell().volume())
                                && structure.formulaUnits() >= 1,
                        "seed " + s);
            }
            assertFalse(
                    new CifReader(CifReader.Mode.STRICT)
                            .read(text, "fuzz").diagnostics().stream().anyMatch(d -> d.severity() == Severity.WARNING),
                    "seed " + s);
        }
    }

    @Test
    void longAndDeepTextsEndSoon() {
        String[] texts = {
            "data_a\nloop_\n".repeat(20_000),
            "'".repeat(200_000),
            "\n;".repeat(100_000),
            "#\\#CIF_2.0\ndata_a _b " + "[".repeat(200_000),
            "_a ".repeat(100_000),
            "data_a\nloop_\n_symmetry_equiv_pos_as_xyz\n" + "x,y,z\n".repeat(50_000),
            CifReaderTest.STO + "Ti1 Ti 0.1 0.2 0.3 1 0.1\n".repeat(2_000),
            CifReaderTest.STO.replace("3.905(10)", "1" + "0".repeat(100_000)),
            CifReaderTest.STO.replace("'P m -3 m'", "'" + "P ".repeat(50_000) + "'"),
            CifReaderTest.STO.replace("'O3 Sr Ti'", "'" + "C9".repeat(50_000) + "'"),
            CifReaderTest.STO.replace(
                    "_space_group_IT_number 221", "_space_group_name_Hall 'P " + "4 ".repeat(20_000) + "'")
        };
        for (int i = 0; i < texts.length; i++) {
            String text = texts[i];
            CifReader.Result r = assertTimeoutPreemptively(
                    Duration.ofSeconds(20),
                    () -> new CifReader(CifReader.Mode.TOLERANT).read(text, "long"),
                    "text " + i);
            assertTrue(
                    r.diagnostics().stream().noneMatch(d -> d.rule().equals("internal")),
                    r.diagnostics().toString());
            assertTrue(r.diagnostics().size() < 2000);
        }
    }

    private static String mutated(String base, SplittableRandom random) {
        byte[] bytes = base.getBytes(StandardCharsets.UTF_8);
        int flips = random.nextInt(4);
        for (int i = 0; i < flips; i++) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
        StringBuilder s = new StringBuilder(new String(bytes, StandardCharsets.UTF_8));
        int edits = random.nextInt(4);
        for (int i = 0; i < edits; i++) {
            int at = random.nextInt(s.length());
            switch (random.nextInt(5)) {
                case 0 -> s.delete(at, Math.min(s.length(), at + 1 + random.nextInt(30)));
                case 1 -> s.insert(at, BITS[random.nextInt(BITS.length)]);
                case 2 -> s.insert(at, s.substring(at, Math.min(s.length(), at + random.nextInt(200))));
                case 3 -> s.setCharAt(at, (char) random.nextInt(random.nextBoolean() ? 128 : 65536));
                default -> s.setLength(random.nextInt(10) == 0 ? Math.max(1, at) : s.length());
            }
        }
        return s.toString();
    }
}

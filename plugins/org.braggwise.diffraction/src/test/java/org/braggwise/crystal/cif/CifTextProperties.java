// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.cif;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.braggwise.crystal.CrystalStructure;
import org.braggwise.crystal.Diagnostic;
import org.braggwise.diffraction.simulation.Crystals;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever was done to a CIF, its reader comes to an end with structures or with a reason; jqwik shrinks what it fails on. */
class CifTextProperties {

    /** One change of a text. */
    interface Edit {
        String of(String text);
    }

    /** Characters and words that mean something in CIF 1.1 or 2.0, or to a parser of numbers. */
    private static final String[] BITS = {
        "loop_",
        "data_",
        "data_b\n",
        "save_",
        "save_x",
        "global_",
        "stop_",
        "_",
        "'",
        "\"",
        "'''",
        "\n;",
        ";",
        "#",
        "?",
        ".",
        "[",
        "]",
        "{",
        ":",
        "}",
        "\r",
        "\t",
        "\0",
        "\u00a0",
        "\ufeff",
        "\ud800",
        "-",
        "+",
        "(",
        "(99)",
        "e",
        "1e999",
        "-1",
        "0",
        "1/0",
        "x",
        "x,y,z",
        "-x,y+1/2,z",
        "P 1",
        "P",
        "Xx",
        "Fe3+",
        "_atom_site_fract_x",
        "_cell_length_a",
        "_space_group_IT_number 999\n"
    };

    @Provide
    Arbitrary<CrystalStructure> crystals() {
        return Crystals.any();
    }

    @Provide
    Arbitrary<List<Edit>> edits() {
        Arbitrary<Double> place = Arbitraries.doubles().between(0, 1);
        Arbitrary<Integer> length = Arbitraries.integers().between(1, 60);
        Arbitrary<String> bit = Arbitraries.oneOf(
                Arbitraries.of(BITS), Arbitraries.strings().ofMinLength(1).ofMaxLength(4));
        Arbitrary<Edit> insert = Combinators.combine(place, bit).as((p, b) -> t -> replaced(t, p, 0, b));
        Arbitrary<Edit> overwrite = Combinators.combine(place, length, bit).as((p, n, b) -> t -> replaced(t, p, n, b));
        Arbitrary<Edit> delete = Combinators.combine(place, length).as((p, n) -> t -> replaced(t, p, n, ""));
        Arbitrary<Edit> cut = place.map(p -> t -> t.substring(0, at(t, p)));
        Arbitrary<Edit> line = Combinators.combine(place, place).as((from, to) -> t -> withLineMoved(t, from, to));
        return Arbitraries.oneOf(List.of(insert, overwrite, delete, cut, line))
                .list()
                .ofMinSize(1)
                .ofMaxSize(5);
    }

    private static int at(String text, double share) {
        return (int) (share * text.length());
    }

    private static String replaced(String text, double share, int length, String by) {
        int from = at(text, share);
        return text.substring(0, from) + by + text.substring(Math.min(text.length(), from + length));
    }

    private static String withLineMoved(String text, double from, double to) {
        List<String> lines = new ArrayList<>(text.lines().toList());
        if (lines.isEmpty()) {
            return text;
        }
        String line = lines.remove((int) (from * (lines.size() - 1)));
        lines.add((int) (to * lines.size()), line);
        return String.join("\n", lines);
    }

    @Property(tries = 3000, seed = "1")
    void readerEndsWithStructuresOrAReason(
            @ForAll("crystals") CrystalStructure crystal,
            @ForAll("edits") List<Edit> edits,
            @ForAll CifReader.Mode mode) {
        String edited = CifWriter.write(crystal);
        for (Edit e : edits) {
            edited = e.of(edited);
        }
        String text = edited;
        CifReader.Result read =
                assertTimeoutPreemptively(Duration.ofSeconds(10), () -> new CifReader(mode).read(text, "edited"), text);
        assertTrue(
                read.diagnostics().stream().noneMatch(d -> d.rule().equals("internal")),
                () -> read.diagnostics() + "\n" + text);
        assertTrue(
                !read.structures().isEmpty()
                        || read.diagnostics().stream().anyMatch(d -> d.severity() != Diagnostic.Severity.INFO),
                () -> "refused in silence:\n" + text);
        for (CrystalStructure s : read.structures()) {
            assertTrue(
                    Double.isFinite(s.cell().volume())
                            && s.density() > 0
                            && !s.sites().isEmpty(),
                    text);
            assertTrue(s.sites().stream().allMatch(a -> Double.isFinite(a.x() + a.y() + a.z())), text);
        }
    }
}

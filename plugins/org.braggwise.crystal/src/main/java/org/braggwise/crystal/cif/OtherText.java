// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.cif;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Names the texts that are found under the name of a CIF and are none: pages of a failed download, structures in other formats. */
final class OtherText {

    private static final int HEAD = 4096;
    private static final String NUMBERS = "\\s*[-+.\\dEe]+\\s+[-+.\\dEe]+\\s+[-+.\\dEe]+(\\s.*)?";

    private OtherText() {}

    /** @return what the text is, empty where it may be a CIF */
    static Optional<String> name(String text) {
        String head = text.substring(0, Math.min(HEAD, text.length()))
                .replace("\uFEFF", "")
                .stripLeading();
        if (head.isEmpty()
                || text.contains("_cell")
                || head.toLowerCase(Locale.ROOT).contains("data_")) {
            return Optional.empty();
        }
        String lower = head.toLowerCase(Locale.ROOT);
        List<String> lines = head.lines().limit(5).toList();
        if (lower.startsWith("<!doctype html") || lower.startsWith("<html")) {
            return Optional.of("a web page (HTML): did the download fail?");
        }
        if (head.startsWith("<")) {
            return Optional.of("XML");
        }
        if (head.startsWith("{") || head.startsWith("[")) {
            return Optional.of("JSON");
        }
        if (head.matches("(?s)(CRYST1|HEADER|HETATM|ATOM|REMARK) .*")) {
            return Optional.of("a file of the Protein Data Bank's old format");
        }
        if (lines.size() == 5
                && lines.get(1).matches("\\s*[-+.\\dEe]+\\s*")
                && lines.subList(2, 5).stream().allMatch(l -> l.matches(NUMBERS))) {
            return Optional.of("a POSCAR of VASP");
        }
        if (lines.size() > 2
                && lines.get(0).matches("\\s*\\d+\\s*")
                && lines.get(2).matches("\\s*[A-Z][a-z]?" + NUMBERS.replaceFirst("\\*", "+"))) {
            return Optional.of("an XYZ file, which has no symmetry");
        }
        return Optional.empty();
    }
}

// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.substitution;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The tables of this package: lines of fields between tabs, # starts a comment line. */
final class TabSeparated {

    private TabSeparated() {}

    static List<String[]> resource(String name, int fields) {
        try (InputStream in = TabSeparated.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("The bundle lacks its resource " + name + ".");
            }
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8), name, fields);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws IllegalArgumentException naming source and line where the number of fields is another */
    static List<String[]> parse(String text, String source, int fields) {
        List<String[]> rows = new ArrayList<>();
        int line = 0;
        for (String l : text.split("\\R")) {
            line++;
            if (l.isBlank() || l.startsWith("#")) {
                continue;
            }
            String[] f = l.strip().split("\t");
            if (f.length < fields) {
                throw new IllegalArgumentException(source + ", line " + line + ": found " + f.length
                        + " fields between tabs, expected " + fields + ".");
            }
            rows.add(f);
        }
        return rows;
    }
}

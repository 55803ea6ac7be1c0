// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.scattering;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reads the tables of numbers beside these classes: lines of fields between tabulators, comments after a #. */
final class ResourceTable {

    private ResourceTable() {}

    /** @throws IllegalStateException for a line that has not as many fields as it should: the table was damaged */
    static List<String[]> read(String resource, int fields) {
        try (var in = new BufferedReader(
                new InputStreamReader(ResourceTable.class.getResourceAsStream(resource), StandardCharsets.UTF_8))) {
            List<String[]> rows = in.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t", -1))
                    .toList();
            for (String[] row : rows) {
                if (row.length != fields) {
                    throw new IllegalStateException(resource + ": line of " + row[0] + " has " + row.length
                            + " fields, expected " + fields + ".");
                }
            }
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

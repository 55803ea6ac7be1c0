// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.symmetry;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The settings of space-group-settings.tsv beside this class; a setting's operations are generated when first asked for. */
final class SpaceGroupTable {

    /** One line of the table. */
    record Row(int number, String setting, String symbol, String hall, boolean standard, boolean extra) {}

    private static final List<Row> ROWS = read();
    private static final Row[] STANDARD = new Row[231];
    private static final Map<Row, SpaceGroup> GROUPS = new ConcurrentHashMap<>();

    static {
        ROWS.stream().filter(Row::standard).forEach(r -> STANDARD[r.number] = r);
    }

    private SpaceGroupTable() {}

    /** A class of its own, so that the operations of all settings are generated only where a group is looked up by them. */
    private static final class ByOperations {
        private static final Map<Set<SymmetryOperation>, SpaceGroup> MAP = new HashMap<>();

        static {
            for (Row r : ROWS) {
                SpaceGroup g = group(r);
                MAP.putIfAbsent(new HashSet<>(g.operations()), g);
            }
        }
    }

    static List<Row> rows() {
        return ROWS;
    }

    static SpaceGroup standard(int number) {
        if (number < 1 || number > 230) {
            throw new IllegalArgumentException("Space group number " + number + ": expected 1 to 230.");
        }
        return group(STANDARD[number]);
    }

    static SpaceGroup group(Row row) {
        return GROUPS.computeIfAbsent(row, SpaceGroup::new);
    }

    /** @return the tabulated setting that has exactly these operations, null where there is none */
    static SpaceGroup find(Set<SymmetryOperation> operations) {
        return ByOperations.MAP.get(operations);
    }

    private static List<Row> read() {
        try (var in = new BufferedReader(new InputStreamReader(
                SpaceGroupTable.class.getResourceAsStream("space-group-settings.tsv"), StandardCharsets.UTF_8))) {
            List<Row> rows = new ArrayList<>();
            in.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
                String[] f = line.split("\t");
                rows.add(new Row(
                        Integer.parseInt(f[0].replaceAll("[*+]", "")),
                        f[1].equals("-") ? "" : f[1],
                        f[2],
                        f[3],
                        f[0].startsWith("*"),
                        f[0].startsWith("+")));
            });
            return List.copyOf(rows);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

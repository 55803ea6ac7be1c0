// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * Some rows and columns that an output has to have: test-workflows/references/WORKFLOW/OUTPUT.csv. The first column is the row's id; a
 * column "Name#/3/d" is part of a cell that holds JSON, by its pointer (RFC 6901).
 */
record Reference(Path file, List<List<String>> records) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static Reference read(String workflow, String output) throws IOException {
        Path file = Build.ROOT
                .resolve("test-workflows/references")
                .resolve(workflow)
                .resolve(output.replace('/', ' ') + ".csv");
        return new Reference(file, Csv.read(file));
    }

    /** @return the same rows and columns of an output; a row or column that it lacks is "(none)" */
    Reference of(Path output) throws IOException {
        List<Map<String, String>> rows = Csv.rows(output);
        List<List<String>> found = new ArrayList<>();
        found.add(records.get(0));
        for (List<String> expected : records.subList(1, records.size())) {
            Map<String, String> row = rows.stream()
                    .filter(r -> r.get("RowID").equals(expected.get(0)))
                    .findFirst()
                    .orElse(Map.of());
            List<String> cells = new ArrayList<>();
            for (String column : records.get(0)) {
                cells.add(cell(row, column));
            }
            cells.set(0, expected.get(0));
            found.add(cells);
        }
        return new Reference(output, found);
    }

    private static String cell(Map<String, String> row, String column) throws IOException {
        int at = column.indexOf("#/");
        String cell = row.get(at < 0 ? column : column.substring(0, at));
        if (cell == null || at < 0) {
            return cell == null ? "(none)" : cell;
        }
        JsonNode part = JSON.readTree(cell).at(column.substring(at + 1));
        return part.isMissingNode() ? "(none)" : part.asText();
    }

    /**
     * @param epsilon largest difference of two numbers, relative to the expected one where that is larger than 1
     * @return a line for each cell that differs
     */
    List<String> differences(Reference found, double epsilon) {
        List<String> differences = new ArrayList<>();
        for (int r = 1; r < records.size(); r++) {
            for (int c = 1; c < records.get(0).size(); c++) {
                String a = records.get(r).get(c);
                String b = found.records.get(r).get(c);
                if (!same(a, b, epsilon)) {
                    differences.add("row " + records.get(r).get(0) + ", column "
                            + records.get(0).get(c) + ": expected " + a + ", found " + b);
                }
            }
        }
        return differences;
    }

    private static boolean same(String expected, String found, double epsilon) {
        if (expected.equals(found)) {
            return true;
        }
        try {
            double a = Double.parseDouble(expected);
            return Math.abs(Double.parseDouble(found) - a) <= epsilon * Math.max(1, Math.abs(a));
        } catch (NumberFormatException e) { // NOSONAR: they are texts, and differ
            return false;
        }
    }

    void write(Path to) throws IOException {
        StringBuilder text = new StringBuilder();
        for (List<String> record : records) {
            text.append(String.join(",", record.stream().map(Reference::quoted).toList()))
                    .append('\n');
        }
        Files.createDirectories(to.getParent());
        Files.writeString(to, text);
    }

    private static String quoted(String field) {
        return field.matches("(?s).*[\",\n\r].*") ? '"' + field.replace("\"", "\"\"") + '"' : field;
    }
}

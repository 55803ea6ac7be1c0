// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.spark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.braggwise.spark.table.EncodedTable;
import org.braggwise.spark.task.ProblemRows;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataRow;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.def.StringCell;

/** Adds up the rows of tables of problems that count something over the rows of a part: the Simulator's, one for each element. */
final class ProblemTotals {

    private static final Pattern ROWS = Pattern.compile(" So in (\\d+) rows, of which this is the first\\.$");
    private static final Pattern ELEMENT =
            Pattern.compile("(?:factor|dispersion|parameter) of ([A-Z][a-z]?)(?:\\d*[+-])?\\b");
    private static final Pattern BETWEEN_SENTENCES = Pattern.compile("(?<=\\.) (?=[A-Z])");

    private final DataRow m_first;
    private final Set<String> m_sentences = new LinkedHashSet<>();
    private long m_rows;

    private ProblemTotals(DataRow first) {
        m_first = first;
    }

    /**
     * @param parts the totals of each part
     * @return those of all, in the order of their first sight
     */
    static List<DataRow> of(List<EncodedTable> parts) {
        Map<String, ProblemTotals> totals = new LinkedHashMap<>();
        for (EncodedTable part : parts) {
            for (DataRow row : part.read()) {
                String text = row.getCell(ProblemRows.FOUND).toString();
                Matcher rows = ROWS.matcher(text);
                boolean several = rows.find();
                String said = several ? text.substring(0, rows.start()) : text;
                Matcher element = ELEMENT.matcher(said);
                totals.computeIfAbsent(element.find() ? element.group(1) : said, k -> new ProblemTotals(row))
                        .add(said, several ? Long.parseLong(rows.group(1)) : 1);
            }
        }
        return totals.values().stream().map(ProblemTotals::row).toList();
    }

    private void add(String said, long rows) {
        m_rows += rows;
        m_sentences.addAll(List.of(BETWEEN_SENTENCES.split(said)));
    }

    private DataRow row() {
        List<DataCell> cells = new ArrayList<>();
        m_first.forEach(cells::add);
        cells.set(
                ProblemRows.FOUND,
                new StringCell(String.join(" ", m_sentences)
                        + (m_rows > 1 ? " So in " + m_rows + " rows, of which this is the first." : "")));
        return new DefaultRow(m_first.getKey(), cells);
    }
}

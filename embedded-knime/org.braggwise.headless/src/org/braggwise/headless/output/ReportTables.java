// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.headless.output;

import java.util.List;
import java.util.Locale;

import org.braggwise.headless.workflow.Config;

/** Tables of a report. */
final class ReportTables {

    private static final int FIRST_ROWS = 6;

    private ReportTables() {}

    /** @return a port: its name, what came out of it, the first rows */
    static String port(PortRecord port) {
        StringBuilder out = new StringBuilder("<div class=\"port\"><h3>" + Html.text(port.name())
                + "</h3><p class=\"about\">" + extent(port)
                + (port.file() == null
                        ? ""
                        : " · <a href=\"" + Html.link(port.file()) + "\">" + Html.text(port.file()) + "</a>")
                + "</p>\n");
        TablePreview preview = port.preview();
        if (preview != null && !preview.rows().isEmpty()) {
            out.append(preview(port.name(), preview, FIRST_ROWS));
            long rows = port.rows() - Math.min(FIRST_ROWS, preview.rows().size());
            int columns = port.columns() - preview.columns().size();
            if (rows > 0 || columns > 0) {
                out.append("<p class=\"more\">")
                        .append(rows > 0 ? String.format(Locale.ROOT, "%,d more rows", rows) : "")
                        .append(rows > 0 && columns > 0 ? " and " : "")
                        .append(columns > 0 ? columns + " more columns" : "")
                        .append(" in the file</p>\n");
            }
        }
        return out.append("</div>\n").toString();
    }

    /** @return what a port gave: "28 rows, 38 columns" */
    static String extent(PortRecord port) {
        return port.rows() < 0
                ? Html.text(port.type() + (port.summary() == null ? "" : ": " + port.summary()))
                : String.format(
                        Locale.ROOT,
                        "%,d %s, %d %s",
                        port.rows(),
                        port.rows() == 1 ? "row" : "rows",
                        port.columns(),
                        port.columns() == 1 ? "column" : "columns");
    }

    /** @return the first rows of a table */
    static String preview(String name, TablePreview preview, int rows) {
        StringBuilder out = new StringBuilder(open(name, "data")).append("<thead><tr><th scope=\"col\">RowID</th>");
        for (int c = 0; c < preview.columns().size(); c++) {
            int column = c + 1;
            boolean numbers =
                    preview.rows().stream().anyMatch(r -> r.get(column).number());
            out.append(numbers ? "<th scope=\"col\" class=\"n\">" : "<th scope=\"col\">")
                    .append(Html.text(preview.columns().get(c)))
                    .append("</th>");
        }
        out.append("</tr></thead><tbody>\n");
        for (List<TablePreview.Cell> row :
                preview.rows().subList(0, Math.min(rows, preview.rows().size()))) {
            out.append("<tr>");
            row.forEach(cell -> out.append(cell(cell)));
            out.append("</tr>\n");
        }
        return out.append("</tbody></table></div>\n").toString();
    }

    /** @return the beginning of a table that is scrolled where it is too wide, by keys as well */
    static String open(String name, String style) {
        return "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"Table " + Html.text(name)
                + "\"><table class=\"" + style + "\">";
    }

    private static String cell(TablePreview.Cell cell) {
        if (cell.text() == null) {
            return "<td class=\"missing\" title=\"missing\">?</td>";
        }
        if (cell.curve() != null) {
            return "<td>" + Sparkline.svg(cell.curve(), cell.text()) + "</td>";
        }
        // A CIF is many lines long: its first one says what it is.
        int line = cell.text().indexOf('\n');
        String shown = line < 0 ? cell.text() : cell.text().substring(0, line).strip() + " …";
        return "<td" + (cell.number() ? " class=\"n\"" : "")
                + (shown.equals(cell.text()) ? "" : " title=\"" + Html.text(cell.text()) + "\"") + ">"
                + Html.text(shown) + "</td>";
    }

    /** @return settings with their values; passwords are not shown */
    static String settings(Config model) {
        StringBuilder out = new StringBuilder("<table class=\"settings\"><tbody>\n");
        settings(model, "", out);
        return out.append("</tbody></table>\n").toString();
    }

    private static void settings(Config config, String prefix, StringBuilder out) {
        for (String key : config.keys()) {
            Config tree = config.tree(key).orElse(null);
            if (tree == null || tree.item("array-size").isPresent()) {
                String value = tree == null
                        ? ((Config.Entry) config.item(key).orElseThrow()).value()
                        : RunJson.settings(tree).toString();
                boolean password = config.item(key).orElseThrow() instanceof Config.Entry e
                        && e.type().equals("xpassword");
                out.append("<tr><th scope=\"row\">")
                        .append(Html.text(prefix + key))
                        .append("</th><td>")
                        .append(password ? "(hidden)" : value == null ? "" : Html.text(value))
                        .append("</td></tr>\n");
            } else {
                settings(tree, prefix + key + ".", out);
            }
        }
    }
}

// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.headless.output;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import org.braggwise.headless.nodes.DescriptionText;
import org.braggwise.headless.run.NodeState;
import org.braggwise.headless.terminal.Duration;
import org.braggwise.headless.workflow.Config;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/**
 * report.html: the run as a story for somebody who has not seen the workflow. One file without network: the views are inside it.
 * Annotations and the description that the workflow's author wrote are its text.
 */
final class Report {

    private static final int GLANCE_COLUMNS = 12;
    private static final int FIRST_ROWS = 6;

    private final RunRecord m_run;
    private final Writer m_out;
    private final Map<Integer, ViewPage.Parts> m_views = new TreeMap<>();
    private final List<String> m_pages;

    private Report(RunRecord run, Path folder, Writer out) throws IOException {
        m_run = run;
        m_out = out;
        for (NodeRecord node : run.nodes()) {
            if (node.view() != null) {
                m_views.put(node.run().id(), ViewPage.parts(Files.readString(folder.resolve(node.view()))));
            }
        }
        m_pages = m_views.values().stream().map(ViewPage.Parts::page).distinct().toList();
    }

    /**
     * @param run that ended
     * @param folder that holds the views' files
     * @param file to write
     * @throws IOException from the file system
     */
    static void write(RunRecord run, Path folder, Path file) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            new Report(run, folder, out).write();
        }
    }

    private void write() throws IOException {
        String title = m_run.workflow().name();
        String script = "\n" + resource("report.js");
        m_out.write("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                + ContentPolicy.meta(m_pages, script) + "\n"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n<title>"
                + Html.text(title) + " · Braggwise report</title>\n<style>\n" + resource("report.css")
                + "</style>\n</head>\n<body>\n");
        header(title);
        m_out.write("<main>\n");
        glance();
        m_out.write("<section id=\"workflow\"><h2>Workflow</h2>\n<div class=\"scroll\">" + WorkflowDrawing.svg(m_run)
                + "</div>\n");
        overview();
        m_out.write("</section>\n");
        for (NodeRecord node : m_run.nodes()) {
            node(node);
        }
        m_out.write("</main>\n");
        footer();
        views();
        m_out.write("<script>" + script + "</script>\n</body>\n</html>\n");
    }

    private void header(String title) throws IOException {
        long executed = m_run.nodes().stream()
                .filter(n -> n.run().state() == NodeState.EXECUTED)
                .count();
        boolean all = executed == m_run.nodes().size();
        m_out.write("<header><div class=\"brand\">Braggwise <span>report</span></div>\n<h1>" + Html.text(title)
                + "</h1>\n");
        if (!m_run.workflow().description().isEmpty()) {
            m_out.write(
                    "<div class=\"lead\">" + Html.paragraphs(m_run.workflow().description()) + "</div>\n");
        }
        m_out.write("<p class=\"facts\"><span class=\"chip "
                + (all ? "EXECUTED" : m_run.exitCode() == 130 ? "CANCELLED" : "FAILED") + "\">" + executed
                + " of " + m_run.nodes().size() + " nodes executed</span><span>"
                + Html.text(Duration.text(m_run.seconds())) + "</span><span>"
                + DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
                        .withZone(ZoneOffset.UTC)
                        .format(m_run.started())
                + "</span>" + (m_run.seed() == null ? "" : "<span>seed " + m_run.seed() + "</span>")
                + "</p>\n<nav>");
        for (NodeRecord node : m_run.nodes()) {
            m_out.write("<a class=\"" + node.run().state().name() + "\" href=\"#node-"
                    + node.run().id() + "\">" + Html.text(node.run().name()) + "</a>");
        }
        m_out.write("</nav></header>\n");
    }

    /** What a hasty reader wants: the small tables at the workflow's ends. */
    private void glance() throws IOException {
        boolean any = false;
        for (NodeRecord node : m_run.nodes()) {
            int id = node.run().id();
            if (m_run.workflow().connections().stream().anyMatch(c -> c.source() == id)) {
                continue;
            }
            for (PortRecord port : node.ports()) {
                TablePreview preview = port.preview();
                if (preview == null
                        || port.rows() < 1
                        || port.rows() > TablePreview.ROWS
                        || port.columns() > GLANCE_COLUMNS
                        || preview.rows().get(0).stream().anyMatch(c -> c.curve() != null)) {
                    continue;
                }
                m_out.write(any ? "" : "<section id=\"glance\"><h2>At a glance</h2>\n<div class=\"side\">");
                any = true;
                m_out.write("<div class=\"port\"><h3>" + Html.text(port.name())
                        + "</h3><p class=\"about\">from <a href=\"#node-" + id + "\">" + id + " "
                        + Html.text(node.run().name()) + "</a></p>\n");
                table(preview, TablePreview.ROWS);
                m_out.write("</div>\n");
            }
        }
        m_out.write(any ? "</div></section>\n" : "");
    }

    private void overview() throws IOException {
        for (String annotation : m_run.workflow().annotations()) {
            m_out.write("<div class=\"annotation\">" + Html.paragraphs(annotation) + "</div>\n");
        }
        for (String note : m_run.workflow().notes()) {
            m_out.write("<p class=\"warning\">" + Html.text(note) + "</p>\n");
        }
        m_out.write(
                "<div class=\"scroll\"><table class=\"overview\"><thead><tr><th>Node</th><th>State</th><th class=\"n\">Rows</th>"
                        + "<th class=\"n\">Time</th><th>Message</th></tr></thead><tbody>\n");
        for (NodeRecord node : m_run.nodes()) {
            String message = node.run().message();
            m_out.write("<tr><td><a href=\"#node-" + node.run().id() + "\">"
                    + node.run().id() + " " + Html.text(node.run().name()) + "</a></td><td>"
                    + chip(node.run().state()) + "</td><td class=\"n\">" + Html.text(node.rows())
                    + "</td><td class=\"n\">"
                    + (node.run().state() == NodeState.NOT_EXECUTED
                            ? ""
                            : Html.text(Duration.text(node.run().seconds())))
                    + "</td><td>"
                    + (message == null ? "" : Html.text(message).replace("\n", "<br>")) + "</td></tr>\n");
        }
        m_out.write("</tbody></table></div>\n");
    }

    private static String chip(NodeState state) {
        return "<span class=\"chip " + state.name() + "\">" + Html.text(state.label()) + "</span>";
    }

    private void node(NodeRecord node) throws IOException {
        String annotation = node.run().stored().annotation();
        m_out.write("<section class=\"node\" id=\"node-" + node.run().id() + "\">\n<h2><span class=\"id\">"
                + node.run().id() + "</span> " + Html.text(node.run().name()) + " "
                + chip(node.run().state()) + "</h2>\n");
        if (!annotation.isEmpty()) {
            m_out.write("<div class=\"lead\">" + Html.paragraphs(annotation) + "</div>\n");
        }
        m_out.write("<p class=\"about\">"
                + Html.text(DescriptionText.plain(node.run().node().shortDescription())) + "</p>\n");
        if (node.run().state() != NodeState.EXECUTED && node.run().message() != null) {
            m_out.write("<p class=\"" + (node.run().state() == NodeState.FAILED ? "error" : "warning") + "\">"
                    + Html.text(node.run().message()).replace("\n", "<br>") + "</p>\n");
        }
        for (String warning : node.run().warnings()) {
            m_out.write("<p class=\"warning\">" + Html.text(warning).replace("\n", "<br>") + "</p>\n");
        }
        if (node.lost() != null) {
            m_out.write("<p class=\"error\">The results could not be written: " + Html.text(node.lost()) + ".</p>\n");
        }
        for (String problem : node.problems()) {
            m_out.write("<p class=\"error\">" + Html.text(problem) + "</p>\n");
        }
        if (node.view() != null) {
            view(node);
        }
        for (PortRecord port : node.ports()) {
            port(port);
        }
        settings(node);
        m_out.write("</section>\n");
    }

    /** Only the view's place: its data and its page, which many views share, stand at the end, each once. */
    private void view(NodeRecord node) throws IOException {
        m_out.write("<figure class=\"view\"><iframe loading=\"lazy\" title=\"View of "
                + Html.text(node.run().name()) + "\" data-view=\"view-"
                + node.run().id()
                + "\"></iframe>\n<figcaption><a href=\""
                + Html.link(node.view())
                + "\">View on its own page</a></figcaption></figure>\n");
    }

    private void views() throws IOException {
        for (Map.Entry<Integer, ViewPage.Parts> view : m_views.entrySet()) {
            m_out.write("<script type=\"application/json\" id=\"view-" + view.getKey() + "\" data-page=\"page-"
                    + m_pages.indexOf(view.getValue().page()) + "\">"
                    + view.getValue().json() + "</script>\n");
        }
        for (int i = 0; i < m_pages.size(); i++) {
            m_out.write("<script type=\"application/json\" id=\"page-" + i + "\">"
                    + JsonNodeFactory.instance
                            .textNode(m_pages.get(i))
                            .toString()
                            .replace("<", "\\u003c") + "</script>\n");
        }
    }

    private void port(PortRecord port) throws IOException {
        m_out.write("<div class=\"port\"><h3>" + Html.text(port.name()) + "</h3><p class=\"about\">"
                + (port.rows() < 0
                        ? Html.text(port.type() + (port.summary() == null ? "" : ": " + port.summary()))
                        : String.format(
                                Locale.ROOT,
                                "%,d %s, %d %s",
                                port.rows(),
                                port.rows() == 1 ? "row" : "rows",
                                port.columns(),
                                port.columns() == 1 ? "column" : "columns"))
                + (port.file() == null
                        ? ""
                        : " · <a href=\"" + Html.link(port.file()) + "\">" + Html.text(port.file()) + "</a>")
                + "</p>\n");
        TablePreview preview = port.preview();
        if (preview != null && !preview.rows().isEmpty()) {
            table(preview, FIRST_ROWS);
            long rows = port.rows() - Math.min(FIRST_ROWS, preview.rows().size());
            int columns = port.columns() - preview.columns().size();
            if (rows > 0 || columns > 0) {
                m_out.write("<p class=\"more\">" + (rows > 0 ? String.format(Locale.ROOT, "%,d more rows", rows) : "")
                        + (rows > 0 && columns > 0 ? " and " : "") + (columns > 0 ? columns + " more columns" : "")
                        + " in the file</p>\n");
            }
        }
        m_out.write("</div>\n");
    }

    private void table(TablePreview preview, int rows) throws IOException {
        m_out.write("<div class=\"scroll\"><table class=\"data\"><thead><tr><th>RowID</th>");
        for (int c = 0; c < preview.columns().size(); c++) {
            int column = c + 1;
            boolean numbers =
                    preview.rows().stream().anyMatch(r -> r.get(column).number());
            m_out.write((numbers ? "<th class=\"n\">" : "<th>")
                    + Html.text(preview.columns().get(c)) + "</th>");
        }
        m_out.write("</tr></thead><tbody>\n");
        for (List<TablePreview.Cell> row :
                preview.rows().subList(0, Math.min(rows, preview.rows().size()))) {
            m_out.write("<tr>");
            for (TablePreview.Cell cell : row) {
                m_out.write(cell(cell));
            }
            m_out.write("</tr>\n");
        }
        m_out.write("</tbody></table></div>\n");
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

    private void settings(NodeRecord node) throws IOException {
        Config model = node.run().stored().model();
        if (model.isEmpty()) {
            return;
        }
        m_out.write("<details><summary>Settings</summary><table class=\"settings\"><tbody>\n");
        settings(model, "");
        m_out.write("</tbody></table></details>\n");
    }

    private void settings(Config config, String prefix) throws IOException {
        for (String key : config.keys()) {
            Config tree = config.tree(key).orElse(null);
            if (tree == null || tree.item("array-size").isPresent()) {
                String value = tree == null
                        ? ((Config.Entry) config.item(key).orElseThrow()).value()
                        : RunJson.settings(tree).toString();
                boolean password = config.item(key).orElseThrow() instanceof Config.Entry e
                        && e.type().equals("xpassword");
                m_out.write("<tr><th>" + Html.text(prefix + key) + "</th><td>"
                        + (password ? "(hidden)" : value == null ? "" : Html.text(value)) + "</td></tr>\n");
            } else {
                settings(tree, prefix + key + ".");
            }
        }
    }

    private void footer() throws IOException {
        m_out.write("<footer><h2>How it was made</h2>\n<table class=\"settings\"><tbody>\n");
        for (var version : m_run.versions().entrySet()) {
            m_out.write("<tr><th>" + Html.text(version.getKey()) + "</th><td>" + Html.text(version.getValue())
                    + "</td></tr>\n");
        }
        m_out.write("<tr><th>Cores</th><td>" + m_run.threads() + "</td></tr>\n");
        for (String set : m_run.overrides()) {
            m_out.write("<tr><th>--set</th><td><code>" + Html.text(set) + "</code></td></tr>\n");
        }
        m_out.write("</tbody></table>\n<p>All of it as data: <a href=\"" + RunFolder.RUN_FILE + "\">"
                + RunFolder.RUN_FILE + "</a></p></footer>\n");
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = Report.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException(name + " is missing beside " + Report.class.getName());
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

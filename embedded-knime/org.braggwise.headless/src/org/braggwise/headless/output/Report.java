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
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import org.braggwise.headless.run.NodeState;
import org.braggwise.headless.terminal.Duration;
import org.braggwise.headless.workflow.AnnotationText;
import org.braggwise.headless.workflow.Connection;

/**
 * report.html: first what the run found, then the run as a story for somebody who has not seen the workflow, then how to write it down in a
 * paper. One file without network: the views are inside it. Annotations and the description that the workflow's author wrote are its text.
 */
final class Report {

    private static final int GLANCE_COLUMNS = 12;
    private static final int ANSWERS = 40;

    private final RunRecord m_run;
    private final Writer m_out;
    private final ReportViews m_views;

    private Report(RunRecord run, Path folder, Writer out) throws IOException {
        m_run = run;
        m_out = out;
        m_views = new ReportViews(run.nodes(), folder);
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
                + m_views.policy(script) + "\n"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                + "<meta name=\"color-scheme\" content=\"light dark\">\n<title>"
                + Html.text(title) + " · Braggwise report</title>\n<style>\n" + m_views.style() + "</style>\n<style>\n"
                + resource("report.css") + "</style>\n</head>\n<body class=\"report\">\n");
        header(title);
        m_out.write("<main>\n");
        answer();
        glance();
        workflow();
        for (NodeRecord node : m_run.nodes()) {
            m_out.write(ReportChapter.html(node, m_views));
        }
        m_out.write(
                "<section class=\"chapter\" id=\"methods\"><h2>Methods</h2>\n<p class=\"about\">To be put into a paper."
                        + "</p>\n<div class=\"methods\">" + MethodsText.html(m_run) + "</div></section>\n</main>\n");
        footer();
        m_out.write(m_views.scripts() + "<script>" + script + "</script>\n</body>\n</html>\n");
    }

    private void header(String title) throws IOException {
        long executed = m_run.nodes().stream()
                .filter(n -> n.run().state() == NodeState.EXECUTED)
                .count();
        boolean all = executed == m_run.nodes().size();
        m_out.write("<header class=\"masthead\"><div class=\"brand\">Braggwise <span>report</span></div>\n<h1>"
                + Html.text(title) + "</h1>\n<p class=\"facts-line\"><span class=\"chip "
                + (all ? "EXECUTED" : m_run.exitCode() == 130 ? "CANCELLED" : "FAILED") + "\">" + executed
                + " of " + m_run.nodes().size() + " nodes executed</span><span>"
                + Html.text(Duration.text(m_run.seconds())) + "</span><span>"
                + DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
                        .withZone(ZoneOffset.UTC)
                        .format(m_run.started())
                + "</span>" + (m_run.seed() == null ? "" : "<span>seed " + m_run.seed() + "</span>") + "</p>\n");
        for (NodeRecord node : m_run.nodes()) {
            if (node.run().state() == NodeState.FAILED && node.run().message() != null) {
                m_out.write("<p class=\"error\"><a href=\"#node-" + node.run().id() + "\">"
                        + Html.text(node.run().id() + " " + node.run().name()) + "</a>: "
                        + Html.text(node.run().message()).replace("\n", "<br>") + "</p>\n");
            }
        }
        m_out.write("</header>\n");
    }

    /** What was found: sentences, one picture, a table of the patterns. */
    private void answer() throws IOException {
        ReportAnswer answer = new ReportAnswer(m_views, names());
        List<String> sentences = answer.sentences();
        if (sentences.isEmpty()) {
            return;
        }
        m_out.write("<section class=\"chapter\" id=\"answer\"><h2>What was found</h2>\n");
        for (String sentence : sentences) {
            m_out.write("<p class=\"headline\">" + Html.text(sentence) + "</p>\n");
        }
        if (answer.picture() >= 0) {
            m_out.write(ReportViews.picture(answer.picture()));
        }
        List<ReportAnswer.Row> rows = answer.rows();
        if (!rows.isEmpty()) {
            List<String> columns = ReportAnswer.columns(rows);
            m_out.write(ReportTables.open("answers", "data answers") + "<thead><tr><th scope=\"col\">Pattern</th>");
            for (String column : columns) {
                m_out.write("<th scope=\"col\">" + Html.text(column) + "</th>");
            }
            m_out.write("</tr></thead><tbody>\n");
            for (ReportAnswer.Row row : rows.subList(0, Math.min(ANSWERS, rows.size()))) {
                m_out.write("<tr><td>" + Html.text(row.pattern()) + "</td>");
                for (String column : columns) {
                    String text = row.cells().getOrDefault(column, "");
                    String style = column.equals("Verdict") ? " class=\"verdict-" + text.replace(' ', '-') + "\"" : "";
                    m_out.write("<td" + style + ">" + Html.text(text) + "</td>");
                }
                m_out.write("</tr>\n");
            }
            m_out.write("</tbody></table></div>\n");
            if (rows.size() > ANSWERS) {
                m_out.write("<p class=\"more\">" + (rows.size() - ANSWERS) + " more below and in the tables</p>\n");
            }
        }
        m_out.write("</section>\n");
    }

    /** Nodes by name, and by number where there are several of one name; of a scorer, the node whose answers it scores. */
    private Map<Integer, String> names() {
        Map<Integer, String> names = new TreeMap<>();
        for (NodeRecord node : m_run.nodes()) {
            int id = node.run().id();
            String name = node.run().name();
            long same = m_run.nodes().stream()
                    .filter(n -> n.run().name().equals(name))
                    .count();
            names.put(id, same == 1 ? name : name + " (node " + id + ")");
        }
        for (int scorer : m_views.ofKind("uncertainty").keySet()) {
            m_run.workflow().connections().stream()
                    .filter(c -> c.dest() == scorer && !c.flowVariables())
                    .min(Comparator.comparingInt(Connection::destPort))
                    .ifPresent(c -> names.put(scorer, names.getOrDefault(c.source(), names.get(scorer))));
        }
        return names;
    }

    /** What a hasty reader wants besides: the small tables at the workflow's ends. */
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
                m_out.write(
                        any
                                ? ""
                                : "<section class=\"chapter\" id=\"glance\"><h2>At a glance</h2>\n"
                                        + "<div class=\"side-by-side\">");
                any = true;
                m_out.write("<div class=\"port\"><h3>" + Html.text(port.name())
                        + "</h3><p class=\"about\">from <a href=\"#node-" + id + "\">" + id + " "
                        + Html.text(node.run().name()) + "</a></p>\n"
                        + ReportTables.preview(port.name(), preview, TablePreview.ROWS) + "</div>\n");
            }
        }
        m_out.write(any ? "</div></section>\n" : "");
    }

    private void workflow() throws IOException {
        m_out.write("<section class=\"chapter\" id=\"workflow\"><h2>How it was done</h2>\n");
        if (!m_run.workflow().description().isEmpty()) {
            m_out.write(
                    "<div class=\"lead\">" + Html.paragraphs(m_run.workflow().description()) + "</div>\n");
        }
        m_out.write("<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"Drawing of the workflow\">"
                + WorkflowDrawing.svg(m_run) + "</div>\n");
        for (AnnotationText annotation : m_run.workflow().annotations()) {
            m_out.write("<div class=\"annotation\">"
                    + (annotation.title().isEmpty() ? "" : "<b>" + Html.text(annotation.title()) + "</b>")
                    + Html.paragraphs(annotation.body()) + "</div>\n");
        }
        for (String note : m_run.workflow().notes()) {
            m_out.write("<p class=\"warning\">" + Html.text(note) + "</p>\n");
        }
        boolean all = m_run.nodes().stream().allMatch(n -> n.run().state() == NodeState.EXECUTED);
        m_out.write((all ? "<details>" : "<details open>") + "<summary>Nodes, rows and times</summary>\n"
                + ReportTables.open("nodes", "overview")
                + "<thead><tr><th scope=\"col\">Node</th><th scope=\"col\">State</th><th scope=\"col\" class=\"n\">Rows</th>"
                + "<th scope=\"col\" class=\"n\">Time</th><th scope=\"col\">Message</th></tr></thead><tbody>\n");
        for (NodeRecord node : m_run.nodes()) {
            String message = node.run().message();
            boolean ran = node.run().state() != NodeState.NOT_EXECUTED;
            m_out.write("<tr><td><a href=\"#node-" + node.run().id() + "\">"
                    + node.run().id() + " " + Html.text(node.run().name()) + "</a></td><td>"
                    + ReportChapter.chip(node.run().state()) + "</td><td class=\"n\">" + Html.text(node.rows())
                    + "</td><td class=\"n\">"
                    + (ran ? Html.text(Duration.text(node.run().seconds())) : "") + "</td><td>"
                    + (message == null ? "" : Html.text(message).replace("\n", "<br>")) + "</td></tr>\n");
        }
        m_out.write("</tbody></table></div></details></section>\n");
    }

    private void footer() throws IOException {
        m_out.write("<footer><h2>Versions</h2>\n<table class=\"settings\"><tbody>\n");
        for (var version : m_run.versions().entrySet()) {
            m_out.write("<tr><th scope=\"row\">" + Html.text(version.getKey()) + "</th><td>"
                    + Html.text(version.getValue()) + "</td></tr>\n");
        }
        m_out.write("<tr><th scope=\"row\">Cores</th><td>" + m_run.threads() + "</td></tr>\n");
        for (String set : m_run.overrides()) {
            m_out.write("<tr><th scope=\"row\">--set</th><td><code>" + Html.text(set) + "</code></td></tr>\n");
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

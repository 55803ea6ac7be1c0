// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.headless.output;

import java.util.List;

import org.braggwise.headless.nodes.DescriptionText;
import org.braggwise.headless.run.NodeState;
import org.braggwise.headless.workflow.Config;

/** A node's chapter of a report: what it is for, what it said, its view; its tables and settings are folded. */
final class ReportChapter {

    private final NodeRecord m_node;
    private final ReportViews m_views;

    private ReportChapter(NodeRecord node, ReportViews views) {
        m_node = node;
        m_views = views;
    }

    /**
     * @param node that ended
     * @param views of the report
     * @return HTML
     */
    static String html(NodeRecord node, ReportViews views) {
        return new ReportChapter(node, views).html();
    }

    /** @return a node's state as a word on its colour */
    static String chip(NodeState state) {
        return "<span class=\"chip " + state.name() + "\">" + Html.text(state.label()) + "</span>";
    }

    private String html() {
        NodeState state = m_node.run().state();
        String annotation = m_node.run().stored().annotation();
        StringBuilder out =
                new StringBuilder("<section class=\"" + (small() ? "chapter small" : "chapter") + "\" id=\"node-"
                        + m_node.run().id() + "\">\n<h2><span class=\"id\">"
                        + m_node.run().id() + "</span> "
                        + Html.text(m_node.run().name())
                        + (state == NodeState.EXECUTED ? "" : " " + chip(state)) + "</h2>\n");
        if (!annotation.isEmpty()) {
            out.append("<div class=\"lead\">")
                    .append(Html.paragraphs(annotation))
                    .append("</div>\n");
        }
        out.append("<p class=\"about\">")
                .append(Html.text(DescriptionText.plain(m_node.run().node().shortDescription())))
                .append("</p>\n");
        messages(out);
        if (m_node.view() != null) {
            out.append(view());
        }
        folded(out);
        return out.append("</section>\n").toString();
    }

    /** Three of these lie beside each other on paper. */
    private boolean small() {
        return List.of("patterns", "structures")
                .contains(m_views.kind(m_node.run().id()));
    }

    private void messages(StringBuilder out) {
        if (m_node.run().state() != NodeState.EXECUTED && m_node.run().message() != null) {
            out.append(m_node.run().state() == NodeState.FAILED ? "<p class=\"error\">" : "<p class=\"warning\">")
                    .append(lines(m_node.run().message()))
                    .append("</p>\n");
        }
        m_node.run().warnings().forEach(w -> out.append("<p class=\"warning\">")
                .append(lines(w))
                .append("</p>\n"));
        if (m_node.lost() != null) {
            out.append("<p class=\"error\">The results could not be written: ")
                    .append(Html.text(m_node.lost()))
                    .append(".</p>\n");
        }
        m_node.problems()
                .forEach(p ->
                        out.append("<p class=\"error\">").append(Html.text(p)).append("</p>\n"));
    }

    private static String lines(String text) {
        return Html.text(text).replace("\n", "<br>");
    }

    private String view() {
        String shown = m_views.place(m_node.run().id(), m_node.run().name());
        return "<figure class=\"view\">" + shown + "<figcaption><a href=\"" + Html.link(m_node.view())
                + "\">View on its own page</a></figcaption></figure>\n";
    }

    /** Tables are folded where a view tells more. */
    private void folded(StringBuilder out) {
        StringBuilder tables = new StringBuilder();
        m_node.ports().forEach(p -> tables.append(ReportTables.port(p)));
        if (!tables.isEmpty()) {
            out.append(
                    m_node.view() == null
                            ? tables
                            : "<details><summary>Tables: " + Html.text(m_node.rows()) + "</summary>\n" + tables
                                    + "</details>\n");
        }
        Config settings = m_node.run().stored().model();
        if (!settings.isEmpty()) {
            out.append("<details><summary>Settings</summary>")
                    .append(ReportTables.settings(settings))
                    .append("</details>\n");
        }
    }
}

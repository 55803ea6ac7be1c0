// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.headless.output;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The views of a report: those of ours by their data, which one script draws, those of others as pages in frames. */
final class ReportViews {

    private final Map<Integer, ObjectNode> m_data = new TreeMap<>();
    private final Map<Integer, ViewPage.Parts> m_framed = new TreeMap<>();
    private ViewPage.Shared m_shared;

    /** @param data of views by their nodes' ids, without pages */
    ReportViews(Map<Integer, ObjectNode> data) {
        m_data.putAll(data);
    }

    /**
     * @param nodes of the run
     * @param folder that holds the views' files
     * @throws IOException from the file system
     */
    ReportViews(List<NodeRecord> nodes, Path folder) throws IOException {
        for (NodeRecord node : nodes) {
            if (node.view() == null) {
                continue;
            }
            ViewPage.Parts parts = ViewPage.parts(Files.readString(folder.resolve(node.view())));
            Optional<ViewPage.Shared> shared = ViewPage.shared(parts.page());
            if (shared.isPresent()
                    && (m_shared == null || m_shared.equals(shared.get()))
                    && ViewPage.data(parts.json()).orElse(null) instanceof ObjectNode data) {
                m_shared = shared.get();
                m_data.put(node.run().id(), data);
            } else {
                m_framed.put(node.run().id(), parts);
            }
        }
    }

    /** @return data by the nodes' ids, of one kind of view */
    Map<Integer, ObjectNode> ofKind(String kind) {
        Map<Integer, ObjectNode> found = new TreeMap<>(m_data);
        found.values().removeIf(d -> !d.path("kind").asText().equals(kind));
        return found;
    }

    /** @return the kind of a node's view, "" for a page of others or none */
    String kind(int node) {
        ObjectNode data = m_data.get(node);
        return data == null ? "" : data.path("kind").asText();
    }

    String style() {
        return m_shared == null ? "" : m_shared.style();
    }

    /** @return the element of the head that says which scripts may run */
    String policy(String script) {
        return ContentPolicy.meta(pages(), m_shared == null ? List.of(script) : List.of(script, m_shared.script()));
    }

    private List<String> pages() {
        return m_framed.values().stream().map(ViewPage.Parts::page).distinct().toList();
    }

    /** @return the elements with the data and with pages of others, and the script that draws our views */
    String scripts() {
        StringBuilder out = new StringBuilder();
        m_data.forEach((node, data) -> element(out, id(node), "", ViewPage.safe(data.toString())));
        List<String> pages = pages();
        m_framed.forEach((node, view) ->
                element(out, id(node), " data-page=\"page-" + pages.indexOf(view.page()) + "\"", view.json()));
        for (int i = 0; i < pages.size(); i++) {
            String page = JsonNodeFactory.instance.textNode(pages.get(i)).toString();
            element(out, "page-" + i, "", ViewPage.safe(page));
        }
        return m_shared == null
                ? out.toString()
                : out.append("<script>")
                        .append(m_shared.script())
                        .append("</script>\n")
                        .toString();
    }

    private static void element(StringBuilder out, String id, String attributes, String json) {
        out.append("<script type=\"application/json\" id=\"")
                .append(id)
                .append('"')
                .append(attributes)
                .append('>')
                .append(json)
                .append("</script>\n");
    }

    /** @return the place of a node's view: a box that the script draws into, or a frame for a page of others */
    String place(int node, String name) {
        return m_data.containsKey(node)
                ? "<div class=\"bw\" data-view=\"" + id(node) + "\"></div>\n"
                : "<iframe loading=\"lazy\" title=\"View of " + Html.text(name) + "\" data-view=\"" + id(node)
                        + "\"></iframe>\n";
    }

    /** @return the place of the drawing that tells most of a node's view */
    static String picture(int node) {
        return "<div class=\"bw\" data-view=\"" + id(node) + "\" data-picture=\"true\"></div>\n";
    }

    private static String id(int node) {
        return "view-" + node;
    }
}

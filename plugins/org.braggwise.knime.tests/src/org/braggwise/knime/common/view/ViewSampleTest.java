// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.common.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.braggwise.diffraction.PatternSpace;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What a view shows of a table that is larger than a view. */
class ViewSampleTest {

    private static ObjectNode node(String stratum, int number) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("c", stratum)
                .put("n", number)
                .put("text", "x".repeat(80));
    }

    /** Thousands of one class come first, then a few of others. */
    private static ViewSample lopsided(long most) {
        ViewSample sample = new ViewSample(most);
        for (int i = 0; i < 5000; i++) {
            String stratum = i < 4900 ? "cubic" : i < 4980 ? "tetragonal" : "hexagonal";
            if (sample.wants(stratum, "row " + i)) {
                sample.put(stratum, "row " + i, List.of(node(stratum, i)));
            }
        }
        return sample;
    }

    private static Map<String, List<Integer>> kept(ViewSample sample) {
        Map<String, List<Integer>> kept = new TreeMap<>();
        sample.items()
                .forEach(nodes ->
                        nodes.forEach(n -> kept.computeIfAbsent(n.get("c").asText(), c -> new ArrayList<>())
                                .add(n.get("n").asInt())));
        return kept;
    }

    @Test
    void everyClassIsSeenAlikeAndNotItsFirstRowsOnly() {
        ViewSample sample = lopsided(6600);
        Map<String, List<Integer>> kept = kept(sample);
        assertEquals(5000, sample.seen());
        assertEquals(3, kept.size());
        int all = kept.values().stream().mapToInt(List::size).sum();
        assertTrue(all >= 50 && all <= 60, kept.toString());
        kept.forEach((c, rows) -> assertTrue(rows.size() >= 15 && rows.size() <= 20, kept.toString()));
        List<Integer> cubic = kept.get("cubic");
        assertTrue(cubic.get(cubic.size() - 1) > 2000, "any of them, not the first: " + cubic);
        assertEquals(cubic.stream().sorted().toList(), cubic, "in the order of the rows");
    }

    @Test
    void againTheSameAreKept() {
        assertEquals(kept(lopsided(6600)), kept(lopsided(6600)));
    }

    @Test
    void allAreKeptWhereThereIsRoom() {
        assertEquals(5000, lopsided(10_000_000).items().size());
    }

    @Test
    void oneIsKeptHoweverLargeItIs() {
        ViewSample sample = new ViewSample(10);
        for (int i = 0; i < 5; i++) {
            if (sample.wants("a", "row " + i)) {
                sample.put("a", "row " + i, List.of(node("a", i)));
            }
        }
        assertEquals(1, sample.items().size());
    }

    /** What is added to an item after it was put counts too. */
    @Test
    void whatIsAddedLaterCounts() {
        ViewSample sample = new ViewSample(1000);
        for (int i = 0; i < 20; i++) {
            if (sample.wants("a", "row " + i)) {
                ObjectNode n = node("a", i);
                sample.put("a", "row " + i, List.of(n));
                n.put("peaks", "y".repeat(400));
            }
        }
        assertEquals(1, sample.items().size());
    }

    private static JsonNode view(long characters) {
        String before = System.setProperty("braggwise.viewCharacters", Long.toString(characters));
        try {
            PatternsView view = new PatternsView("Augmented", PatternSpace.of(10, 80, 8, 1.54, "Cu Ka", "MAXIMUM_100"));
            for (int i = 0; i < 100; i++) {
                PatternsView.Family family = view.family("s" + i, i % 10 == 0 ? "cubic" : "trigonal");
                if (family != null) {
                    family.add("s" + i, "original", null, new double[] {0, i, 0, 0, 1, 0, 0, 0});
                    family.add("s" + i + "-a", "strain", "strain", new double[] {0, 0, i, 0, 1, 0, 0, 0});
                    family.close();
                }
            }
            return view.payload();
        } finally {
            if (before == null) {
                System.clearProperty("braggwise.viewCharacters");
            } else {
                System.setProperty("braggwise.viewCharacters", before);
            }
        }
    }

    /** An augmented pattern is drawn over its original: the view must have both, and know which. */
    @Test
    void familiesStayTogether() {
        JsonNode payload = view(3000);
        JsonNode series = payload.get("series");
        assertTrue(series.size() > 4 && series.size() < 100, payload::toString);
        for (int i = 0; i < series.size(); i += 2) {
            String name = series.get(i).get("name").asText();
            assertFalse(series.get(i).has("of"));
            assertEquals(name + "-a", series.get(i + 1).get("name").asText());
            assertEquals(i, series.get(i + 1).get("of").asInt());
        }
        assertEquals(
                "A sample is shown: " + series.size() / 2
                        + " of 100 patterns, with what was made of them, of every class alike.",
                payload.get("note").asText());
    }

    @Test
    void nothingIsSaidWhereAllAreShown() {
        assertEquals(200, view(1_000_000).get("series").size());
        assertNull(view(1_000_000).get("note"));
    }
}

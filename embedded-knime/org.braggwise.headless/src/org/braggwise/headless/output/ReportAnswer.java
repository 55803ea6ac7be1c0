// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.headless.output;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What a run found, out of its views' data: sentences, a table of the patterns, and the node whose picture tells most. */
final class ReportAnswer {

    /** Kinds of views, the one that tells most first. */
    private static final List<String> PICTURES =
            List.of("match", "uncertainty", "predictions", "index", "shap", "patterns", "structures");

    /** So many patterns are named in a sentence each. */
    private static final int FEW = 3;

    private static final List<String> VERDICTS = List.of("solved", "likely", "not solved");

    private final ReportViews m_views;
    private final Map<Integer, String> m_names;

    /**
     * @param views of the run
     * @param names what the nodes are called where there are several of a kind, by id; of a scorer, whose answers it scores
     */
    ReportAnswer(ReportViews views, Map<Integer, String> names) {
        m_views = views;
        m_names = names;
    }

    /** One pattern: what was said of it, by column; see {@link #columns}. */
    record Row(String pattern, Map<String, String> cells) {}

    /** @return sentences, the most important first; empty where no view answers anything */
    List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        m_views.ofKind("match").forEach((node, data) -> sentences.add(verdicts(answers(data))));
        Map<Integer, ObjectNode> scores = m_views.ofKind("uncertainty");
        scores.forEach((node, data) -> {
            sentences.add(score(data, scores.size() > 1 ? name(node) : ""));
            sentences.addAll(compared(data.path("models")));
        });
        if (scores.isEmpty()) {
            m_views.ofKind("predictions").forEach((node, data) -> sentences.add(predicted(data)));
        }
        sentences.removeIf(String::isEmpty);
        return sentences;
    }

    private String name(int node) {
        return m_names.getOrDefault(node, "Node " + node);
    }

    private static String verdicts(JsonNode answers) {
        Map<String, Long> counts = new TreeMap<>();
        answers.forEach(a -> counts.merge(a.path("verdict").asText(), 1L, Long::sum));
        int all = answers.size();
        if (all <= FEW) {
            List<String> each = new ArrayList<>();
            answers.forEach(a -> {
                Map<String, String> cells = new TreeMap<>();
                match(a, cells);
                each.add(a.path("id").asText() + " is " + verdict(a, cells.get("Verdict"), cells.get("Match")));
            });
            return each.isEmpty() ? "" : String.join("; ", each) + ".";
        }
        return VERDICTS.stream()
                .filter(counts::containsKey)
                .map(v -> counts.get(v) + verb(v, counts.get(v) == 1))
                .collect(Collectors.joining(", ", "Of " + all + " patterns ", "."));
    }

    private static String verdict(JsonNode answer, String verdict, String matchOrNull) {
        if (matchOrNull == null) {
            return verdict;
        }
        return switch (verdict) {
            case "solved" -> "solved as " + matchOrNull;
            case "likely" -> "likely " + matchOrNull;
            default -> verdict
                    + (answer.hasNonNull("problem")
                            ? ": " + matchOrNull
                            : " (the best candidate is " + matchOrNull + ")");
        };
    }

    /** A line for each pattern; those with their curves are a sample. */
    private static JsonNode answers(JsonNode data) {
        return data.path("summary").isEmpty() ? data.path("answers") : data.path("summary");
    }

    private static String verb(String verdict, boolean one) {
        return verdict.equals("likely")
                ? (one ? " has" : " have") + " a likely answer"
                : (one ? " is " : " are ") + verdict;
    }

    private static String score(JsonNode data, String by) {
        long right = 0;
        long all = 0;
        JsonNode matrix = data.path("confusion");
        for (int i = 0; i < matrix.size(); i++) {
            right += matrix.get(i).path(i).asLong();
            for (JsonNode count : matrix.get(i)) {
                all += count.asLong();
            }
        }
        return all == 0
                ? ""
                : (by.isEmpty() ? "The right class is named" : "By the " + by + " the right class is named") + " for "
                        + new Wilson(right, all).words() + " of the patterns whose class is known.";
    }

    /** @return of each model but the first, how it compares with that */
    private static List<String> compared(JsonNode models) {
        List<String> answers = new ArrayList<>();
        for (int i = 1; i < models.size(); i++) {
            JsonNode model = models.get(i);
            answers.add(
                    model.path("name").asText() + ": " + model.path("answer").asText());
        }
        return answers;
    }

    private static String predicted(JsonNode data) {
        JsonNode rows = data.path("rows");
        long abstained = IntStream.range(0, rows.size())
                .filter(i -> rows.get(i).hasNonNull("abstain"))
                .count();
        if (rows.size() <= FEW) {
            List<String> each = new ArrayList<>();
            rows.forEach(r -> each.add(
                    r.hasNonNull("abstain")
                            ? "for " + r.path("id").asText() + " the network abstains ("
                                    + r.get("abstain").asText() + ")"
                            : r.path("id").asText() + " is classified as " + className(r, data) + " with "
                                    + confidence(r, r.path("predicted").asInt())));
            return each.isEmpty() ? "" : String.join("; ", each).replaceFirst("^for ", "For ") + ".";
        }
        if (abstained == rows.size()) {
            return "The network abstains on all " + abstained + " patterns.";
        }
        long classified = rows.size() - abstained;
        Map<String, Integer> classes = new TreeMap<>();
        rows.forEach(r -> {
            if (!r.hasNonNull("abstain")) {
                classes.merge(className(r, data), 1, Integer::sum);
            }
        });
        String most = classes.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Collections.reverseOrder()))
                .limit(3)
                .map(e -> classified == 1 ? e.getKey() : e.getKey() + " (" + e.getValue() + ")")
                .collect(Collectors.joining(", "));
        return "The network classifies " + classified
                + (classified == 1 ? " pattern, as " : " patterns, most often as ") + most
                + (abstained > 0 ? "; on " + abstained + " it abstains." : ".");
    }

    /** @return the columns that any pattern has something in */
    static List<String> columns(List<Row> rows) {
        List<String> order =
                List.of("Verdict", "Match", "Probability", "Rwp", "Class", "Confidence", "Set of classes", "Known");
        return rows.stream()
                .flatMap(r -> r.cells().keySet().stream())
                .distinct()
                .sorted(Comparator.comparingInt(c -> (order.indexOf(c) + order.size()) % order.size()))
                .toList();
    }

    /** @return what was said of each pattern, in the order of the tables */
    List<Row> rows() {
        Map<String, Map<String, String>> found = new LinkedHashMap<>();
        Map<Integer, ObjectNode> predictions = m_views.ofKind("predictions");
        predictions.forEach((node, data) -> data.path("rows").forEach(r -> {
            Map<String, String> cells = cells(found, r);
            if (predictions.size() == 1) {
                prediction(r, data, cells);
            } else {
                cells.put(
                        name(node),
                        className(r, data) + ", "
                                + confidence(r, r.path("predicted").asInt()));
                known(r, data, cells);
            }
        }));
        m_views.ofKind("match").values().forEach(data -> answers(data).forEach(a -> match(a, cells(found, a))));
        return found.entrySet().stream()
                .map(e -> new Row(e.getKey(), e.getValue()))
                .toList();
    }

    private static Map<String, String> cells(Map<String, Map<String, String>> found, JsonNode row) {
        return found.computeIfAbsent(row.path("id").asText(), id -> new LinkedHashMap<>());
    }

    private static void prediction(JsonNode r, JsonNode data, Map<String, String> cells) {
        JsonNode classes = data.path("classes");
        int best = r.path("predicted").asInt();
        cells.put(
                "Class",
                className(r, data)
                        + (r.hasNonNull("abstain") ? ": " + r.get("abstain").asText() : ""));
        cells.put("Confidence", confidence(r, best));
        if (r.hasNonNull("set")) {
            List<String> set = new ArrayList<>();
            r.get("set").forEach(c -> set.add(classes.path(c.asInt()).asText()));
            cells.put("Set of classes", set.size() > 4 ? set.size() + " of " + classes.size() : String.join(", ", set));
        }
        known(r, data, cells);
    }

    private static String className(JsonNode r, JsonNode data) {
        return r.hasNonNull("abstain")
                ? "abstains"
                : data.path("classes").path(r.path("predicted").asInt()).asText();
    }

    private static void known(JsonNode r, JsonNode data, Map<String, String> cells) {
        if (r.hasNonNull("truth")) {
            int truth = r.get("truth").asInt();
            boolean right = truth == r.path("predicted").asInt();
            cells.put("Known", data.path("classes").path(truth).asText() + (right ? " ✓" : " ✗"));
        }
    }

    private static String confidence(JsonNode r, int best) {
        double low = r.path("low").path(best).asDouble(Double.NaN);
        double high = r.path("high").path(best).asDouble(Double.NaN);
        String share = String.format(
                Locale.ROOT, "%.0f %%", 100 * r.path("p").path(best).asDouble());
        return high > low ? share + String.format(Locale.ROOT, " (%.0f to %.0f)", 100 * low, 100 * high) : share;
    }

    private static void match(JsonNode a, Map<String, String> cells) {
        cells.put("Verdict", a.path("verdict").asText());
        if (a.hasNonNull("match")) {
            cells.put("Match", a.get("match").asText());
        }
        if (a.hasNonNull("probability")) {
            cells.put(
                    "Probability",
                    String.format(
                            Locale.ROOT, "%.0f %%", 100 * a.get("probability").asDouble()));
        }
        if (a.hasNonNull("rwp")) {
            cells.put(
                    "Rwp",
                    String.format(Locale.ROOT, "%.1f %%", 100 * a.get("rwp").asDouble()));
        }
        JsonNode best = a.path("hypotheses").path(a.path("chosen").asInt(0));
        if (best.isObject()) {
            List<String> phases = new ArrayList<>();
            best.path("phases")
                    .forEach(p ->
                            phases.add((p.path("formula").asText(p.path("name").asText()) + " "
                                            + p.path("symbol").asText(""))
                                    .strip()));
            cells.put("Match", String.join(" + ", phases));
            cells.put(
                    "Rwp",
                    String.format(Locale.ROOT, "%.1f %%", 100 * best.path("rwp").asDouble()));
        } else if (a.hasNonNull("problem")) {
            cells.put("Match", a.get("problem").asText());
        }
        if (a.hasNonNull("truth")) {
            cells.putIfAbsent("Known", a.get("truth").asText());
        }
    }

    /** @return the node whose view has the picture, -1 for none */
    int picture() {
        return PICTURES.stream()
                .flatMap(kind -> m_views.ofKind(kind).keySet().stream())
                .findFirst()
                .orElse(-1);
    }
}

// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.spark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Makes one warning of those that a node gave for each part, line by line: what counts rows is added up, the same sentence is said once, and of
 * sentences that differ by their numbers the first.
 */
final class WarningMerger {

    private static final Pattern COUNTED =
            Pattern.compile("(\\d+) (\\w+?)(s?) (?:has|have) (an error \\(output \"Problems\"\\)\\. First: )(.*)");

    /** So many words, without numbers, say which sentence it is. */
    private static final int WORDS = 4;

    private WarningMerger() {}

    /**
     * @param parts the warnings of each part
     * @param ending the sentence that is said last
     * @return the node's
     */
    static Optional<String> merge(List<List<String>> parts, String ending) {
        List<String> lines =
                parts.stream().flatMap(List::stream).flatMap(String::lines).toList();
        Map<String, Set<String>> kinds = new LinkedHashMap<>();
        long sum = 0;
        Matcher first = null;
        for (String line : lines) {
            Matcher m = COUNTED.matcher(line);
            if (m.matches()) {
                sum += Long.parseLong(m.group(1));
                first = first == null ? m : first;
            } else if (!line.equals(ending)) {
                kinds.computeIfAbsent(kind(line), k -> new LinkedHashSet<>()).add(line);
            }
        }
        List<String> merged = new ArrayList<>();
        if (first != null) {
            merged.add(sum + " " + first.group(2) + (sum == 1 ? " has " : "s have ") + first.group(4) + first.group(5));
        }
        for (Set<String> said : kinds.values()) {
            String one = said.iterator().next();
            merged.add(said.size() == 1 ? one : "Of the first of " + said.size() + " parts of the rows: " + one);
        }
        if (lines.contains(ending)) {
            merged.add(ending);
        }
        // a part's last line has no full stop where an error is its end
        return merged.stream()
                .reduce((said, next) ->
                        said + (".!?)".indexOf(said.charAt(said.length() - 1)) < 0 ? ".\n" : "\n") + next);
    }

    /** "1 row is odd" and "2 rows are odd" are of one kind. */
    private static String kind(String sentence) {
        return Arrays.stream(sentence.split(" "))
                .limit(WORDS)
                .map(w -> w.matches("is|are") ? "be" : w.matches("has|have") ? "have" : w)
                .map(w -> w.replaceAll("\\d+", "#").replaceAll("s$", ""))
                .collect(Collectors.joining(" "));
    }
}

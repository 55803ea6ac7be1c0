// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.spark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes one warning of those that a node gave for each part: what counts rows is added up, what all say is said once. */
final class WarningMerger {

    private static final Pattern COUNTED = Pattern.compile(
            "(\\d+) (\\w+?)(s?) (?:has|have) (an error \\(output \"Problems\"\\)\\. First: )(.*)", Pattern.DOTALL);

    private WarningMerger() {}

    /**
     * @param parts the warnings of each part
     * @param ending a sentence that a part's warning may end with, which is kept at the end
     * @return the node's
     */
    static Optional<String> merge(List<List<String>> parts, String ending) {
        Map<String, Integer> said = new LinkedHashMap<>();
        boolean ends = false;
        for (String warning : parts.stream().flatMap(List::stream).toList()) {
            boolean last = warning.endsWith(ending);
            ends |= last;
            String other = last
                    ? warning.substring(0, warning.length() - ending.length()).strip()
                    : warning;
            if (!other.isEmpty()) {
                said.merge(other, 1, Integer::sum);
            }
        }
        List<String> others = new ArrayList<>();
        long sum = 0;
        Matcher first = null;
        for (Map.Entry<String, Integer> warning : said.entrySet()) {
            Matcher m = COUNTED.matcher(warning.getKey());
            if (m.matches()) {
                sum += warning.getValue() * Long.parseLong(m.group(1));
                first = first == null ? m : first;
            } else {
                others.add(warning.getKey());
            }
        }
        List<String> merged = new ArrayList<>();
        if (first != null) {
            merged.add(sum + " " + first.group(2) + (sum == 1 ? " has " : "s have ") + first.group(4) + first.group(5));
        }
        if (others.size() == 1) {
            merged.add(others.get(0));
        } else if (others.size() > 1) {
            merged.add("Of the first of " + others.size() + " parts of the rows: " + others.get(0));
        }
        if (ends) {
            merged.add(ending);
        }
        return merged.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", merged));
    }
}

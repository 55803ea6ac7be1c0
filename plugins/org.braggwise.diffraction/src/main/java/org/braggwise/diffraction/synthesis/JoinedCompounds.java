// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.synthesis;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Which compounds stand on one side of every split: those of one {@link CompoundGroup}, and, where asked for, those that share a pattern. */
final class JoinedCompounds {

    private final Map<String, String> m_parent = new HashMap<>();

    /** @param shapes whether compounds with rows of one shape are joined */
    JoinedCompounds(List<List<SourceRow>> tables, boolean shapes) {
        Map<Long, String> compoundOf = new HashMap<>();
        for (List<SourceRow> rows : tables) {
            for (SourceRow row : rows) {
                if (shapes && row.shape() != null) {
                    String group = CompoundGroup.of(row.group());
                    String other = compoundOf.putIfAbsent(row.shape(), group);
                    if (other != null) {
                        join(root(other), root(group));
                    }
                }
            }
        }
    }

    /** The first name of both in the alphabet stands for both, so that the order of the rows does not matter. */
    private void join(String a, String b) {
        if (!a.equals(b)) {
            m_parent.put(a.compareTo(b) < 0 ? b : a, a.compareTo(b) < 0 ? a : b);
            m_parent.putIfAbsent(a.compareTo(b) < 0 ? a : b, a.compareTo(b) < 0 ? a : b);
        }
    }

    private String root(String group) {
        String at = group;
        while (!m_parent.getOrDefault(at, at).equals(at)) {
            at = m_parent.get(at);
        }
        return at;
    }

    /** @return the name of the row's compound, or of the compounds that it is joined with */
    String of(SourceRow row) {
        return root(CompoundGroup.of(row.group()));
    }

    /** @return the compounds that were joined, such as "O3SrTi = STO", in alphabetical order */
    List<String> joined() {
        return m_parent.keySet().stream()
                .collect(Collectors.groupingBy(
                        this::root,
                        TreeMap::new,
                        Collectors.mapping(Function.identity(), Collectors.toCollection(TreeSet::new))))
                .values()
                .stream()
                .map(names -> String.join(" = ", names))
                .toList();
    }
}

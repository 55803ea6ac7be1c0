// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.substitution;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

import org.braggwise.crystal.KeyedRandom;

/**
 * Which candidates of all templates become virtual structures: of those with the same composition and space group the one whose ions fit
 * its template best, and of these a seeded sample. Neither depends on the order of the templates. Keeps one small object a composition and
 * group, or, where duplicates stay, a candidate. Not safe for threads.
 */
public final class CandidateSelection {

    private static final Comparator<Candidate> BEST_FIRST = Comparator.comparingDouble(Candidate::misfit)
            .thenComparing(Candidate::templateKey)
            .thenComparing(c -> c.ions().toString());

    /**
     * What is left.
     *
     * @param byTemplate candidates by template key, in the order of their ions
     * @param refused how many were refused for which reason, those of the templates included
     */
    public record Selected(Map<String, List<Candidate>> byTemplate, Map<RefusalReason, Long> refused) {

        /** @return the candidates of a template, none where it has none */
        public List<Candidate> of(String templateKey) {
            return byTemplate.getOrDefault(templateKey, List.of());
        }

        /** @return how many candidates are left */
        public int size() {
            return byTemplate.values().stream().mapToInt(List::size).sum();
        }
    }

    private final SubstitutionSettings m_settings;
    private final Map<String, Candidate> m_best = new LinkedHashMap<>();
    private final Map<RefusalReason, Long> m_refused = new EnumMap<>(RefusalReason.class);
    private final Consumer<Refusal> m_list;

    /**
     * @param settings whether duplicates are dropped, and the sample
     * @param listOrNull gets each duplicate when it is found, and what the sample leaves out; null where counting them is enough
     */
    public CandidateSelection(SubstitutionSettings settings, Consumer<Refusal> listOrNull) {
        m_settings = settings;
        m_list = listOrNull;
    }

    /**
     * Takes what one template gave.
     *
     * @param candidates of a template whose key no other template has
     */
    public void add(Candidates candidates) {
        candidates.refused().forEach((reason, n) -> m_refused.merge(reason, n, Long::sum));
        for (Candidate c : candidates.candidates()) {
            String key = m_settings.dropDuplicates()
                    ? FormulaKey.parse(c.formula()) + " " + c.spaceGroupNumber()
                    : c.templateKey() + " " + c.ions();
            Candidate other = m_best.get(key);
            if (other == null) {
                m_best.put(key, c);
            } else {
                boolean better = BEST_FIRST.compare(c, other) < 0;
                m_best.put(key, better ? c : other);
                duplicate(better ? other : c);
            }
        }
    }

    private void duplicate(Candidate lost) {
        m_refused.merge(RefusalReason.DUPLICATE, 1L, Long::sum);
        if (m_list != null) {
            m_list.accept(new Refusal(
                    RefusalReason.DUPLICATE,
                    lost.templateKey(),
                    ions(lost),
                    "another template gives " + lost.formula() + " in group " + lost.spaceGroupNumber()
                            + ", too, and its ions fit better"));
        }
    }

    /** @return the selected candidates of all templates that were added */
    public Selected select() {
        Map<RefusalReason, Long> refused = new EnumMap<>(RefusalReason.class);
        refused.putAll(m_refused);
        List<Map.Entry<String, Candidate>> all = new ArrayList<>(m_best.entrySet());
        int size = m_settings.sampleSize();
        if (size > 0 && size < all.size()) {
            Map<String, Long> draw = new HashMap<>();
            all.forEach(e -> draw.put(
                    e.getKey(),
                    KeyedRandom.of(m_settings.seed(), e.getKey(), "substitution sample", 0)
                            .nextLong()));
            all.sort(Comparator.<Map.Entry<String, Candidate>>comparingLong(e -> draw.get(e.getKey()))
                    .thenComparing(Map.Entry::getKey));
            for (Map.Entry<String, Candidate> e : all.subList(size, all.size())) {
                refused.merge(RefusalReason.NOT_SAMPLED, 1L, Long::sum);
                if (m_list != null) {
                    Candidate c = e.getValue();
                    m_list.accept(new Refusal(
                            RefusalReason.NOT_SAMPLED,
                            c.templateKey(),
                            ions(c),
                            "sample of " + size + " from " + all.size()));
                }
            }
            all = all.subList(0, size);
        }
        Map<String, List<Candidate>> byTemplate = new TreeMap<>();
        all.forEach(e -> byTemplate
                .computeIfAbsent(e.getValue().templateKey(), k -> new ArrayList<>())
                .add(e.getValue()));
        byTemplate
                .values()
                .forEach(l -> l.sort(Comparator.comparing(c -> c.ions().toString())));
        return new Selected(Collections.unmodifiableMap(byTemplate), Collections.unmodifiableMap(refused));
    }

    private static String ions(Candidate c) {
        return String.join(" ", c.ions().stream().map(Ion::toString).toList());
    }
}

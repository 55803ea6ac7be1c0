// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.substitution;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What one template gives.
 *
 * @param prototype the template with its roles; null where it was refused as a whole
 * @param candidates the candidates in the order of the ion table
 * @param refused how many were refused for which reason; a template that was refused as a whole counts once
 */
public record Candidates(Prototype prototype, List<Candidate> candidates, Map<RefusalReason, Long> refused) {

    /** Lists and counts are copied. */
    public Candidates {
        candidates = List.copyOf(candidates);
        EnumMap<RefusalReason, Long> counts = new EnumMap<>(RefusalReason.class);
        counts.putAll(refused);
        refused = Collections.unmodifiableMap(counts);
    }
}

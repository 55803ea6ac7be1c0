// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.mixture;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.braggwise.refinement.wholepattern.RefinementResult;

/**
 * Phases and their fit to the thinned pattern.
 *
 * @param candidates indices into the library, in the order in which they were found
 * @param fit with the phases in the same order
 * @param criterion less is better
 */
record SearchNode(List<Integer> candidates, RefinementResult fit, double criterion) {

    Set<Integer> set() {
        return new TreeSet<>(candidates);
    }

    /** @return the set without one of the phases */
    Set<Integer> setWithout(int phase) {
        Set<Integer> without = set();
        without.remove(candidates.get(phase));
        return without;
    }
}

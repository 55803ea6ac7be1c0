// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.explanation;

import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * Where the patterns of a table are attributed: by default all on this machine; on a cluster parts of them elsewhere, against a background
 * that was chosen once. Who explains a table asks the place of its thread. Regions, profiles of classes and whatever else is summed over the
 * rows stay with it, in the order of the rows: the place changes no bit.
 */
public interface AttributionPlace {

    /** This machine. */
    AttributionPlace HERE = new AttributionPlace() {};

    /** @return whether nothing but the attributions is wanted here: what is made of them is made elsewhere */
    default boolean attributesOnly() {
        return false;
    }

    /** @return the background, where it was chosen elsewhere */
    default Optional<BackgroundPatterns> background() {
        return Optional.empty();
    }

    /**
     * Has patterns attributed elsewhere.
     *
     * @param rows how many, from the first of the table on
     * @return what each gave, in their order; empty: they are to be attributed here
     */
    default Optional<Iterator<AttributedPattern>> attributions(BackgroundPatterns background, long rows) {
        return Optional.empty();
    }

    /** Hears what each pattern gave that was attributed here, in their order. */
    default void attributed(AttributedPattern pattern) {}

    /**
     * Runs something whose explanations on this thread ask the place.
     *
     * @return what it gives
     * @throws Exception what it throws
     */
    static <T> T with(AttributionPlace place, Callable<T> explanation) throws Exception {
        Current.PLACE.set(place);
        try {
            return explanation.call();
        } finally {
            Current.PLACE.remove();
        }
    }

    /** @return the place for explanations on this thread */
    static AttributionPlace current() {
        return Current.PLACE.get();
    }

    /** Holds the place of each thread. */
    final class Current {

        private static final ThreadLocal<AttributionPlace> PLACE = ThreadLocal.withInitial(() -> HERE);

        private Current() {}
    }
}

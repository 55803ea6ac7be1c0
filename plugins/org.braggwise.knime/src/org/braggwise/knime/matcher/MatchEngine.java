// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.matcher;

import java.util.List;
import java.util.Optional;

import org.braggwise.diffraction.Radiation;
import org.braggwise.knime.common.table.MeasuredScans.Measured;
import org.braggwise.refinement.matching.ElementChoice;
import org.knime.core.data.DataRow;

/** One way from a pattern to an answer; safe on several threads. */
interface MatchEngine {

    /**
     * @param row of the pattern
     * @param measured what was measured
     * @param elements what is known of them
     * @param network what a network said
     * @return the answer
     * @throws IllegalArgumentException where the pattern can't be matched, with the reason
     * @throws java.util.concurrent.CancellationException where the thread was interrupted
     */
    PatternAnswer answer(
            DataRow row, Measured measured, ElementChoice elements, Optional<NetworkAnswers.Answer> network);

    /** @return a sentence about each candidate that can't be used */
    List<String> problems();

    /** @return what is to be said of the rows that were matched, in a sentence that is the same for any part of them; null for nothing */
    default String warning() {
        return null;
    }

    /** @return a sentence about lines that were counted though others are stated, after a blank; "" where they are the same */
    static String otherLines(Radiation stated, Radiation counted) {
        return counted.equals(stated)
                ? ""
                : " The scan shows the lines of " + counted.name() + ", which are counted, though " + stated.name()
                        + " is stated.";
    }

    /** What the engine asks now and then. */
    static boolean interrupted() {
        return Thread.currentThread().isInterrupted();
    }
}

// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.synthesis;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * One row of an output: what it is made of.
 *
 * @param key of the output row, unique in its plan
 * @param split where it goes
 * @param proportion of the real rows that its training subset has, 0 to 1; 1 for validation and test
 * @param label its class
 * @param kind mixed or as it came
 * @param realIndex row of the real table, -1 for none
 * @param virtualIndex row of the virtual table, -1 for none
 * @param epsilon weight of the virtual pattern, in (0, 1); 0 where nothing is mixed
 */
public record LedgerEntry(
        String key,
        Split split,
        double proportion,
        String label,
        Kind kind,
        int realIndex,
        int virtualIndex,
        double epsilon) {

    /** Where a row goes. */
    public enum Split {
        TRAINING,
        VALIDATION,
        TEST
    }

    /** What a row is. */
    public enum Kind {
        /** X = e + epsilon t, Eq. (2) of Xing et al. */
        MIXED,
        /** A real pattern as it came, normalised. */
        REAL,
        /** A virtual pattern as it came, normalised. */
        VIRTUAL;

        /** @return the word that tables hold: "mixed", "real", "virtual" */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** @return the kind whose word that is; empty for any other text */
        public static Optional<Kind> ofWord(String word) {
            return Arrays.stream(values()).filter(k -> k.word().equals(word)).findFirst();
        }
    }
}

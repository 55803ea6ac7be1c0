// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;

/** Differences of two models on the same rows, against closed forms. */
class PairedDifferenceTest {

    private static ScoredRow row(int label, double p) {
        return ScoredRow.of(label, new double[] {p, 1 - p});
    }

    /** The standard error of a mean difference d of hits is sqrt((b + c)/n - d^2) / sqrt(n), b and c rows that one model alone has right. */
    @Test
    void accuracyHasMcNemarsInterval() {
        List<ScoredRow> one = new ArrayList<>();
        List<ScoredRow> other = new ArrayList<>();
        int n = 400;
        for (int i = 0; i < n; i++) { // both right 200, one alone 100, the other alone 60, none 40
            one.add(row(0, i < 300 ? 0.8 : 0.3));
            other.add(row(0, i < 200 || i >= 300 && i < 360 ? 0.8 : 0.3));
        }
        PairedDifference d = PairedDifference.of(one, other);
        double mean = 0.1;
        double half = 1.96 * Math.sqrt((160.0 / n - mean * mean) / n);
        assertEquals(mean, d.accuracy(), 1e-12);
        assertEquals(mean - half, d.accuracyInterval().low(), 0.12 * half);
        assertEquals(mean + half, d.accuracyInterval().high(), 0.12 * half);
        assertEquals(mean * (Math.log(0.3) - Math.log(0.8)), d.loss(), 1e-12);
        assertTrue(d.isClear());
    }

    /** Rows that are hard for both make each score uncertain, not their difference. */
    @Test
    void differenceIsKnownBetterThanTheScores() {
        var random = new SplittableRandom(1);
        List<ScoredRow> one = new ArrayList<>();
        List<ScoredRow> other = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            double p = random.nextDouble(0.01, 0.9);
            one.add(row(0, 1.1 * p));
            other.add(row(0, p));
        }
        PairedDifference d = PairedDifference.of(one, other);
        assertEquals(-Math.log(1.1), d.loss(), 1e-12);
        assertEquals(-Math.log(1.1), d.lossInterval().low(), 1e-12);
        assertEquals(-Math.log(1.1), d.lossInterval().high(), 1e-12);
        Interval own = new ScoreIntervals(one, 15).negativeLogLikelihood();
        assertTrue(own.high() - own.low() > 0.2);
    }

    @Test
    void sameModelIsNotClearlyBetter() {
        List<ScoredRow> rows = Collections.nCopies(20, row(1, 0.4));
        PairedDifference d = PairedDifference.of(rows, rows);
        assertEquals(0, d.loss());
        assertFalse(d.isClear());
    }

    /** Five differences of one sign are chance one time in sixteen. */
    @Test
    void fewRowsTellNothing() {
        for (int n = 1; n <= 5; n++) {
            PairedDifference d =
                    PairedDifference.of(Collections.nCopies(n, row(1, 0.9)), Collections.nCopies(n, row(1, 0.4)));
            assertFalse(d.isClear());
            assertTrue(Double.isNaN(d.lossInterval().low())
                    && Double.isNaN(d.accuracyInterval().high()));
        }
        assertTrue(PairedDifference.of(Collections.nCopies(6, row(1, 0.9)), Collections.nCopies(6, row(1, 0.4)))
                .isClear());
    }

    @Test
    void otherRowsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> PairedDifference.of(List.of(), List.of()));
        assertThrows(
                IllegalArgumentException.class,
                () -> PairedDifference.of(List.of(row(0, 0.5)), List.of(row(0, 0.5), row(0, 0.5))));
        assertThrows(
                IllegalArgumentException.class, () -> PairedDifference.of(List.of(row(0, 0.5)), List.of(row(1, 0.5))));
    }
}

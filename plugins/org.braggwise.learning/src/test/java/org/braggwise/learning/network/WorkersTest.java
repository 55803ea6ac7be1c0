// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkersTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void everyPartIsDoneOnceAndNoTwoShareAThread(int threads) {
        try (Workers workers = new Workers(threads)) {
            for (int parts = 0; parts < 40; parts++) {
                var done = new AtomicIntegerArray(Math.max(1, parts));
                var busy = new AtomicIntegerArray(threads);
                workers.run(parts, (part, thread) -> {
                    assertEquals(1, busy.incrementAndGet(thread));
                    done.incrementAndGet(part);
                    busy.decrementAndGet(thread);
                });
                for (int p = 0; p < parts; p++) {
                    assertEquals(1, done.get(p));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void anExceptionOfAPartIsThrownAndTheWorkersGoOn(int threads) {
        try (Workers workers = new Workers(threads)) {
            var e = assertThrows(
                    IllegalStateException.class,
                    () -> workers.run(20, (part, thread) -> {
                        if (part == 7) {
                            throw new IllegalStateException("part 7");
                        }
                    }));
            assertEquals("part 7", e.getMessage());
            var done = new AtomicInteger();
            workers.run(20, (part, thread) -> done.incrementAndGet());
            assertEquals(20, done.get());
        }
    }

    @Test
    void foreignCodeIsLeftToItselfWhereTheWorkIsCancelled() {
        var workers = new Workers(1);
        assertEquals(7, workers.abandonable(() -> 7));
        assertEquals(
                "no",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> workers.abandonable(() -> {
                                    throw new IllegalArgumentException("no");
                                }))
                        .getMessage());
        var end = new CountDownLatch(1);
        try (var clock = new GivenTime()) {
            workers.cancelWhen(() -> clock.seconds() > 0.2);
            assertThrows(CancellationException.class, () -> workers.abandonable(() -> end.await(60, TimeUnit.SECONDS)));
            double seconds = clock.seconds();
            assertTrue(seconds < 1.2, () -> seconds + " s");
        }
        end.countDown();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void cancellingEndsBetweenTwoParts(int threads) {
        try (Workers workers = new Workers(threads)) {
            var done = new AtomicInteger();
            workers.cancelWhen(() -> done.get() >= 5);
            assertThrows(
                    CancellationException.class, () -> workers.run(1000, (part, thread) -> done.incrementAndGet()));
            assertTrue(done.get() < 5 + threads, done + " parts");
        }
    }
}

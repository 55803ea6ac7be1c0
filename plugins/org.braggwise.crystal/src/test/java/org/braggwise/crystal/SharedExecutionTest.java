// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;

/** Parts of an execution share its seed; whoever comes after them on the same thread does not. */
class SharedExecutionTest {

    @Test
    void seedAndViewAreSharedWithinTheExecutionOnly() throws Exception {
        assertEquals(7, SharedExecution.with(7, false, SharedExecution::seed));
        assertFalse(SharedExecution.with(7, false, SharedExecution::shown));
        assertThrows(
                IllegalStateException.class,
                () -> SharedExecution.with(7, false, () -> {
                    throw new IllegalStateException();
                }));
        assertTrue(SharedExecution.shown());
        assertTrue(
                LongStream.generate(SharedExecution::seed).limit(20).distinct().count() > 1,
                "the seed is not shared any more");
    }
}

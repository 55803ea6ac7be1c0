// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** What a user is told of a stage that Spark gave up; the texts are Spark 3.5.9's. */
class StageTest {

    @Test
    void reasonIsTheLastFailureWithoutTraces() {
        assertEquals(
                "a part of the work failed 4 times, the last time on 10.0.0.7 executor 2: java.io.IOException: The table"
                        + " can't be read",
                Stage.reason(
                        "Job aborted due to stage failure: Task 3 in stage 2.0 failed 4 times, most recent failure:"
                                + " Lost task 3.3 in stage 2.0 (TID 19) (10.0.0.7 executor 2): java.io.IOException: The table"
                                + " can't be read\n\tat org.braggwise.X.y(X.java:1)\n\nDriver stacktrace:"));
    }

    @Test
    void oneFailureIsNotCounted() {
        assertEquals(
                "a part of the work failed on here executor driver: java.io.IOException: x",
                Stage.reason(
                        "Job aborted due to stage failure: Task 0 in stage 1.0 failed 1 times, most recent failure:"
                                + " Lost task 0.0 in stage 1.0 (TID 1) (here executor driver): java.io.IOException: x"));
    }

    @Test
    void fullDiskAndMemorySayWhatToDo() {
        String full = Stage.reason("Job aborted due to stage failure: Task 0 in stage 1.0 failed 4 times, most recent"
                + " failure: Lost task 0.3 in stage 1.0 (TID 4) (a executor 0): java.io.IOException: No space left on"
                + " device\n\tat x");
        assertTrue(full.contains("No space left on device. Make room") && full.contains(SparkCluster.FOLDER), full);
        String memory = Stage.reason("Job aborted due to stage failure: Task 0 in stage 1.0 failed 4 times, most recent"
                + " failure: Lost task 0.3 in stage 1.0 (TID 4) (a executor 9): ExecutorLostFailure (executor 9 exited"
                + " caused by one of the running tasks) Reason: Command exited with code 52");
        assertTrue(memory.contains("spark.executor.memory"), memory);
    }

    @Test
    void whateverElseSparkSaysIsItsFirstLine() {
        assertEquals(
                "Spark's tasks failed: Job 4 cancelled because SparkContext was shut down",
                Stage.reason("Job 4 cancelled because SparkContext was shut down\n\tat x"));
    }
}

// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.apache.spark.SparkStageInfo;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.braggwise.spark.task.TaskResult;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionMonitor;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;

/** The tasks of one execution of a node: started, watched, cancelled. */
final class Stage {

    private static final long ASK_MILLIS = 100;

    /** How Spark says that it gave a task up: how often, where, why. */
    private static final Pattern FAILED =
            Pattern.compile("failed (\\d+) times, most recent failure: .*?\\(TID \\d+\\) \\(([^)]*)\\): (.*)");

    private static final Pattern FULL = Pattern.compile("No space left on device|Disk quota exceeded");

    /** 52 is how Spark's executors exit then. */
    private static final Pattern OUT_OF_MEMORY = Pattern.compile("OutOfMemoryError|exited with code 52\\b");

    private Stage() {}

    /**
     * @param name for Spark's own pages
     * @param task what is done with each item of work
     * @return what each of them gave, in their order
     * @throws IOException where tasks failed for other reasons than the node's
     */
    static <W, R> List<R> run(
            JavaSparkContext spark, String name, Function<W, R> task, List<W> work, ExecutionMonitor exec)
            throws IOException, CanceledExecutionException {
        spark.setJobDescription(name);
        spark.setLocalProperty("spark.job.interruptOnCancel", "true");
        JavaFutureAction<List<R>> action =
                spark.parallelize(work, work.size()).map(task).collectAsync();
        boolean ended = false;
        try {
            while (true) {
                exec.checkCanceled();
                try {
                    List<R> results = action.get(ASK_MILLIS, TimeUnit.MILLISECONDS);
                    ended = true;
                    return results;
                } catch (TimeoutException e) {
                    if (spark.sc().isStopped()) { // the results would never come
                        throw new IOException(name + ": Spark has ended before its tasks.", e);
                    }
                    tell(spark, action, work.size(), exec);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CanceledExecutionException(e.getMessage());
        } catch (ExecutionException e) {
            ended = true;
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new IOException(name + ": " + reason(String.valueOf(cause.getMessage())), cause);
        } finally {
            if (!ended) {
                action.cancel(true);
            }
        }
    }

    /**
     * As {@link #run}, for a node that is executing on the driver and hands a part of its work over: its own code knows no checked exceptions there.
     *
     * @throws CancellationException where the node was cancelled
     * @throws IllegalArgumentException where the node's code said in a task what is wrong
     * @throws UncheckedIOException where tasks failed for other reasons
     */
    static <W, R> List<R> runWithin(
            JavaSparkContext spark, String name, Function<W, TaskResult<R>> task, List<W> work, ExecutionMonitor exec) {
        try {
            List<R> results = new ArrayList<>();
            for (TaskResult<R> result : run(spark, name, task, work, exec)) {
                if (result.failure() != null) {
                    result.failure().rethrow();
                }
                results.add(result.result());
            }
            return results;
        } catch (CanceledExecutionException e) {
            throw new CancellationException(e.getMessage());
        } catch (KNIMEException | InvalidSettingsException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * @param said by Spark: a line, and then traces
     * @return for the user
     */
    static String reason(String said) {
        String line = said.lines().findFirst().orElse("");
        Matcher failed = FAILED.matcher(line);
        String what = failed.find()
                ? "a part of the work failed "
                        + (failed.group(1).equals("1") ? "" : failed.group(1) + " times, the last time ")
                        + "on " + failed.group(2) + ": "
                        + failed.group(3)
                : "Spark's tasks failed: " + line;
        String help = "";
        if (FULL.matcher(line).find()) {
            help = " Make room in the folder for tables (" + SparkCluster.FOLDER
                    + ") and in the executors' java.io.tmpdir.";
        } else if (OUT_OF_MEMORY.matcher(line).find()) {
            help = " Give the executors more memory (spark.executor.memory), or fewer cores.";
        }
        return help.isEmpty() ? what : what + (what.endsWith(".") ? "" : ".") + help;
    }

    private static void tell(JavaSparkContext spark, JavaFutureAction<?> action, int parts, ExecutionMonitor exec) {
        int done = 0;
        for (int id : action.jobIds()) {
            var job = spark.statusTracker().getJobInfo(id);
            for (int stage : job == null ? new int[0] : job.stageIds()) {
                SparkStageInfo info = spark.statusTracker().getStageInfo(stage);
                done += info == null ? 0 : info.numCompletedTasks();
            }
        }
        // the driver is among them, and executes by itself where the master is a local one
        int executors = spark.sc().statusTracker().getExecutorInfos().length - (spark.isLocal() ? 0 : 1);
        String message = done + " of " + parts + " parts, "
                + (executors == 0
                        ? "waiting for an executor"
                        : executors + (executors == 1 ? " executor" : " executors"));
        exec.setProgress((double) done / parts, () -> message);
    }
}

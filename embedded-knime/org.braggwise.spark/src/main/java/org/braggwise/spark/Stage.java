// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.spark;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.spark.SparkStageInfo;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionMonitor;

/** The tasks of one execution of a node: started, watched, cancelled. */
final class Stage {

    private static final long ASK_MILLIS = 100;

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
                    tell(spark, action, work.size(), exec);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CanceledExecutionException(e.getMessage());
        } catch (ExecutionException e) {
            ended = true;
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new IOException(name + ": Spark's tasks failed: " + cause.getMessage(), cause);
        } finally {
            if (!ended) {
                action.cancel(true);
            }
        }
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
        int executors = Math.max(1, spark.sc().statusTracker().getExecutorInfos().length - 1);
        String message = done + " of " + parts + " parts, " + executors + (executors == 1 ? " executor" : " executors");
        exec.setProgress((double) done / parts, () -> message);
    }
}

// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.spark;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.braggwise.spark.preflight.Look;
import org.braggwise.spark.preflight.Place;

/**
 * What the executors run on.
 *
 * @param places that a first task saw: of every executor that was there by then one at least
 * @param coreType which of OpenBLAS's kernels are used; null: those of the processor
 */
record Executors(List<Place> places, String coreType) {

    private static final int JAVA = 17;

    private static final int PATIENCE_SECONDS = 30;

    /**
     * Runs a first task on each executor.
     *
     * @param folder the address of the folder for tables
     * @param said hears what it waits for, where that takes long
     * @throws IOException where the executors can't execute nodes; the message says what to do
     */
    static Executors look(JavaSparkContext spark, String folder, String coreType, Consumer<String> said)
            throws IOException {
        int tasks = Math.max(1, Math.min(64, spark.defaultParallelism()));
        Executors executors;
        try {
            JavaFutureAction<List<Place>> looking = spark.parallelize(
                            IntStream.range(0, tasks).boxed().toList(), tasks)
                    .map(new Look(folder))
                    .collectAsync();
            executors = new Executors(places(spark, looking, said), coreType);
        } catch (ExecutionException e) {
            throw new IOException(
                    "Spark's executors can't be used: " + e.getCause().getMessage(), e);
        } catch (IllegalStateException e) { // Spark has ended meanwhile
            throw new IOException("Spark's executors can't be used: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while Spark's executors were waited for.", e);
        }
        executors.check();
        return executors;
    }

    /** A cluster that has no room for an executor lets a task wait, and says so in its own pages only. */
    private static List<Place> places(
            JavaSparkContext spark, JavaFutureAction<List<Place>> looking, Consumer<String> said)
            throws ExecutionException, InterruptedException {
        while (true) {
            try {
                return looking.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            } catch (TimeoutException e) {
                if (spark.sc().isStopped()) { // the result would never come
                    throw new IllegalStateException("Spark has ended.", e);
                }
                SparkConf conf = spark.getConf();
                said.accept("Waiting for executors: Spark has started none in " + PATIENCE_SECONDS
                        + " s. Each asks for " + conf.get("spark.executor.memory", "1g") + " and "
                        + (conf.contains("spark.executor.cores")
                                ? conf.get("spark.executor.cores") + " cores"
                                : "all cores of a worker")
                        + ": is there a worker with that much free?");
            }
        }
    }

    /** @throws IOException naming the executor that can't execute nodes, and what to do */
    void check() throws IOException {
        for (Place place : places) {
            if (place.javaFeature() < JAVA) {
                throw new IOException("Spark's executors run Java " + place.java() + " (" + place.host() + "), "
                        + JAVA
                        + " or later is needed. Install it there and set spark.executorEnv.JAVA_HOME, or JAVA_HOME in"
                        + " the cluster's spark-env.sh.");
            }
            if (!place.folderSeen()) {
                throw new IOException("The executor on " + place.host() + " does not see the folder for tables: set "
                        + SparkCluster.FOLDER + " to one that the driver and all executors can write to.");
            }
        }
        long kinds = places.stream().map(Place::processor).distinct().count();
        if (kinds > 1 && coreType == null) {
            throw new IOException("The executors have " + kinds
                    + " kinds of processors, on which networks would be calculated with different roundings. Set the"
                    + " environment variable OPENBLAS_CORETYPE to a kind that all of them can run, such as Haswell.");
        }
    }

    /** @return the machines */
    Set<String> hosts() {
        return places.stream().map(Place::host).collect(Collectors.toCollection(TreeSet::new));
    }

    /** @return for the user */
    String text() {
        Set<String> hosts = hosts();
        return (hosts.size() == 1
                        ? "executors on " + hosts.iterator().next()
                        : "executors on " + hosts.size() + " machines")
                + ", Java " + places.get(0).java() + ", OpenBLAS kernels "
                + (coreType == null ? "of the processor" : coreType) + ".";
    }
}

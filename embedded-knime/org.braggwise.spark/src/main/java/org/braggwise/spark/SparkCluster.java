// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.spark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.braggwise.headless.run.Cluster;
import org.braggwise.headless.run.NodeExecution;
import org.braggwise.spark.table.TableStore;

/** Apache Spark, as this process' class path has it: by spark-submit the user's, else the one that the launcher fetched. */
public final class SparkCluster implements Cluster {

    /** The folder that driver and executors share, as an address: file:, hdfs:, s3a: ... */
    static final String FOLDER = "spark.braggwise.dir";

    private static final String CORE_TYPE = "OPENBLAS_CORETYPE";

    /** What executors were seen to take beyond their heap, and some more: docs/spark.md, "Memory of executors". */
    private static final long BEYOND_HEAP_MB = 1024;

    /** On this machine: how many processors, and how often a task may fail. */
    private static final Pattern LOCAL = Pattern.compile("local(?:\\[([1-9]\\d{0,3}|\\*)(?:\\s*,\\s*\\d+)?\\])?");

    @Override
    public NodeExecution join(String master, Path workflow, Path temp, Consumer<String> said) throws IOException {
        SparkConf conf = configuration(master, workflow);
        String folder = folder(conf, master, temp);
        if (localProcessors(master) == 0) {
            said.accept("Joining Spark's master " + master + ".");
        }
        JavaSparkContext spark = start(conf, master);
        try {
            spark.setLogLevel("ERROR");
            TableStore store = new TableStore(folder, spark.hadoopConfiguration());
            try {
                Executors executors = Executors.look(spark, store.folder(), System.getenv(CORE_TYPE), said);
                said.accept("Spark " + spark.version() + ", " + master + ": " + executors.text());
                return new SparkExecution(spark, store, workflow, executors);
            } catch (IOException | RuntimeException e) {
                store.close();
                if (spark.sc().isStopped()) { // its client has asked for a minute, and ended by itself
                    throw new IOException(
                            "Spark's master " + master
                                    + " can't be joined: it gave no answer. Does it run there, and is it the same version"
                                    + " of Spark?",
                            e);
                }
                throw e;
            }
        } catch (IOException | RuntimeException e) {
            spark.close();
            throw e;
        }
    }

    private static JavaSparkContext start(SparkConf conf, String master) throws IOException {
        try {
            return new JavaSparkContext(conf);
        } catch (Exception | LinkageError e) { // NOSONAR Scala declares none, and throws SparkException
            throw new IOException("Spark's master " + master + " can't be joined: " + e.getMessage(), e);
        }
    }

    /** What the user has set, by spark-defaults.conf or spark-submit's options, stays. */
    static SparkConf configuration(String master, Path workflow) {
        SparkConf conf = new SparkConf();
        conf.setMaster(master);
        conf.setIfMissing("spark.app.name", "braggwise " + workflow.getFileName());
        conf.setIfMissing("spark.ui.enabled", "false");
        conf.setIfMissing("spark.ui.showConsoleProgress", "false");
        int processors = localProcessors(master);
        if (processors > 0) {
            // one task at a time, which uses all processors: model and candidates are in memory once
            conf.set("spark.task.cpus", Integer.toString(processors));
            conf.setIfMissing("spark.driver.host", "localhost");
            conf.setIfMissing("spark.driver.bindAddress", "127.0.0.1");
        } else if (conf.contains("spark.executor.cores")) {
            conf.setIfMissing("spark.task.cpus", conf.get("spark.executor.cores"));
        }
        if (master.startsWith("yarn") || master.startsWith("k8s")) {
            overhead(conf);
        }
        String coreType = System.getenv(CORE_TYPE);
        if (coreType != null) {
            conf.set("spark.executorEnv." + CORE_TYPE, coreType);
        }
        return conf;
    }

    /** YARN and Kubernetes end an executor that takes more than its heap and this; they would give it a tenth of the heap, 384 MB at least. */
    private static void overhead(SparkConf conf) {
        if (!conf.contains("spark.executor.memoryOverheadFactor")
                && !conf.contains("spark.kubernetes.memoryOverheadFactor")) {
            long heap = conf.getSizeAsMb("spark.executor.memory", "1g");
            conf.setIfMissing("spark.executor.memoryOverhead", Math.max(BEYOND_HEAP_MB, heap / 10) + "m");
        }
    }

    /** @return how many processors a local master uses; 0 for one of several processes, and for what Spark will not understand */
    static int localProcessors(String master) {
        Matcher local = LOCAL.matcher(master);
        if (!local.matches()) {
            return 0;
        }
        String number = local.group(1);
        return number == null
                ? 1
                : number.equals("*") ? Runtime.getRuntime().availableProcessors() : Integer.parseInt(number);
    }

    private static String folder(SparkConf conf, String master, Path temp) throws IOException {
        if (conf.contains(FOLDER)) {
            return conf.get(FOLDER);
        }
        if (localProcessors(master) > 0) {
            return temp.resolve("spark").toUri().toString();
        }
        if (master.startsWith("local")) {
            throw new IOException("--spark " + master + ": expected local, local[4] for four processors, or local[*].");
        }
        throw new IOException("--spark " + master + ": found no folder for tables, expected one that the driver and all"
                + " executors can write to: set BRAGGWISE_SPARK_DIR, or " + FOLDER
                + " in Spark's settings, such as file:///shared/work, hdfs:///user/me/work or s3a://bucket/work.");
    }
}

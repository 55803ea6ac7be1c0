// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.spark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

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

    @Override
    public NodeExecution join(String master, Path workflow, Path temp, Consumer<String> said) throws IOException {
        SparkConf conf = configuration(master, workflow);
        String folder = folder(conf, master, temp);
        JavaSparkContext spark = start(conf, master);
        try {
            spark.setLogLevel("ERROR");
            TableStore store = new TableStore(folder, spark.hadoopConfiguration());
            try {
                Executors executors = Executors.look(spark, store.folder(), System.getenv(CORE_TYPE));
                said.accept("Spark " + spark.version() + ", " + master + ": " + executors.text());
                return new SparkExecution(spark, store, workflow, executors);
            } catch (IOException | RuntimeException e) {
                store.close();
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
        } catch (RuntimeException | LinkageError e) {
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
        String coreType = System.getenv(CORE_TYPE);
        if (coreType != null) {
            conf.set("spark.executorEnv." + CORE_TYPE, coreType);
        }
        return conf;
    }

    /** @return how many processors a local master uses; 0 for one of several processes */
    static int localProcessors(String master) {
        if (master.equals("local")) {
            return 1;
        }
        if (!master.startsWith("local[")) {
            return 0;
        }
        String number = master.substring("local[".length(), master.indexOf(']'));
        return number.equals("*") ? Runtime.getRuntime().availableProcessors() : Integer.parseInt(number);
    }

    private static String folder(SparkConf conf, String master, Path temp) throws IOException {
        if (conf.contains(FOLDER)) {
            return conf.get(FOLDER);
        }
        if (localProcessors(master) > 0) {
            return temp.resolve("spark").toUri().toString();
        }
        throw new IOException("--spark " + master + ": found no folder for tables, expected one that the driver and all"
                + " executors can write to: set BRAGGWISE_SPARK_DIR, or " + FOLDER
                + " in Spark's settings, such as file:///shared/work, hdfs:///user/me/work or s3a://bucket/work.");
    }
}

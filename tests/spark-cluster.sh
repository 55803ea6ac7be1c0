# SPDX-License-Identifier: GPL-3.0-or-later
# Starts a Spark cluster on the loopback, to be sourced: cluster WORKERS CORES FOLDER. Leaves SPARK_HOME, $master and $started (the process ids of
# the master and then of the workers). Needs $home and $java. Ports from BRAGGWISE_SPARK_PORT on (default 17077):
# the master's, its page's, and one of each worker's page.
cluster() {
  local workers=$1 cores=$2 work=$3 port=${BRAGGWISE_SPARK_PORT:-17077} jar package opens=() n
  # A folder with the jars, a configuration and bin/spark-submit is all that of Spark's distribution is needed here.
  # SPARK_SCALA_VERSION is what the distribution's bin/load-spark-env.sh sets.
  export SPARK_HOME=$work/spark SPARK_LOCAL_IP=127.0.0.1 SPARK_SCALA_VERSION=2.12
  mkdir -p "$SPARK_HOME/jars" "$SPARK_HOME/conf" "$SPARK_HOME/bin" "$work/tables"
  mvn -B -q -ntp -f "$home/embedded-knime/org.braggwise.spark/local/pom.xml" \
    org.apache.maven.plugins:maven-dependency-plugin:3.6.1:build-classpath "-Dmdep.outputFile=$work/class-path"
  tr ':' '\n' <"$work/class-path" | while read -r jar; do ln -sf "$jar" "$SPARK_HOME/jars/"; done
  for package in java.lang java.lang.invoke java.io java.net java.nio java.util java.util.concurrent sun.nio.ch sun.nio.cs sun.util.calendar; do
    opens+=("--add-opens=java.base/$package=ALL-UNNAMED")
  done
  cat >"$SPARK_HOME/bin/spark-submit" <<SUBMIT
#!/usr/bin/env bash
exec "$java" ${opens[*]} -Xmx\${BRAGGWISE_MEMORY:-2g} -Dlog4j2.configurationFile="$SPARK_HOME/conf/log4j2.properties" -cp "$SPARK_HOME/conf:$SPARK_HOME/jars/*" \\
  org.apache.spark.deploy.SparkSubmit "\$@"
SUBMIT
  chmod +x "$SPARK_HOME/bin/spark-submit"
  cp "$home/embedded-knime/org.braggwise.spark/src/main/resources/braggwise-spark-log4j2.properties" "$SPARK_HOME/conf/log4j2.properties"
  cat >"$SPARK_HOME/conf/spark-defaults.conf" <<CONF
spark.executor.memory 1500m
spark.executor.cores $cores
spark.braggwise.dir file://$work/tables
spark.driver.host 127.0.0.1
CONF
  "$java" -Xmx256m -cp "$SPARK_HOME/conf:$SPARK_HOME/jars/*" org.apache.spark.deploy.master.Master --host 127.0.0.1 --port "$port" --webui-port $((port + 1)) \
    >"$work/master.log" 2>&1 &
  started=($!)
  for n in $(seq 100); do
    if (: <>/dev/tcp/127.0.0.1/$port) 2>/dev/null; then break; fi
    sleep 0.5
  done
  for n in $(seq "$workers"); do
    "$java" -Xmx256m -cp "$SPARK_HOME/conf:$SPARK_HOME/jars/*" org.apache.spark.deploy.worker.Worker --host 127.0.0.1 \
      --webui-port $((port + 1 + n)) --cores "$cores" --memory 2g --work-dir "$work/worker-$n" "spark://127.0.0.1:$port" >"$work/worker-$n.log" 2>&1 &
    started+=($!)
  done
  master=spark://127.0.0.1:$port
}

# Ends what the cluster started.
stop_cluster() {
  local pid
  for pid in "${started[@]}"; do
    pkill -P "$pid" 2>/dev/null || true
    kill "$pid" 2>/dev/null || true
  done
}

# SPDX-License-Identifier: GPL-3.0-or-later
# To be sourced with $home set: leaves Deeplearning4j's class path in $jars, after a build where there was none.
jars=${BRAGGWISE_CLASSPATH:-}
collect() {
  local jar
  jars=
  for jar in "$home"/plugins/org.braggwise.dl4j*/lib/*.jar; do [ -e "$jar" ] && jars+="$jar:"; done
  [[ $jars == */deeplearning4j-nn.jar* && $jars == *openblas-* ]]
}
if [ -z "$jars" ] && ! collect; then
  echo "benchmarks: building once, for Deeplearning4j and its natives." >&2
  (cd "$home" && mvn -q -B verify -DskipTests) >&2 || { echo "benchmarks: the build failed." >&2; exit 1; }
  collect || { echo "benchmarks: the build left no Deeplearning4j with natives in plugins/org.braggwise.dl4j*/lib." >&2; exit 1; }
fi

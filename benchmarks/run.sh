# SPDX-License-Identifier: GPL-3.0-or-later
# What the benchmarks share, to be sourced by them: $home, $data, $java, need_data, build, python_with.
home=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
data=${BRAGGWISE_DATA:-$home/../shared/data}
name=benchmarks/$(basename "$0")
java=${JAVA_HOME:+$JAVA_HOME/bin/}java

die() { printf '%s: %s\n' "$name" "$1" >&2; exit 1; }

# Prints the comment at the head of a benchmark, which is its help.
help() { awk 'NR > 2 { if (!/^#/) exit; sub(/^# ?/, ""); print }' "$0"; }

# Ends where the folder of the shared data is not there: need_data structures
need_data() { [ -d "$data/$1" ] || die "no $1 in $data: set BRAGGWISE_DATA to the shared data."; }

# Builds the libraries and the benchmarks where a source is newer, and leaves their class path in $classes.
build() {
  local made=$home/benchmarks/target/class-path
  if [ ! -f "$made" ] || [ -n "$(find "$home"/plugins/*/src/main "$home"/plugins/*/pom.xml "$home/benchmarks/src" "$home/libraries" \
      -newer "$made" -type f -print -quit)" ]; then
    printf '%s: building the libraries.\n' "$name" >&2
    (cd "$home" && mvn -q -B -f libraries package -DskipTests) >&2 || die "the build failed."
    touch "$made"
  fi
  classes=$home/benchmarks/target/classes:$(cat "$made")
}

# python_with MODULE PACKAGE: leaves in $python one that imports the module, from Debian's package where none does.
python_with() {
  local sudo= tries
  [ "$(id -u)" -eq 0 ] || sudo=sudo
  for tries in 1 2; do
    for python in python3 /usr/bin/python3; do
      if "$python" -c "import $1" >/dev/null 2>&1; then return; fi
    done
    [ "$tries" = 1 ] || die "$2 was installed, but Python does not find $1."
    printf '%s: installing %s.\n' "$name" "$2" >&2
    { $sudo apt-get update -qq && DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends "$2"; } >/dev/null ||
      die "$2 could not be installed."
  done
}

# Sourced by the scripts that work on a Flink cluster: runs a command of local-stack, with what it needs built.

# shellcheck source=stack.sh
source "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/stack.sh"
jobs_jar=$root/flink-jobs/target/botflow-jobs.jar

# A running cluster uses what is built, so nothing is built anew that is there.
build_what_is_missing() {
  is_built && [[ -d $root/flink-distribution/target/lib ]] || build
}

# The jar that is deployed, from the sources as they are now.
build_jobs_jar() {
  local changed=""
  if [[ -f $jobs_jar ]]; then
    changed=$(find "$root"/pom.xml "$root"/{schemas,flink-jobs}/pom.xml "$root"/{schemas,flink-jobs}/src/main \
      -newer "$jobs_jar" -print -quit)
    [[ -n $changed ]] || return 0
  fi
  local maven log
  maven=$(command -v mvn || echo "$root/mvnw")
  log=$root/local-stack/target/jar.log
  echo "building the jobs' jar ..." >&2
  if ! "$maven" -B -q -f "$root/pom.xml" -Dmaven.test.skip=true -pl flink-jobs -am package >"$log" 2>&1; then
    grep -E 'ERROR|BUILD' "$log" | head -n 20 >&2 || true
    echo "scripts/$(basename "$0"): the build failed; all it said is in $log" >&2
    exit 1
  fi
}

run_cluster_command() {
  exec java \
    -Xmx128m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto \
    -Dfile.encoding=UTF-8 -Dbotflow.root="$root" \
    -cp "$class_path" \
    io.botflow.analytics.local.cluster.ClusterMain "$@"
}

# Sourced by the scripts that run a program of the local stack: sets root and class_path, builds what is missing.

root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.." && pwd)
stamp=$root/local-stack/target/built
building=$root/local-stack/target/building
libraries=$root/local-stack/target/lib
modules=(schemas oracle flink-jobs api-server local-stack)

class_path=$libraries/*
for module in "${modules[@]}"; do
  class_path=$root/$module/target/classes:$class_path
done

is_built() {
  # What a build that was cut short has left is not all of it.
  [[ -d $libraries && -d $root/local-stack/target/classes && ! -e $building ]] || return 1
  local module
  for module in "${modules[@]}"; do
    [[ ! -d $root/$module/src/main || -d $root/$module/target/classes ]] || return 1
  done
}

is_up_to_date() {
  [[ -f $stamp ]] && is_built || return 1
  local changed
  changed=$(find "$root"/pom.xml "$root"/*/pom.xml "$root"/*/src/main -newer "$stamp" -print -quit)
  [[ -z $changed && -z $("$root/api-server/dashboard/build" --changed-since "$stamp") ]]
}

build() {
  local maven log
  maven=$(command -v mvn || echo "$root/mvnw")
  mkdir -p "$root/local-stack/target"
  log=$root/local-stack/target/build.log
  # What is changed while the build runs may not be in it.
  touch "$building"
  # A library that is no longer used must not stay on the class path.
  rm -rf "$libraries" "$root/flink-distribution/target/lib"
  echo "building (the first time takes minutes: libraries are downloaded) ..." >&2
  if ! "$maven" -B -q -f "$root/pom.xml" -Dmaven.test.skip=true -pl local-stack -am process-classes >"$log" 2>&1; then
    grep -E 'ERROR|BUILD' "$log" | head -n 20 >&2 || true
    echo "scripts/$(basename "$0"): the build failed; all it said is in $log" >&2
    exit 1
  fi
  mv "$building" "$stamp"
}

command -v java >/dev/null || {
  echo "scripts/$(basename "$0"): java is not on the PATH; a JDK of version 17 or later is needed" >&2
  exit 1
}

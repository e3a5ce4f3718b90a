# Sourced by the scripts that repair rows: runs a command of local-stack, with what it needs built.

# shellcheck source=stack.sh
source "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/stack.sh"
# A stack or cluster that runs came from what is built, and a build would take its libraries away.
is_built || build

run_repair_command() {
  exec java \
    -Xmx512m -XX:MaxDirectMemorySize=384m -Xshare:auto \
    -Dfile.encoding=UTF-8 -Dlog4j2.configurationFile=repair-log4j2.xml \
    -cp "$class_path" \
    io.botflow.analytics.local.repair.RepairMain "$@"
}

# Sourced by the benchmarks. $bin is the folder of the release build's programs.
# shellcheck shell=bash disable=SC2154

# run LABEL RUNS COMMAND...: one line of the table; leaves the seconds in $seconds.
run() {
    local label=$1 runs=$2 processor peak
    shift 2
    read -r seconds processor peak <<<"$("$bin/measure" "$runs" "$@")"
    printf '%-44s %9.3f s %9.3f s cpu %8d KiB\n' "$label" "$seconds" "$processor" "$peak"
}
ratio() { awk -v name="$1" -v a="$2" -v b="$3" 'BEGIN { printf "%-44s %9.2f\n", name, a / b }'; }

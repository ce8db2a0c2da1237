#!/bin/bash
# Usage: run.sh TARGET SECONDS [FOLDER]
# Runs the target on its corpus and then on inputs of its own. New inputs are kept in FOLDER, else dropped.
set -euo pipefail

target=$1
seconds=$2
name=$(basename "$target" _fuzz)
corpus=$(cd "$(dirname "$0")" && pwd)/../data/corpus/$name
found=${3:-}
if [ -z "$found" ]; then
    found=$(mktemp -d)
    trap 'rm -rf "$found"' EXIT
fi
mkdir -p "$found"

# libFuzzer writes to the first folder only, so the source tree stays as it is.
folders=("$found")
if [ -d "$corpus" ]; then
    folders+=("$corpus")
fi
export LSAN_OPTIONS="print_suppressions=0:suppressions=$(realpath "$(dirname "$0")/../lsan.supp")"
"$target" -max_total_time="$seconds" -rss_limit_mb=1024 -timeout=10 \
    -artifact_prefix="$(dirname "$target")/$name-" "${folders[@]}"

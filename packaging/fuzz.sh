#!/bin/bash
# Usage: packaging/fuzz.sh [SECONDS]
# A long round of every fuzz target, SECONDS each (default 600). Inputs that reach new code are kept in
# build/fuzz/corpus, and are where the next round starts; an input that breaks a target is named in its log.
set -euo pipefail
cd "$(dirname "$0")/.."
. packaging/phases.sh
seconds=${1:-600}

phase "set-up"
packaging/setup.sh
phase "build"
build fuzz
phase "fuzzing, $seconds s a target"
round() {
    local name
    name=$(basename "$1" _fuzz)
    if tests/fuzz/run.sh "$1" "$2" "build/fuzz/corpus/$name" >"build/fuzz/$name.log" 2>&1; then
        printf '%s: %s\n' "$name" "$(tail -n 1 "build/fuzz/$name.log")"
    else
        printf '%s: FAILED, see build/fuzz/%s.log\n' "$name" "$name"
        return 1
    fi
}
export -f round
printf '%s\0' build/fuzz/bin/*_fuzz | xargs -0 -P "$(nproc)" -I {} bash -c "round {} $seconds"

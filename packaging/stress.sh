#!/bin/bash
# Usage: packaging/stress.sh [CHAINS] [SEED]
# CHAINS random templates with real guests (default 1000), from SEED on, through every operation; as many at a time as
# there are processors. Needs root for mounts. A failure names its seed: LAMELLA_SEED=N LAMELLA_CHAINS=1 repeats it.
set -euo pipefail
cd "$(dirname "$0")/.."
. packaging/phases.sh
chains=${1:-1000}
export LAMELLA_SEED=${2:-1000000} LAMELLA_CHAINS=$chains
shards=$(nproc)
export LAMELLA_SHARDS=$shards

phase "build"
cmake --preset dev
cmake --build --preset dev --target slim_chains_test lamella-cli
phase "$chains chains from seed $LAMELLA_SEED"
mkdir -p build/stress
round() {
    LAMELLA_SHARD=$1 QTEST_FUNCTION_TIMEOUT=86400000 nice build/dev/bin/slim_chains_test -maxwarnings 0 \
        >"build/stress/$1.log" 2>&1
}
export -f round
failed=0
seq 0 $((shards - 1)) | xargs -P "$shards" -I {} bash -c 'round {}' || failed=1
grep -h -A 4 '^FAIL!' build/stress/*.log || true
grep -h '^Totals' build/stress/*.log
exit $failed

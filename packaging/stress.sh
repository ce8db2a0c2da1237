#!/bin/bash
# Usage: packaging/stress.sh [CHAINS] [SEED] [LAYOUTS]
# CHAINS random templates with real guests (default 1000), from SEED on, through every operation, then LAYOUTS random
# layouts of folders, links and names (default 300); as many at a time as there are processors. Needs root for mounts.
# A failure names its seed: LAMELLA_SEED=N LAMELLA_CHAINS=1 (or LAMELLA_LAYOUTS=1) repeats it.
set -euo pipefail
cd "$(dirname "$0")/.."
. packaging/phases.sh
chains=${1:-1000}
export LAMELLA_SEED=${2:-1000000} LAMELLA_CHAINS=$chains
export LAMELLA_LAYOUTS=${3:-300}
shards=$(nproc)
export LAMELLA_SHARDS=$shards

phase "build"
cmake --preset dev
cmake --build --preset dev --target slim_chains_test named_layouts_test lamella-cli
mkdir -p build/stress
round() {
    LAMELLA_SHARD=$2 QTEST_FUNCTION_TIMEOUT=86400000 nice "build/dev/bin/$1" -maxwarnings 0 >"build/stress/$1.$2.log" 2>&1
}
export -f round
failed=0
every() {
    phase "$2 from seed $LAMELLA_SEED"
    seq 0 $((shards - 1)) | xargs -P "$shards" -I {} bash -c "round $1 {}" || failed=1
    grep -h -A 4 '^FAIL!' build/stress/"$1".*.log || true
    grep -h '^QINFO' build/stress/"$1".*.log || true
    grep -h '^Totals' build/stress/"$1".*.log
}
if ((chains > 0)); then every slim_chains_test "$chains chains"; fi
if ((LAMELLA_LAYOUTS > 0)); then every named_layouts_test "$LAMELLA_LAYOUTS layouts"; fi
exit $failed

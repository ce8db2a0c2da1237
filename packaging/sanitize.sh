#!/bin/bash
# Usage: packaging/sanitize.sh
# All tests with the address and undefined behaviour sanitizers, then with the thread sanitizer.
set -euo pipefail
cd "$(dirname "$0")/.."
. packaging/phases.sh

# The thread sanitizer cannot place its memory on kernels that randomise addresses widely.
fixed_addresses=()
if setarch -R true 2>/dev/null; then
    fixed_addresses=(setarch -R)
fi

phase "set-up"
packaging/setup.sh
# Threads are few in what the generated chains run, and the sanitizer makes each of thousands of processes slow.
export LAMELLA_CHAINS=60
for preset in asan tsan; do
    phase "build $preset"
    build "$preset"
    phase "tests $preset"
    "${fixed_addresses[@]}" ctest --preset "$preset" --parallel "$(nproc)"
done

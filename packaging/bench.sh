#!/bin/bash
# Usage: packaging/bench.sh
# Builds for release and runs the benchmarks.
set -euo pipefail
cd "$(dirname "$0")/.."
. packaging/phases.sh

phase "set-up"
packaging/setup.sh
phase "build"
build release lamella lamella-cli map_view make_scattered_chain measure
phase "benchmarks"
tests/bench/run.sh build/release/bin
tests/bench/window.sh build/release/bin
tests/bench/guests.sh build/release/bin
tests/bench/fleet.sh build/release/bin

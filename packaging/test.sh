#!/bin/bash
# Usage: packaging/test.sh
# Everything a change must pass: sets up, builds, runs all tests, then a short round of every fuzz target.
set -euo pipefail
cd "$(dirname "$0")/.."
. packaging/phases.sh

phase "set-up"
packaging/setup.sh
phase "build"
build dev
phase "tests"
ctest --preset dev --parallel "$(nproc)"
phase "build for fuzzing"
build fuzz
phase "fuzzing, a short round"
ctest --preset fuzz --parallel "$(nproc)"

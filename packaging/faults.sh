#!/bin/bash
# Usage: packaging/faults.sh
# Kills, fails and interrupts every operation of the program at each of its file operations; the tests take a part.
set -euo pipefail
cd "$(dirname "$0")/.."
. packaging/phases.sh

phase "set-up"
packaging/setup.sh
phase "build"
build dev
phase "faults"
LAMELLA_FAULTS_ALL=1 ctest --preset dev --parallel "$(nproc)" -R operation_faults

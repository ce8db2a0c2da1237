#!/bin/bash
# Usage: packaging/run.sh [DIR]
# Builds for release, makes demonstration templates in DIR (default: build/sample, made anew each time), shows what
# Lamella sees in them, and slims them: standard, deep, and onto a shared base. Then the window opens on them; where
# there is no display, pictures of its views are written to DIR/screenshots instead. Reports are in DIR/reports.
set -euo pipefail
cd "$(dirname "$0")/.."
. packaging/phases.sh
cli=$PWD/build/release/bin/lamella-cli
sample=${1:-}
if [ -z "$sample" ]; then
    sample=build/sample
    rm -rf "$sample"
fi

phase "set-up"
packaging/setup.sh
phase "build"
build release lamella lamella-cli
phase "sample"
mkdir -p "$(dirname "$sample")"
"$cli" sample "$sample"
cd "$sample"
du -sh .

phase "scan"
"$cli" scan .
for command in info "guest --files" "layers --exact" map; do
    phase "$command classic"
    # shellcheck disable=SC2086 # a command and its options
    "$cli" $command classic/second-diff.qcow2
done

phase "what speaks against slimming: a guest that was switched off, and a lost base"
"$cli" plan standard dirty-volume/diff.qcow2
"$cli" plan standard broken-link/diff.qcow2 || true
phase "fragmentation: one live block in each cluster, with clusters of 64 KiB and of 4 KiB"
for size in 64k 4k; do
    "$cli" plan deep --exact --cluster-size "$size" fragmented/diff.qcow2
done

mkdir receipts reports fleet-shared
phase "why classic is as large as it is"
for form in html json csv svg png; do
    "$cli" report classic/second-diff.qcow2 --to "reports/classic.$form"
done
phase "standard slim of classic: the base stays"
"$cli" slim standard classic/second-diff.qcow2 --to classic/slim.qcow2 --receipt receipts/classic.json
phase "deep slim of garbage: a new base"
"$cli" slim deep garbage/diff.qcow2 --to garbage/slim.qcow2 --receipt receipts/garbage.json
phase "what sharing the base of the fleet would save, and doing it"
"$cli" plan share --base auto --exact -q --to fleet-shared --report reports/fleet.html fleet/*.qcow2
"$cli" share --base auto --to fleet-shared --receipt receipts/fleet.json fleet/*.qcow2

phase "the results"
for image in classic/slim.qcow2 garbage/slim.qcow2 fleet-shared/*.qcow2; do
    echo "$image"
    "$cli" check "$image"
    # What shares a base of the fleet follows it out of its own folder.
    "$cli" guest --allow fleet "$image"
done
"$cli" layers classic/slim.qcow2
echo "Templates, results and receipts are in $PWD"

phase "the window"
window=$(dirname "$cli")/lamella
if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    exec "$window" . classic/second-diff.qcow2
fi
# What the offscreen platform cannot do says nothing of the program.
QT_QPA_PLATFORM=offscreen "$window" --screenshots screenshots . classic/second-diff.qcow2 \
    2> >(grep -v "^This plugin does not support\|^QPainter::begin: Paint device\|inactive painter$" >&2)
echo "There is no display here: pictures of the window are in $PWD/screenshots, reports in $PWD/reports"

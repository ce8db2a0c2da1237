#!/bin/bash
# Usage: packaging/run.sh
# Builds for release, makes a small three-layer template in build/sample and shows what Lamella sees in it.
set -euo pipefail
cd "$(dirname "$0")/.."
. packaging/phases.sh
sample=build/sample
cli=build/release/bin/lamella-cli

# write IMAGE COMMAND...: qemu-io's own commands.
write() {
    local image=$1 commands=()
    shift
    for command in "$@"; do
        commands+=(-c "$command")
    done
    qemu-io -f qcow2 "${commands[@]}" "$sample/$image" >/dev/null
}

make_sample() {
    rm -rf "$sample"
    mkdir -p "$sample"
    qemu-img create -q -f qcow2 "$sample/base.qcow2" 256M
    write base.qcow2 "write -P 0x11 0 16M" "write -P 0x12 32M 8M" "write -c -P 0x13 48M 64k" "write -z 64M 4M"

    qemu-img create -q -f qcow2 -b base.qcow2 -F qcow2 "$sample/diff.qcow2"
    write diff.qcow2 "write -P 0x21 4M 4M" "write -P 0x12 32M 2M" "write -c -P 0x22 96M 64k" "write -z 12M 1M"

    qemu-img create -q -f qcow2 -b diff.qcow2 -F qcow2 "$sample/second-diff.qcow2"
    write second-diff.qcow2 "write -P 0x31 6M 4M" "write -P 0x32 128M 8M" "discard 130M 2M" "write -z 33M 1M"
}

phase "set-up"
packaging/setup.sh
phase "build"
build release
phase "sample"
make_sample
ls -ls "$sample"

phase "scan"
"$cli" scan "$sample"
for command in info "layers --exact" map; do
    phase "$command"
    # shellcheck disable=SC2086 # a command and its options
    "$cli" $command "$sample/second-diff.qcow2"
done

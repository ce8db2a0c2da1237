#!/bin/bash
# Usage: tests/bench/run.sh BIN [VIRTUAL_GIB LOWER_CLUSTERS UPPER_CLUSTERS]
# Lamella beside qemu-img on the same files in the same run: seconds of the fastest run, and how many times as fast.
# BIN is the folder of the release build's programs. Needs 5 GiB in TMPDIR.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
bin=$(realpath "$1")
shift
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

# shellcheck source=tests/bench/measuring.sh
. "$here/measuring.sh"

echo "== A two-layer chain of scattered clusters"
"$bin/make_scattered_chain" . "$@"
printf '%d bytes of metadata\n' "$(stat -c %s metadata.bin)"
run "cat of the same metadata" 3 cat metadata.bin
cat=$seconds
run "lamella-cli layers" 3 "$bin/lamella-cli" layers upper.qcow2
layers=$seconds
run "lamella-cli map --output=json" 3 "$bin/lamella-cli" map --output=json upper.qcow2
map=$seconds
run "qemu-img map --output=json" 1 qemu-img map --output=json upper.qcow2
qemu=$seconds
ratio "qemu-img map / lamella-cli layers" "$qemu" "$layers"
ratio "qemu-img map / lamella-cli map" "$qemu" "$map"
ratio "lamella-cli layers / cat" "$layers" "$cat"
"$bin/lamella-cli" check --output=json upper.qcow2 >/dev/null
run "lamella-cli check" 3 "$bin/lamella-cli" check upper.qcow2
check=$seconds
run "qemu-img check" 3 qemu-img check upper.qcow2
ratio "qemu-img check / lamella-cli check" "$seconds" "$check"
rm -f -- *.qcow2 metadata.bin

echo "== Equal 2 GiB images, warm"
head -c 2G /dev/urandom >random.raw
for image in a b; do
    qemu-img convert -f raw -O qcow2 random.raw "$image.qcow2"
done
rm random.raw
run "lamella-cli compare" 5 "$bin/lamella-cli" compare a.qcow2 b.qcow2
compare=$seconds
run "qemu-img compare" 5 qemu-img compare a.qcow2 b.qcow2
ratio "lamella-cli compare / qemu-img compare" "$compare" "$seconds"

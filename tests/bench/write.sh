#!/bin/bash
# Usage: tests/bench/write.sh BIN [MIB]
# Writing a new qcow2 file beside qemu-img convert, from the same raw file in the same run, both flushed to the disk:
# seconds, and how many times as fast. BIN is the folder of the release build's programs. Needs 3 x MIB in TMPDIR.
set -euo pipefail
bin=$(realpath "$1")
mib=${2:-2048}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

# Half noise, half text: compresses to about two thirds.
for ((i = 0; i < mib; i += 64)); do
    head -c 32M /dev/urandom
    seq $((i * 1000000)) $((i * 1000000 + 8000000)) | head -c 32M || true
done >source.raw
sync
cat source.raw >/dev/null

seconds() { awk -v a="$1" -v b="$(date +%s.%N)" 'BEGIN { printf "%.3f", b - a }'; }
theirs() {
    rm -f -- *.qcow2
    local start
    start=$(date +%s.%N)
    qemu-img convert -f raw -O qcow2 "$@" source.raw theirs.qcow2
    sync theirs.qcow2
    seconds "$start"
}
row() { awk -v n="$1" -v m="$2" -v w="$3" -v q="$4" 'BEGIN {
    printf "%-12s measure %8.3f s  write %8.3f s  qemu-img %8.3f s  times as fast %6.2f\n", n, m, w, q, q / w }'; }

for round in 1 2; do
    qemu=$(theirs -W)
    rm -f -- *.qcow2
    read -r measure write <<<"$("$bin/write_image" source.raw ours.qcow2 none)"
    qemu-img compare -q -f raw -F qcow2 source.raw ours.qcow2
    row "plain $round" "$measure" "$write" "$qemu"
done
for type in zlib zstd; do
    qemu=$(theirs -c -W -o "compression_type=$type")
    theirs=$(stat -c %s theirs.qcow2)
    rm -f -- *.qcow2
    read -r measure write <<<"$("$bin/write_image" source.raw ours.qcow2 "$type")"
    qemu-img compare -q -f raw -F qcow2 source.raw ours.qcow2
    row "$type" "$measure" "$write" "$qemu"
    printf '%-12s %d bytes, qemu-img %d bytes\n' "" "$(stat -c %s ours.qcow2)" "$theirs"
done

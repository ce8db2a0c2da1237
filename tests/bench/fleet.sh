#!/bin/bash
# Usage: tests/bench/fleet.sh BIN
# Quick figures of 2,000 images in a tree of folders, warm, beside what qemu-img needs to name them (info only, nothing
# of their content). Needs some 6 GiB in TMPDIR.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
bin=$(realpath "$1")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
# shellcheck source=tests/bench/measuring.sh
. "$here/measuring.sh"

"$bin/lamella-cli" sample -q 1
images=$(find 1 -type f | wc -l)
for ((copy = 2; copy * images <= 2000; ++copy)); do
    cp -r --sparse=always 1 "$copy"
done
echo "$(find . -type f | wc -l) images, $(du -sh . | cut -f1) on disk"

info() {
    find . -name '*.qcow2' -exec qemu-img info -U '{}' ';'
}
export -f info

run "lamella-cli scan" 3 "$bin/lamella-cli" scan -q .
run "lamella-cli fleet (limit: 10 s)" 3 "$bin/lamella-cli" fleet -q .
ours=$seconds
run "lamella-cli fleet --similar" 1 "$bin/lamella-cli" fleet -q --similar .
run "qemu-img info of each" 1 bash -c info
ratio "qemu-img info / lamella-cli fleet" "$seconds" "$ours"

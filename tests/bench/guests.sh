#!/bin/bash
# Usage: tests/bench/guests.sh BIN [FILES]
# Reads the guests of 100 GiB volumes (ext4, NTFS, XFS, Btrfs), warm, beside what their own tools need for the same
# free space. FILES small files are made on each, and every other one is deleted again. Needs root (mounts) and some
# 10 GiB in TMPDIR.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
bin=$(realpath "$1")
files=${2:-20000}
work=$(mktemp -d)
trap 'umount -q "$work/mnt" || true; rm -rf "$work"' EXIT
cd "$work"
mkdir mnt
# shellcheck source=tests/bench/measuring.sh
. "$here/measuring.sh"

# fill: scattered small files, a few large ones, and holes between them.
fill() {
    python3 - mnt "$files" <<'PYTHON'
import os
import sys

folder, files = sys.argv[1], int(sys.argv[2])
for number in range(files):
    place = os.path.join(folder, str(number % 100))
    os.makedirs(place, exist_ok=True)
    with open(os.path.join(place, str(number)), "wb") as file:
        file.write(bytes([number % 251 + 1]) * (4096 * (number % 7 + 1)))
for number in range(20):
    with open(os.path.join(folder, "large%d" % number), "wb") as file:
        os.posix_fallocate(file.fileno(), 0, 1 << 30)
for number in range(0, files, 2):
    os.remove(os.path.join(folder, str(number % 100), str(number)))
PYTHON
}

# volume NAME MAKE MOUNT: a filled volume in a qcow2 image and as a raw file.
volume() {
    local name=$1 make=$2 mount=$3
    truncate -s 100G "$name.raw"
    $make "$name.raw" >/dev/null 2>&1
    $mount "$name.raw" mnt
    fill
    umount mnt
    sleep 2
    qemu-img convert -f raw -O qcow2 "$name.raw" "$name.qcow2"
}

# guest NAME ORACLE...: ours on the qcow2 image, and the file system's own tool on the raw file.
guest() {
    local name=$1 ours
    shift
    "$bin/lamella-cli" guest "$name.qcow2"
    run "lamella-cli guest, $name" 5 "$bin/lamella-cli" guest "$name.qcow2"
    ours=$seconds
    run "lamella-cli guest --exact, $name" 3 "$bin/lamella-cli" guest --exact "$name.qcow2"
    run "$1 $2" 3 "$@"
    ratio "$1 / lamella-cli guest" "$seconds" "$ours"
    rm -f "$name.raw" "$name.qcow2"
}

echo "== 100 GiB volumes"
volume ext4 "mke2fs -q -F -t ext4" "mount -o loop"
guest ext4 dumpe2fs -f ext4.raw
volume ntfs "mkntfs -Q -q -F" "ntfs-3g"
guest ntfs ntfscluster -f -i ntfs.raw
volume xfs "mkfs.xfs -q" "mount -o loop"
guest xfs xfs_db -r -c "freesp -s" xfs.raw
volume btrfs "mkfs.btrfs -q" "mount -o loop"
guest btrfs btrfs inspect-internal dump-tree -t extent btrfs.raw

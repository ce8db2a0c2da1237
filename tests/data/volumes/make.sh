#!/bin/bash
# Usage: tests/data/volumes/make.sh [ROOT]
# Makes the volumes beside this script anew: what the tools of Debian 12 cannot make. The tools are those of Debian 13, in
# a root that mmdebstrap makes where ROOT (/var/tmp/debian13) is missing; the kernel is this machine's, 6.10 or newer.
# For each volume NAME: NAME.zst, the image; NAME.files, the sha256sum of all its files; NAME.free, the bytes that the
# tools call free. A volume is kept only after the tools' checker found nothing. Needs root, mmdebstrap, zstd.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=${1:-/var/tmp/debian13}
work=$(mktemp -d)
trap 'mountpoint -q "$work/mount" && umount "$work/mount"; rm -rf "$work"' EXIT
mkdir "$work/mount"

if [ ! -d "$root" ]; then
    mmdebstrap --mode=root --variant=apt --include=btrfs-progs,xfsprogs,e2fsprogs trixie "$root"
fi

# A program of Debian 13 on the files of this machine's /tmp, in a mount namespace of its own.
newer() {
    unshare -m --propagation private bash -c '
        root=$1 && shift && mkdir -p "$root/tmp" "$root/dev" "$root/proc"
        for folder in /tmp /dev /proc; do mount --rbind "$folder" "$root$folder"; done
        exec chroot "$root" "$@"' newer "$root" "$@"
}

# Equal blocks compress to nothing in the image; each file has its own.
fill() {
    head -c "$2" < <(yes "$1" 2> /dev/null) > "$work/mount/$1"
}

# Two mounts that write, grow and delete, so that files and free space lie in pieces.
age() {
    local i round
    for round in 1 2; do
        mount -o loop "$work/image" "$work/mount"
        mkdir "$work/mount/$round"
        for i in $(seq 1 120); do
            fill "$round/file$i" $((i * 977 % 90000))
        done
        fill "$round/large" 5000000
        for i in $(seq 1 2 120); do
            rm "$work/mount/$round/file$i"
        done
        sync -f "$work/mount"
        head -c 900000 < <(yes more 2> /dev/null) >> "$work/mount/$round/file2"
        if [ "$round" = 2 ]; then
            rm "$work/mount/1/large"
        fi
        "${1:-true}" "$round"
        umount "$work/mount"
    done
}

subvolumes() {
    newer btrfs -q subvolume create "$work/mount/subvolume$1"
    fill "subvolume$1/kept" 300000
    fill "subvolume$1/gone" 700000
    newer btrfs -q subvolume snapshot "$work/mount/subvolume$1" "$work/mount/snapshot$1"
    rm "$work/mount/subvolume$1/gone"
    if [ "$1" = 2 ]; then
        newer btrfs -q subvolume delete -C "$work/mount/snapshot1"
        newer btrfs -q subvolume sync "$work/mount"
    fi
}

btrfs_free() {
    newer btrfs check --readonly --check-data-csum "$work/image" > /dev/null 2>&1
    {
        newer btrfs inspect-internal dump-super "$work/image"
        for tree in dev extent block-group; do
            newer btrfs inspect-internal dump-tree -t $tree "$work/image" 2> /dev/null || true
        done
    } | awk '
        $1 == "dev_item.total_bytes" { free += $2 - 1048576 - 65536 }  # the first MiB, and the copy at 64 MiB
        /dev extent chunk_tree/ { extent = 1 }
        extent && match($0, /length [0-9]+/) { free -= substr($0, RSTART + 7, RLENGTH - 7); extent = 0 }
        match($0, /BLOCK_GROUP_ITEM [0-9]+/) { length_of_group = substr($0, RSTART + 17, RLENGTH - 17) }
        /block group used/ { free += (length_of_group - $4) * (/DUP/ ? 2 : 1) }
        END { printf "%d\n", free }'
}

xfs_free() {
    newer xfs_repair -n "$work/image" > /dev/null 2>&1
    local group total=0 block
    block=$(newer xfs_db -r -c "sb 0" -c "p blocksize" "$work/image" | cut -d= -f2)
    for group in 0 1 2 3; do
        total=$((total + $(newer xfs_db -r -c "agf $group" -c "p freeblks" "$work/image" | cut -d= -f2)))
    done
    echo $((total * block))
}

# name, size, what counts the free bytes, what else is done between, the command of mkfs
volume() {
    local name=$1 size=$2 free=$3 between=$4
    shift 4
    truncate -s 0 "$work/image"
    truncate -s "$size" "$work/image"
    newer "$@" "$work/image" > /dev/null
    age "$between"
    "$free" > "$here/$name.free"
    mount -o loop,ro "$work/image" "$work/mount"
    (cd "$work/mount" && find . -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum) > "$here/$name.files"
    umount "$work/mount"
    zstd -q -f -19 "$work/image" -o "$here/$name.zst"
}

btrfs=(mkfs.btrfs -q -f -m dup -d single)
volume btrfs-block-group-tree 160M btrfs_free subvolumes "${btrfs[@]}" -O block-group-tree
volume btrfs-simple-quotas 160M btrfs_free subvolumes "${btrfs[@]}" -O squota
volume btrfs-mixed-all 160M btrfs_free subvolumes mkfs.btrfs -q -f -M -O block-group-tree,squota --csum blake2
xfs=(mkfs.xfs -q -f --unsupported -d agcount=4 -l size=14m)
volume xfs-exchange-range 96M xfs_free true "${xfs[@]}" -i exchange=1
volume xfs-parent-pointers 96M xfs_free true "${xfs[@]}" -n parent=1
volume xfs-parent-pointers-1k 96M xfs_free true "${xfs[@]}" -b size=1k -n parent=1 -m rmapbt=0

#!/bin/bash
# Usage: packaging/screenshots.sh [DIR]
# Takes the pictures in packaging/screenshots anew (or in DIR), in a real window of an X server: of the sample
# templates, and of images that are made here to show what goes wrong. Needs qemu-utils, as the tests do.
set -euo pipefail
cd "$(dirname "$0")/.."
. packaging/phases.sh
pictures=$(realpath -m "${1:-packaging/screenshots}")
bin=${LAMELLA_BIN:-$PWD/build/release/bin}

# Names of folders are seen in the pictures.
work=/tmp/lamella-pictures
mkdir "$work"
trap 'rm -rf "$work"' EXIT

# An ext4 file system of $2 MiB in the image $1, with a file of $3 MiB that cannot be compressed.
disk() {
    local image=$1 raw=$1.raw content
    content=$(mktemp -d)
    mkdir "$content/data"
    head -c "$3M" /dev/urandom >"$content/data/archive.bin"
    truncate -s "$2M" "$raw"
    mke2fs -q -t ext4 -d "$content" "$raw"
    qemu-img convert -O qcow2 "$raw" "$image"
    rm -r "$content" "$raw"
}

overlay() {
    qemu-img create -q -f qcow2 -F qcow2 -b "$1" "$2"
}

make_extras() {
    mkdir -p troubles/regional/north troubles/regional/south layers outside busy interrupted
    disk single.qcow2 64 20
    for site in north south; do
        disk "troubles/regional/$site/windows-desktop-golden-image.qcow2" 32 4
        overlay windows-desktop-golden-image.qcow2 \
            "troubles/regional/$site/windows-desktop-accounting-department-2024-final-version-2.qcow2"
    done
    qemu-img create -q -f qcow2 -u -F qcow2 -b lost-base.qcow2 troubles/orphan.qcow2 1G
    qemu-img create -q -f qcow2 -u -F qcow2 -b nbd://server/export troubles/remote.qcow2 1G
    cp single.qcow2 troubles/reserved-bits.qcow2
    printf '\100' | dd of=troubles/reserved-bits.qcow2 bs=1 seek=72 conv=notrunc status=none
    printf 'KDMV' | dd of=troubles/appliance.vmdk bs=512 conv=sync status=none
    cp single.qcow2 hostile.qcow2
    # A cluster of 2^64 bytes.
    printf '\100' | dd of=hostile.qcow2 bs=1 seek=23 conv=notrunc status=none

    cp single.qcow2 layers/base.qcow2
    local below=base.qcow2
    for layer in $(seq 1 60); do
        overlay "$below" "layers/layer-$layer.qcow2"
        qemu-io -c "write -P $layer $((layer * 768))k 700k" "layers/layer-$layer.qcow2" >/dev/null
        below=layer-$layer.qcow2
    done
    ln "layers/$below" layers/top.qcow2

    disk elsewhere.qcow2 32 4
    overlay "$PWD/elsewhere.qcow2" outside/diff.qcow2
    disk busy/base.qcow2 640 400
    overlay base.qcow2 busy/diff.qcow2

    cp busy/base.qcow2 interrupted/
    overlay base.qcow2 interrupted/diff.qcow2
    "$bin/lamella-cli" slim deep interrupted/diff.qcow2 --replace >/dev/null 2>&1 &
    local run=$!
    # Until it writes its result.
    while [ "$(find interrupted -type f | wc -l)" -lt 3 ]; do
        sleep 0.1
    done
    kill -9 $run
    wait $run 2>/dev/null || true
}

if [ -z "${LAMELLA_BIN:-}" ]; then
    phase "build"
    build release lamella lamella-cli
fi
phase "images"
cd "$work"
"$bin/lamella-cli" sample -q templates
mkdir extras
(cd extras && make_extras)
phase "pictures"
xvfb-run -a -s "-screen 0 1920x1080x24" "$bin/lamella" --screenshots pictures --extras extras \
    templates templates/classic/second-diff.qcow2 2>window.log || {
    grep "^lamella:" window.log
    exit 1
}
mkdir -p "$pictures"
rm -f "$pictures"/*.png
cp pictures/*.png "$pictures/"
du -sh "$pictures"

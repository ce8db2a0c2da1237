#!/bin/bash
# Usage: packaging/setup.sh
# Installs what building and testing needs on Debian 12 and newer. It changes nothing but packages and .prefix/ of
# this project, and a second run finds everything in place.
set -euo pipefail
cd "$(dirname "$0")/.."

packages=(
    g++ clang libclang-rt-dev lld clang-format cmake ninja-build ccache pkg-config git ca-certificates
    qt6-base-dev qt6-svg-dev qt6-tools-dev qt6-tools-dev-tools qt6-l10n-tools linguist-qt6 libgl-dev
    qt6-translations-l10n
    libqcustomplot-dev zlib1g-dev libzstd-dev libxxhash-dev nlohmann-json3-dev libcli11-dev librsvg2-dev
    libext2fs-dev ntfs-3g-dev libgcrypt20-dev
    # What sample templates are made with.
    e2fsprogs ntfs-3g
    # What the tests compare with, make their images with, and show windows on.
    qemu-utils qemu-system-common qemu-system-x86 busybox-static fuse3 mount fdisk gdisk lvm2
    cryptsetup-bin udftools genromfs squashfs-tools f2fs-tools erofs-utils jfsutils reiserfsprogs nilfs-tools
    xfsprogs btrfs-progs dosfstools mtools exfatprogs exfat-fuse acl attr
    python3-jsonschema libxml2-utils unzip zstd
    xvfb xauth x11-utils imagemagick fonts-dejavu-core fonts-wqy-microhei
)
# shellcheck source=/dev/null
codename=$(. /etc/os-release && echo "$VERSION_CODENAME")
if [ "$codename" = bookworm ]; then
    # There is no KArchive for Qt 6 here: it is built below.
    packages+=(extra-cmake-modules libbz2-dev liblzma-dev xz-utils)
else
    packages+=(libkf6archive-dev)
fi

as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    else
        sudo "$@"
    fi
}

install_packages() {
    local missing
    missing=$(comm -23 <(printf '%s\n' "${packages[@]}" | sort) \
        <(dpkg-query -W -f '${db:Status-Abbrev}${Package}\n' "${packages[@]}" 2>/dev/null | sed -n 's/^ii //p' | sort))
    if [ -z "$missing" ]; then
        return
    fi
    local options=(-q -o Acquire::Retries=3 -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0)
    as_root apt-get "${options[@]}" update
    # shellcheck disable=SC2086 # one word a package
    as_root env DEBIAN_FRONTEND=noninteractive apt-get "${options[@]}" install -y --no-install-recommends $missing
}

# The mirror that this machine's own sources name for its release.
mirror() {
    # shellcheck disable=SC2016 # apt expands it
    apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' "Codename: $codename" 'Component: main' | head -n 1
}

# Debian 13 has the last KArchive that builds with Qt 6.4. Its signed index vouches for the archive.
build_karchive() {
    local version=5.116.0
    local stamp=$PWD/.prefix/karchive-$version
    if [ -e "$stamp" ]; then
        return
    fi
    local mirror work=$PWD/.prefix/karchive
    mirror=$(mirror)
    if [ -z "$mirror" ]; then
        echo "packaging/setup.sh: no package source for $codename main on this machine" >&2
        return 1
    fi
    rm -rf "$work"
    mkdir -p "$work/lists/partial" "$work/cache/archives/partial" "$work/source"
    cat >"$work/debian.sources" <<EOF
Types: deb-src
URIs: $mirror
Suites: trixie
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
EOF
    local apt=(apt-get -q -o Dir::Etc::SourceList="$work/debian.sources" -o Dir::Etc::SourceParts=-
        -o Dir::State::Lists="$work/lists" -o Dir::Cache="$work/cache" -o APT::Sandbox::User=
        -o Acquire::Languages=none -o Acquire::Retries=3)
    "${apt[@]}" update
    (cd "$work" && "${apt[@]}" source --download-only --tar-only "karchive=$version-1")
    tar -C "$work/source" --strip-components=1 -xf "$work/karchive_$version.orig.tar.xz"
    # Debian 12 has Extra CMake Modules 5.103, which is new enough for KArchive.
    sed -i "s/find_package(ECM $version /find_package(ECM 5.103 /" "$work/source/CMakeLists.txt"
    cmake -S "$work/source" -B "$work/build" -G Ninja -DCMAKE_BUILD_TYPE=Release -DCMAKE_INSTALL_PREFIX="$PWD/.prefix" \
        -DQT_MAJOR_VERSION=6 -DBUILD_TESTING=OFF -DCMAKE_INSTALL_MESSAGE=NEVER
    cmake --build "$work/build" --target install
    rm -rf "$work"
    touch "$stamp"
}

# What the boot test starts: the file alone, as installing the package would make this machine boot it.
fetch_kernel() {
    local target=$PWD/.prefix/kernel/vmlinuz
    if [ -e "$target" ] || [ "$(dpkg --print-architecture)" != amd64 ]; then
        return
    fi
    local package work=$PWD/.prefix/kernel
    rm -rf "$work"
    mkdir -p "$work"
    as_root apt-get -q -o Acquire::Retries=3 update
    package=$(apt-cache depends linux-image-cloud-amd64 | sed -n 's/^ *Depends: //p' | head -n 1)
    (cd "$work" && apt-get -q -o APT::Sandbox::User= -o Acquire::Retries=3 download "$package")
    dpkg-deb --fsys-tarfile "$work/$package"_*.deb | tar -x -C "$work" --wildcards './boot/vmlinuz-*'
    mv "$work"/boot/vmlinuz-* "$target"
    rm -rf "$work/boot" "$work"/*.deb
}

install_packages
fetch_kernel
if [ "$codename" = bookworm ]; then
    build_karchive
fi

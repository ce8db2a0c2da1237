#!/bin/bash
# Usage: packaging/screenshots.sh
# Takes the pictures in packaging/screenshots anew, of the sample templates, in a real window of an X server.
set -euo pipefail
cd "$(dirname "$0")/.."
. packaging/phases.sh
pictures=$PWD/packaging/screenshots

phase "build"
build release lamella lamella-cli
phase "pictures"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
PATH=$PWD/build/release/bin:$PATH
cd "$work"
lamella-cli sample -q templates
xvfb-run -a -s "-screen 0 1920x1080x24" lamella --screenshots "$work/pictures" templates templates/classic/second-diff.qcow2
mkdir -p "$pictures"
cp pictures/*.png "$pictures/"
ls "$pictures"

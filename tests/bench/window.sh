#!/bin/bash
# Usage: tests/bench/window.sh BIN
# The window on an X server without a screen, software rendering: how long the program takes from its start until its
# window and the map of a two-layer chain of 1 TiB are painted, how long a redraw of twelve layers takes at
# 1920 x 1080, and the memory. The best of three runs is held against the limits; ends with 1 where one is missed.
# Needs 2 GiB in TMPDIR.
set -euo pipefail
bin=$(realpath "$1")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
missed=0

# limit NAME VALUE MOST UNIT: a line of the table.
limit() {
    local verdict=met
    if awk -v a="$2" -v b="$3" 'BEGIN { exit a < b }'; then
        verdict=MISSED
        missed=1
    fi
    printf '%-52s %9.1f %-3s limit %5d  %s\n' "$1" "$2" "$4" "$3" "$verdict"
}
# best WHAT FIELD: the smallest number behind the words of WHAT in all runs.
best() { sed -n "s/^$1 .* *$2 *\([0-9.]*\) .*/\1/p" timings | sort -n | head -1; }

echo "== The window with a chain of 1 TiB"
"$bin/make_scattered_chain" .
rm metadata.bin
for run in 1 2 3; do
    xvfb-run -a -s "-screen 0 1920x1080x24" "$bin/lamella" --timings --settings "settings-$run.ini" upper.qcow2 2>/dev/null
done | tee timings
limit "window painted, after it was shown" "$(best "window painted" "shown")" 100 ms
limit "map painted, after the window was shown" "$(best "map painted" "shown")" 1000 ms
limit "largest memory when the map is painted" "$(($(best "map painted" "memory") / 1024))" 600 MiB
limit "largest memory when all is known" "$(($(best "all known" "memory") / 1024))" 600 MiB
rm upper.qcow2 lower.qcow2

echo "== Redraws of 12 layers"
small=200000
"$bin/make_scattered_chain" . 1024 5000000 1700000 $small $small $small $small $small $small $small $small $small $small
QT_QPA_PLATFORM=offscreen "$bin/map_view" upper11.qcow2 2>/dev/null | tee redraws
# Of the processor time of the drawing thread: the clock counts what else the machine does.
while IFS= read -r line; do
    name=$(xargs <<<"${line:0:38}")
    read -r _ _ median slowest _ <<<"${line:38}"
    limit "$name, median" "$median" 16 ms
    limit "$name, slowest" "$slowest" 16 ms
done < <(grep -E '^(zoom|pan|pointer).* ms$' redraws)
exit $missed

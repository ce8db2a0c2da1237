#!/bin/bash
# Usage: tests/bench/growth.sh BIN [LAMELLA_CLI] [NUMBER...]
# What it costs to read what another person made large: for each input (or those of the numbers, see make_grown) at a
# quarter, half and all of its large size, the processor seconds and MiB of each command. LAMELLA_CLI may be another
# build, to compare with. Needs GNU time, root for LVM, and some GiB in TMPDIR.
set -euo pipefail
bin=$(realpath "$1")
cli=${2:-$bin/lamella-cli}
shift $(($# < 2 ? $# : 2))
wanted=" $* "
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

printf '%-26s %-28s %9s %9s %7s\n' input command n seconds MiB
"$bin/make_grown" | while read -r number large name; do
    [[ $wanted == "  " || $wanted == *" $number "* ]] || continue
    for size in $((large / 4)) $((large / 2)) "$large"; do
        mkdir "$work/folder"
        "$bin/make_grown" "$number" "$size" "$work/folder" >"$work/commands"
        while read -r command; do
            # The commands are ours, and quoted for a shell.
            status=0
            eval "timeout 300 /usr/bin/time -o '$work/cost' -f '%U %S %M' '$cli' $command" \
                </dev/null >/dev/null 2>&1 || status=$?
            read -r user system peak < <(tail -n 1 "$work/cost")
            printf '%-26s %-28s %9d ' "$name" "${command%% /*}" "$size"
            if ((status > 1)); then
                printf '%9s %7s\n' "status" "$status"
            else
                awk -v u="$user" -v s="$system" -v k="$peak" 'BEGIN { printf "%9.2f %7d\n", u + s, k / 1024 }'
            fi
        done <"$work/commands"
        rm -rf "$work/folder"
    done
done

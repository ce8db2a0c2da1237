# Sourced by the other scripts: `phase NAME` closes the phase before it with its duration and opens the next.
# The last phase stays open, so that a run ends with the last tool's own words.
# shellcheck shell=bash

phase_name=
phase() {
    if [ -n "$phase_name" ]; then
        printf '== %s: done in %d s\n' "$phase_name" $((SECONDS - phase_start))
    fi
    phase_name=$1
    phase_start=$SECONDS
    printf '\n== %s\n' "$phase_name"
}

# build PRESET [TARGET...]: configures it, and builds all or some of it.
build() {
    local preset=$1
    shift
    cmake --preset "$preset"
    cmake --build --preset "$preset" --parallel "$(nproc)" ${1:+--target "$@"}
}

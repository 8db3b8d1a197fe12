#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Fuzzes one target for a number of seconds: `sh tests/fuzz/run.sh url 600`. Without arguments each
# target for a moment, the same way each time. An input that breaks one is left in build/fuzz/fuzz.
set -u
root=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd) || exit 2
build=$root/build/fuzz
. "$root/app/packages.sh"

# shellcheck disable=SC2086 # a list of words
install_packages $build_packages $fuzz_packages || exit 2

launcher=
if command -v ccache >/dev/null 2>&1; then launcher=-DCMAKE_CXX_COMPILER_LAUNCHER=ccache; fi
seed=0
[ $# -gt 0 ] || seed=1
cmake -S "$root" --preset fuzz $launcher -DCORSLAB_FUZZ_SECONDS="${2:-16}" \
    -DCORSLAB_FUZZ_SEED=$seed </dev/null || exit 2

cd "$root" || exit 2
if [ $# -eq 0 ]; then
    cmake --build --preset fuzz </dev/null || exit 2
    exec ctest --preset fuzz -j "$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)" </dev/null
fi
cmake --build --preset fuzz --target "fuzz_$1" </dev/null || exit 2
exec ctest --preset fuzz -R "^fuzz_$1\$" -V </dev/null

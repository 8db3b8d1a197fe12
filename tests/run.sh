#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs what the tests need, builds everything in build/release and runs every test. Arguments go
# to ctest (`sh tests/run.sh -L unit`). CORSLAB_WERROR=ON in the environment makes warnings errors.
set -u
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd) || exit 2
build=$root/build/release
. "$root/app/packages.sh"

# shellcheck disable=SC2086 # a list of words
install_packages $build_packages $test_packages || exit 2

set -- --test-dir "$build" --output-on-failure --no-tests=error "$@"
launcher=
if command -v ccache >/dev/null 2>&1; then launcher=-DCMAKE_CXX_COMPILER_LAUNCHER=ccache; fi
cmake -S "$root" --preset release -DCORSLAB_TESTS=ON $launcher \
    ${CORSLAB_WERROR:+"-DCORSLAB_WERROR=$CORSLAB_WERROR"} </dev/null || exit 2
cmake --build "$build" </dev/null || exit 2

CTEST_PARALLEL_LEVEL=${CTEST_PARALLEL_LEVEL:-$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)}
export CTEST_PARALLEL_LEVEL
exec ctest "$@" </dev/null

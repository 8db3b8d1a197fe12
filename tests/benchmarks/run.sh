#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs what the benchmarks need, builds them in build/release and runs them all; a table for
# each says which bars are kept. ROUNDS, SECONDS, REQUESTS and STARTS in the environment change how
# long they take.
set -u
root=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd) || exit 2
build=$root/build/release
here=$root/tests/benchmarks
. "$root/app/packages.sh"

# shellcheck disable=SC2086 # a list of words
install_packages $build_packages $benchmark_packages || exit 2
launcher=
if command -v ccache >/dev/null 2>&1; then launcher=-DCMAKE_CXX_COMPILER_LAUNCHER=ccache; fi
cmake -S "$root" --preset release -DCORSLAB_TESTS=ON -DCORSLAB_BENCHMARKS=ON $launcher </dev/null || exit 2
cmake --build "$build" --target corslab_benchmarks </dev/null || exit 2
mkdir -p "$build/benchmarks/express" || exit 2
cp "$here"/express/* "$build/benchmarks/express/" || exit 2
(cd "$build/benchmarks/express" && npm install --silent --no-audit --no-fund) </dev/null || exit 2

status=0
node "$here/servers.mjs" "$build" "$build/benchmarks/express" || status=1
node "$here/starts.mjs" "$build" || status=1
for each in "$build"/benchmarks/bench_*; do
    "$each" --benchmark_repetitions=5 --benchmark_report_aggregates_only=true || status=1
done
exit $status

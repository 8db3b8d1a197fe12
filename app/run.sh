#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs what is missing, builds build/release/corslab where it is not up to date, and starts it
# with the arguments given.
set -u
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd) || exit 2
build=$root/build/release
. "$root/app/packages.sh"

# shellcheck disable=SC2086 # a list of words
install_packages $build_packages || exit 2

# The log of a step goes to the terminal only when the step fails. No step may read what the
# program is to read.
quietly() {
    "$@" >"$build/run.log" 2>&1 </dev/null && return 0
    tail -n 60 "$build/run.log" >&2
    say "This failed: $* (all of its output: $build/run.log)"
    exit 2
}

mkdir -p "$build" || exit 2
if [ ! -f "$build/build.ninja" ]; then
    launcher=
    if command -v ccache >/dev/null 2>&1; then launcher=-DCMAKE_CXX_COMPILER_LAUNCHER=ccache; fi
    quietly cmake -S "$root" --preset release -DCORSLAB_TESTS=OFF $launcher
fi
if [ -x "$build/corslab" ]; then
    quietly cmake --build "$build" --target corslab
else
    say 'Building CORS Lab. The first time takes a few minutes.'
    if [ -t 2 ]; then
        cmake --build "$build" --target corslab >&2 </dev/null || exit 2
    else
        quietly cmake --build "$build" --target corslab
    fi
fi

# Only the window needs a display; a command or an option goes on to the program as it is.
case ${1-} in
run | serve | lint | export | infer | proxy | -*) exec "$build/corslab" "$@" ;;
esac
if [ "$(uname -s)" != Linux ] || [ -n "${DISPLAY-}${WAYLAND_DISPLAY-}${QT_QPA_PLATFORM-}" ]; then
    exec "$build/corslab" "$@"
fi
[ $# -gt 0 ] || say "No display here, so the article's three requests are played in the terminal."
"$build/corslab" run "$@"
status=$?
say
say 'The window needs a display: start this in a desktop session, over ssh -X, or try it with' \
    '"xvfb-run sh app/run.sh" (package xvfb) or "QT_QPA_PLATFORM=vnc sh app/run.sh".'
exit $status

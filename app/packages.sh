# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=sh disable=SC2034
# Sourced by app/run.sh and the scripts below tests: the Debian packages that each needs, and how they
# get onto the machine. `a|b` is satisfied by either and installs the first.

# What the program is built from and shows its text with.
build_packages='g++ cmake ninja-build pkg-config|pkgconf qt6-base-dev qt6-httpserver-dev
qt6-websockets-dev qcoro-qt6-dev libexpected-dev libcurl4-openssl-dev|libcurl4-gnutls-dev libpsl-dev
fonts-dejavu-core|fonts-dejavu'

# What the tests add: real browsers, the middlewares that are imitated, a message bus for the desktop's
# choice of light or dark, and Node.js for the servers
# written with Express.
test_packages='chromium firefox-esr xvfb xauth nginx-light|nginx python3-fastapi python3-uvicorn
python3-flask-cors python3-django-cors-headers dbus-daemon'
# A Node.js from elsewhere is as good as the distribution's.
command -v node >/dev/null 2>&1 || test_packages="$test_packages nodejs"
command -v npm >/dev/null 2>&1 || test_packages="$test_packages npm"

# What fuzzing adds: Clang with its libFuzzer.
fuzz_packages='clang-16 libclang-rt-16-dev'

# What the benchmarks add: their harness, a load for servers, and Node.js for a peer.
benchmark_packages='libbenchmark-dev wrk'
command -v node >/dev/null 2>&1 || benchmark_packages="$benchmark_packages nodejs"
command -v npm >/dev/null 2>&1 || benchmark_packages="$benchmark_packages npm"

say() { printf '%s\n' "$*" >&2; }

# Those of the wanted packages that are not installed, one word each.
missing_packages() {
    installed=" $(dpkg-query -W -f '${db:Status-Status} ${Package} ' 2>/dev/null |
        tr ' ' '\n' | sed -n '/^installed$/{n;p;}' | tr '\n' ' ')"
    for wanted in "$@"; do
        satisfied=no
        for name in $(printf '%s' "$wanted" | tr '|' ' '); do
            case $installed in *" $name "*) satisfied=yes ;; esac
        done
        [ "$satisfied" = yes ] || printf '%s ' "${wanted%%|*}"
    done
}

# Installs what is missing, or says what would: 2 where that needs somebody else's rights.
install_packages() {
    if ! command -v apt-get >/dev/null 2>&1 || ! command -v dpkg-query >/dev/null 2>&1; then
        say 'This is not a Debian system, so nothing is installed here. CMake needs a C++20 compiler,' \
            'Ninja, pkg-config, Qt 6.4 or later (Base, HttpServer; WebSockets for the tests), QCoro 0.8,' \
            'tl::expected, libcurl 7.80 and libpsl: see README.md.'
        return 0
    fi
    missing=$(missing_packages "$@")
    [ -n "$missing" ] || return 0
    # shellcheck disable=SC2086 # a list of words
    set -- apt-get install -y --no-install-recommends $missing
    if [ "$(id -u)" -ne 0 ]; then
        say 'These packages are missing. Install them with:'
        say "  sudo $*"
        return 2
    fi
    say "Installing: $missing"
    log=$(mktemp)
    # Fresh package lists are fetched only when the ones at hand do not lead to the packages.
    if ! DEBIAN_FRONTEND=noninteractive "$@" >"$log" 2>&1 </dev/null; then
        if ! { apt-get update && DEBIAN_FRONTEND=noninteractive "$@"; } >"$log" 2>&1 </dev/null; then
            tail -n 20 "$log" >&2
            say "This failed: $*"
            rm -f "$log"
            return 2
        fi
    fi
    rm -f "$log"
}

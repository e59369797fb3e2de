#!/bin/sh
# Makes the folder .venv with the Python that $PYTHON names (default python3).
# Says in one line what is missing; on a Debian or Ubuntu where it may, it installs the missing piece itself.
set -eu

python="${PYTHON:-python3}"

if ! command -v "$python" >/dev/null 2>&1; then
    echo "setup: $python was not found; install Python 3.11 or newer, or name it: make PYTHON=/path/to/python3 setup" >&2
    exit 1
fi
if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    echo "setup: Python 3.11 or newer is needed, $python is $("$python" -V 2>&1); name another: make PYTHON=python3.11 setup" >&2
    exit 1
fi

if ! "$python" -c 'import ensurepip, venv' >/dev/null 2>&1; then
    package="python$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')-venv"
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
        echo "setup: installing $package"
        export DEBIAN_FRONTEND=noninteractive
        report="$(mktemp)"
        apt-get update -q >"$report" 2>&1 || cat "$report" >&2
        apt-get install -y -q --no-install-recommends "$package" >"$report" 2>&1 || cat "$report" >&2
        rm -f "$report"
    fi
    if ! "$python" -c 'import ensurepip, venv' >/dev/null 2>&1; then
        echo "setup: Python's module venv is missing (Debian, Ubuntu: sudo apt-get install -y $package); then: make setup" >&2
        exit 1
    fi
fi

# a half-made or moved .venv is made anew; a sound one is kept
if ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
    "$python" -m venv --clear .venv
fi

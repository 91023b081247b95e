#!/bin/sh
# install.sh LOCK: puts the packages of requirements/LOCK.txt and RevRise itself into .venv.
# Needs nothing but a Python of at least 3.11; leaves the stamp .venv/.LOCK when all is in place.
set -eu
cd "$(dirname "$0")/.."
lock=$1
python=.venv/bin/python

new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

has_venv() {
    "$1" -c 'import ensurepip, venv' >/dev/null 2>&1
}

stop() {
    printf 'make: %s\n' "$@" >&2
    exit 2
}

# Prints the first Python that can make an environment.
find_python() {
    bare=
    for name in "${PYTHON:-python3.13}" python3.13 python3.12 python3.11 python3 python; do
        new_enough "$name" || continue
        if has_venv "$name"; then
            echo "$name"
            return
        fi
        bare=${bare:-$name}
    done
    [ -z "$bare" ] || stop "$bare lacks venv and ensurepip" \
        "install them (Debian, Ubuntu: apt install python3-venv) or another Python 3.11 or newer"
    stop "RevRise needs Python 3.11 or newer and finds none on the PATH" \
        "install one, or name it: make PYTHON=/path/to/python3.12"
}

usable() {
    new_enough "$python" && "$python" -c 'import pip' 2>/dev/null &&
        [ "$(cat .venv/.root 2>/dev/null || pwd)" = "$(pwd)" ]
}

# Half-made, or its Python is gone, or it was moved here from another folder: make it anew.
if ! usable; then
    found=$(find_python)
    echo "make: creating .venv with $("$found" --version)" >&2
    "$found" -m venv --clear .venv
fi
pwd >.venv/.root

# uv installs: an older pip refuses pinned packages with extras as soon as a newer release is out.
"$python" -m pip --disable-pip-version-check --no-input install --quiet \
    --require-hashes -r requirements/uv.txt >&2

install() {
    "$python" -m uv pip install --quiet --python "$python" "$@" >&2
}

# The developers' packages contain the demo's, at the same versions.
if [ "$lock" = dev ] || ! [ .venv/.dev -nt requirements/dev.txt ]; then
    echo "make: installing requirements/$lock.txt" >&2
    install --require-hashes -r "requirements/$lock.txt"
fi
# Entry points and the console script; the code itself is used where it lies.
install --no-deps --no-build-isolation --editable .
# Where Python may not keep what it compiles, each process would compile all it imports again.
if [ -n "${PYTHONDONTWRITEBYTECODE:-}" ]; then
    "$python" -m compileall -q -j 0 .venv/lib core ports adapters plugins apps >/dev/null || true
fi
# Templates likewise, which tests render in many processes.
if [ "$lock" = dev ] || [ -n "${PYTHONDONTWRITEBYTECODE:-}" ]; then
    "$python" -m revrise.apps.web.templates || true
fi
touch ".venv/.$lock"

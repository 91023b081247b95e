#!/bin/sh
# browser.sh: prints the path of a Chromium for the browser tests. Takes REVRISE_TEST_CHROMIUM, or
# one on the PATH; where there is none and we are root on a system with apt, installs Debian's with
# fonts for Chinese. Else it says what to do and fails.
set -eu

found() {
    command -v "$1" >/dev/null 2>&1 && command -v "$1"
}

find_chromium() {
    if [ -n "${REVRISE_TEST_CHROMIUM:-}" ]; then
        found "$REVRISE_TEST_CHROMIUM"
        return
    fi
    # The one without a window's user interface, for that takes a quarter of the processor's time.
    for name in chromium-headless-shell chromium chromium-browser google-chrome \
        google-chrome-stable; do
        found "$name" && return
    done
    return 1
}

stop() {
    printf 'make: %s\n' "$@" >&2
    exit 2
}

find_chromium && exit 0
[ -z "${REVRISE_TEST_CHROMIUM:-}" ] || stop "REVRISE_TEST_CHROMIUM names no program: $REVRISE_TEST_CHROMIUM"
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "make: installing chromium and fonts for Chinese" >&2
    export DEBIAN_FRONTEND=noninteractive
    with_fonts() { apt-get install -y -qq --no-install-recommends "$1" fonts-noto-cjk; }
    { apt-get update -qq && { with_fonts chromium-headless-shell || with_fonts chromium; }; } \
        >/dev/null 2>&1 || stop "apt-get could not install chromium" \
        "install Chromium yourself, or name one: REVRISE_TEST_CHROMIUM=/path/to/chromium"
    find_chromium && exit 0
fi
stop "the browser tests need Chromium and find none on the PATH" \
    "install it (Debian: apt install chromium fonts-noto-cjk)" \
    "or name one: REVRISE_TEST_CHROMIUM=/path/to/chromium"

#!/bin/sh
# Checks with ldd that the system has every library Qt needs, and that it has a Chinese font.
# What is missing is installed where that is allowed (root with apt-get); otherwise one line says what to type.
# Ends with 0 when all is there, with 1 when Qt cannot be loaded, with 2 when only a screen or a font is lacking.
set -eu

qt="${1:?usage: tools/system-libraries.sh FOLDER_OF_PYSIDE6}"

# The packages that hold what PySide6 asks for by name; a | divides the names in newer and older releases.
packages="
libasound2t64|libasound2 libglib2.0-0t64|libglib2.0-0
libbrotli1 libbz2-1.0 libdbus-1-3 libdrm2 libegl1 libexpat1 libfontconfig1 libfreetype6 libgbm1 libgl1
libgssapi-krb5-2 libnspr4 libnss3 libpulse0 libstdc++6 libudev1 libzstd1 zlib1g
libwayland-client0 libwayland-cursor0 libwayland-egl1
libx11-6 libx11-xcb1 libxcomposite1 libxdamage1 libxext6 libxfixes3 libxrandr2 libxtst6
libxcb1 libxcb-cursor0 libxcb-dri3-0 libxcb-glx0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0
libxcb-render0 libxcb-render-util0 libxcb-shape0 libxcb-shm0 libxcb-sync1 libxcb-util1 libxcb-xfixes0 libxcb-xkb1
libxkbcommon0 libxkbcommon-x11-0 libxkbfile1
"

modules="Core Gui Widgets Network OpenGL Svg Multimedia MultimediaWidgets WebChannel WebEngineCore WebEngineWidgets"
plugins="platforms xcbglintegrations multimedia imageformats iconengines tls wayland-shell-integration"

lacking() { # the libraries that the given files ask for and the system does not have
    ldd "$@" 2>/dev/null | awk '/not found/ { print $1 }' | sort -u | tr '\n' ' '
}

lacking_for_loading() {
    files="$qt/Qt/libexec/QtWebEngineProcess"
    for module in $modules; do files="$files $qt/Qt$module.abi3.so $qt/Qt/lib/libQt6$module.so.6"; done
    lacking $files
}

lacking_for_a_screen() {
    for folder in $plugins; do lacking "$qt/Qt/plugins/$folder/"*.so; done
}

chinese_font_lacking() {
    if command -v fc-list >/dev/null 2>&1; then
        test -z "$(fc-list :lang=zh family)"
    else
        ! find /usr/share/fonts /usr/local/share/fonts "$HOME/.fonts" "$HOME/.local/share/fonts" \
            2>/dev/null | grep -qiE 'cjk|wqy|sourcehan|notosanssc|droidsansfallback'
    fi
}

installed() { dpkg-query -W -f='${Status}' "$1" 2>/dev/null | grep -q 'install ok installed'; }

offered() { apt-cache policy "$1" 2>/dev/null | grep -q 'Candidate: [0-9]'; }

wanted() { # the packages of the list that are not installed, under the name this release knows
    for entry in $packages; do
        name="${entry##*|}"
        for candidate in $(echo "$entry" | tr '|' ' '); do
            if installed "$candidate"; then name=""; break; fi
            if offered "$candidate"; then name="$candidate"; break; fi
        done
        if [ -n "$name" ]; then printf '%s ' "$name"; fi
    done
    if chinese_font_lacking; then printf 'fonts-noto-cjk '; fi
}

say_what_is_left() {
    loading="$(lacking_for_loading)"
    screen="$(lacking_for_a_screen)"
    if [ -z "$loading$screen" ] && ! chinese_font_lacking; then exit 0; fi
    names=""
    if command -v apt-get >/dev/null 2>&1; then names="$(wanted | sed 's/ $//')"; fi
    if [ -n "$names" ]; then
        echo "setup: system libraries are missing; type: sudo apt-get install -y $names" >&2
    elif [ -n "$loading$screen" ]; then
        echo "setup: system libraries are missing; install what holds them: ${loading:-$screen}" >&2
    else
        echo "setup: no Chinese font was found; install one, for instance Noto Sans CJK" >&2
    fi
    if [ -n "$loading" ]; then exit 1; else exit 2; fi
}

if ! command -v ldd >/dev/null 2>&1; then exit 0; fi # not a Linux with glibc: PySide6 brings what it needs
if [ -z "$(lacking_for_loading)$(lacking_for_a_screen)" ] && ! chinese_font_lacking; then exit 0; fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    export DEBIAN_FRONTEND=noninteractive
    report="$(mktemp)"
    apt-get update -q >"$report" 2>&1 || cat "$report" >&2
    missing="$(wanted)" # names without spaces, so it may be split
    echo "setup: installing $missing"
    apt-get install -y -q --no-install-recommends $missing >"$report" 2>&1 || cat "$report" >&2
    rm -f "$report"
fi
say_what_is_left

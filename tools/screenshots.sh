#!/bin/sh
# Draws the pictures of the documentation from one drill at one moment: each window in each language.
set -eu

folder="${1:?usage: tools/screenshots.sh FOLDER}"
mkdir -p "$folder"

for window in workstation wall; do
    for language in en zh; do
        .venv/bin/python main.py screenshot --window "$window" --lang "$language" \
            --scenario canal-cbd-fire --at 00:03:00 --size 1920x1080 --out "$folder/$window-$language.png"
        echo "$folder/$window-$language.png"
    done
done

#!/bin/sh
# Draws the pictures of the documentation from one drill at one moment: each window in each language.
set -eu

folder="${1:?usage: tools/screenshots.sh FOLDER}"
mkdir -p "$folder"

for view in workstation wall; do
    for language in en zh; do
        .venv/bin/python main.py screenshot "$view" --drill canal-cbd-fire --at 00:03:00 \
            --lang "$language" --size 1920x1080 --out "$folder/$view-$language.png"
    done
done

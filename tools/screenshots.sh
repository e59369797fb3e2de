#!/bin/sh
# Draws the pictures of the documentation from one drill: each window in each language.
set -eu

folder="${1:?usage: tools/screenshots.sh FOLDER}"
mkdir -p "$folder"

picture() { # view, drill time, name
    for language in en zh; do
        .venv/bin/python main.py screenshot "$1" --drill canal-cbd-fire --at "$2" \
            --lang "$language" --size 1920x1080 --out "$folder/$3-$language.png"
    done
}

picture workstation 00:03:00 workstation
picture wall 00:03:00 wall
picture wall-situation 00:03:00 wall-situation
picture wall-figures 00:06:00 wall-figures
picture workstation 00:00:11 guide-report
picture workstation-plan 00:00:18 guide-plan
picture workstation-teams 00:00:25 guide-send
picture workstation-cover 00:03:00 guide-cover
picture workstation-map 00:03:00 guide-map
picture duty 00:03:00 guide-duty
picture case 00:20:00 guide-case
picture plans 00:03:00 guide-plans

# The district workshop, on the demo.
for language in en zh; do
    .venv/bin/python main.py district edit xiaohe --lang "$language" --picture "$folder/guide-workshop-$language.png"
done

# The lists and figures of a small synthetic year.
year="$(mktemp -d)/year.db"
.venv/bin/python main.py load-year --cases 4000 --seed 1 --db "$year" >/dev/null
for language in en zh; do
    .venv/bin/python main.py cases --db "$year" --lang "$language" --picture "$folder/guide-cases-$language.png"
    .venv/bin/python main.py figures --db "$year" --page item --lang "$language" \
        --picture "$folder/guide-figures-$language.png"
    .venv/bin/python main.py figures --db "$year" --page places --lang "$language" \
        --picture "$folder/guide-hot-spots-$language.png"
done
rm -r "$(dirname "$year")"

"""Draw the pictures of the documentation, every screen in both languages and themes: `tools/screenshots.py FOLDER`.

A picture of the dark theme is `NAME-LANGUAGE.webp`, one of the light theme `NAME-light-LANGUAGE.webp`. Screens of one
moment of the fire drill share a process; the lists and figures are those of a small synthetic year. The town of the
guide is drawn with `--town FILE`, the OpenStreetMap file of Columbus; without it its pictures stay as they are.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

SCENARIO, SEED, SIZE = "canal-cbd-fire", 7, (1920, 1080)
LANGUAGES, THEMES = ("en", "zh"), ("dark", "light")
MOMENTS: tuple[tuple[str, dict[str, str]], ...] = (
    ("00:00:11", {"workstation": "guide-report"}),
    ("00:00:18", {"workstation-plan": "guide-plan"}),
    ("00:00:25", {"workstation-teams": "guide-send"}),
    ("00:03:00", {"workstation": "workstation", "wall": "wall", "wall-situation": "wall-situation",
                  "wall-video": "wall-video", "wall-drill": "wall-drill", "duty": "guide-duty",
                  "supervision": "guide-supervision", "cameras": "guide-cameras", "plans": "guide-plans",
                  "control": "guide-control"}),
    ("00:03:00", {"workstation-materials": "guide-materials", "workstation-timeline": "guide-timeline",
                  "workstation-reports": "guide-reports", "workstation-cover": "guide-cover"}),
    ("00:03:00", {"workstation-roads": "guide-roads"}),
    ("00:03:00", {"workstation-map": "guide-map", "plans-try": "guide-plans-try"}),
    ("00:06:00", {"wall-figures": "wall-figures"}),
    ("00:20:00", {"case": "guide-case"}),
)  # fmt: skip
"""A moment of the drill, and under which name each screen of it is kept."""


def named(folder: Path, name: str, theme: str, language: str) -> Path:
    """Where a picture is kept."""
    return folder / f"{name}-{'light-' if theme == 'light' else ''}{language}.webp"


def draw_moment(folder: Path, theme: str, which: int) -> None:
    """In a process of its own, for there is one Qt application in each."""
    from console.app.display import draw_unseen, wear
    from console.app.pictures import take_all

    wear(theme)
    draw_unseen()
    from console.views.photograph import Shot

    at, views = MOMENTS[which]
    shots = [Shot(view, lang, named(folder, name, theme, lang)) for view, name in views.items() for lang in LANGUAGES]
    take_all(shots, SCENARIO, at, SIZE, SEED)


def draw_windows(folder: Path, theme: str, year: Path, fire: Path) -> None:
    """The windows that have a command of their own: lists and figures of ``year``, the replay of ``fire``."""
    commands = {
        "guide-workshop": ["district", "edit", "xiaohe"], "guide-cases": ["cases", "--db", str(year)],
        "guide-figures": ["figures", "--db", str(year), "--page", "item"],
        "guide-hot-spots": ["figures", "--db", str(year), "--page", "places"],
        "guide-replay": ["replay", "--db", str(fire), "--at", "14:33:00"],
    }  # fmt: skip
    for name, words in commands.items():
        for lang in LANGUAGES:
            out = ["--lang", lang, "--picture", str(named(folder, name, theme, lang))]
            subprocess.run([sys.executable, "main.py", "--theme", theme, *words, *out], check=True)


def draw_town(folder: Path, theme: str, town: Path) -> None:
    """The first drill of an imported town."""
    played = ["screenshot", "workstation-teams", "--district", str(town), "--drill", "first-look", "--at", "00:02:10"]
    for lang in LANGUAGES:
        out = ["--lang", lang, "--out", str(named(folder, "guide-town", theme, lang))]
        subprocess.run([sys.executable, "main.py", "--theme", theme, *played, *out], check=True)


def main() -> None:
    """Every picture, or those of one moment in one theme."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--town", type=Path)
    parser.add_argument("--moment", nargs=2, metavar=("THEME", "WHICH"))
    given = parser.parse_args()
    if given.moment:
        draw_moment(given.folder, given.moment[0], int(given.moment[1]))
        return
    given.folder.mkdir(parents=True, exist_ok=True)
    draw_all(given.folder, given.town)


def draw_all(folder: Path, map_of_town: Path | None) -> None:
    """Each moment and window in a process of its own."""
    environment = os.environ | {"PYTHONPATH": "."}
    with tempfile.TemporaryDirectory() as made:
        year, fire, town = Path(made, "year.db"), Path(made, "fire.db"), Path(made, "town")
        if map_of_town is not None:
            words = ["district", "import", str(map_of_town), "--name", "Columbus", "--into", str(town)]
            subprocess.run([sys.executable, "main.py", *words], check=True, stdout=subprocess.DEVNULL)
        for words in (
            ["load-year", "--cases", "4000", "--seed", "1", "--db", str(year)],
            ["drill", SCENARIO, "--headless", "--speed", "max", "--seed", str(SEED), "--db", str(fire)],
        ):
            subprocess.run([sys.executable, "main.py", *words], check=True, stdout=subprocess.DEVNULL)
        for theme in THEMES:
            for which in range(len(MOMENTS)):
                again = [sys.executable, __file__, str(folder), "--moment", theme, str(which)]
                subprocess.run(again, check=True, env=environment)
            draw_windows(folder, theme, year, fire)
            if map_of_town is not None:
                draw_town(folder, theme, town)


if __name__ == "__main__":
    main()

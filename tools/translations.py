"""Bring the Chinese translation in step with the windows: `python tools/translations.py [WORDS.json …]`.

Reads every string the views ask for (pyside6-lupdate), keeps the translations there are, drops those nobody asks for
any more, adds those given as `{context: {source: translation}}`, compiles the result and names what still lacks a
translation. Exit code 1 when something does.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from xml.etree import ElementTree

VIEWS = Path(__file__).resolve().parent.parent / "console" / "views"
SOURCE = VIEWS / "translations" / "console_zh.ts"


def words_of(file: Path) -> dict[tuple[str, str], str]:
    """What a file of Qt Linguist translates, by context and source."""
    return {
        (context.findtext("name", ""), message.findtext("source", "")): message.findtext("translation", "")
        for context in ElementTree.parse(file).getroot().iter("context")
        for message in context.iter("message")
    }


def asked_for() -> list[tuple[str, str]]:
    """Every string of the views, in the order in which the tool finds them."""
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder, "fresh.ts")
        tool = Path(sys.executable).with_name("pyside6-lupdate")
        subprocess.run([tool, "-extensions", "py", VIEWS, "-ts", fresh], check=True, capture_output=True)
        return list(words_of(fresh))


def written(words: dict[tuple[str, str], str]) -> None:
    """Write the file of Qt Linguist, and the compiled one beside it."""
    root = ElementTree.Element("TS", version="2.1", language="zh_CN", sourcelanguage="en")
    contexts: dict[str, ElementTree.Element] = {}
    for (name, source), translation in words.items():
        if name not in contexts:
            contexts[name] = ElementTree.SubElement(root, "context")
            ElementTree.SubElement(contexts[name], "name").text = name
        message = ElementTree.SubElement(contexts[name], "message")
        ElementTree.SubElement(message, "source").text = source
        ElementTree.SubElement(message, "translation").text = translation
    ElementTree.indent(root, "    ")
    text = ElementTree.tostring(root, encoding="unicode")
    SOURCE.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{text}\n', encoding="utf-8")
    tool = Path(sys.executable).with_name("pyside6-lrelease")
    subprocess.run([tool, SOURCE, "-qm", SOURCE.with_suffix(".qm")], check=True, capture_output=True)


def main() -> int:
    """Bring the file in step; 1 when a translation is lacking."""
    known = words_of(SOURCE)
    for file in sys.argv[1:]:
        for context, pairs in json.loads(Path(file).read_text(encoding="utf-8")).items():
            known.update({(context, source): translation for source, translation in pairs.items()})
    asked = dict.fromkeys(asked_for(), "")
    words = {key: known[key] for key in known if key in asked} | {key: "" for key in asked if key not in known}
    words = dict(sorted(words.items(), key=lambda item: item[0][0]))  # new ones at the end of their context
    written(words)
    missing = [key for key, translation in words.items() if not translation]
    for context, source in missing:
        print(f"{context}: {source}")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())

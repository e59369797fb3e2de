"""Chinese is complete: no unfinished string, none that the code has and the file has not, and it is compiled."""

from __future__ import annotations

import subprocess
import sys
from functools import partial
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QCoreApplication, QTranslator

from console.views import language
from console.views.language import TRANSLATIONS

SOURCE = TRANSLATIONS / "console_zh.ts"
VIEWS = TRANSLATIONS.parent


def messages(file: Path) -> dict[tuple[str, str], ElementTree.Element]:
    root = ElementTree.parse(file).getroot()
    return {
        (context.findtext("name", ""), message.findtext("source", "")): message.find("translation")
        for context in root.iter("context")
        for message in context.iter("message")
    }


def test_every_string_is_translated():
    found = messages(SOURCE)
    assert found
    assert [key for key, words in found.items() if words.get("type") or not (words.text or "").strip()] == []


def test_placeholders_are_kept():
    for (_, source), words in messages(SOURCE).items():
        assert sorted(part.split("}")[0] for part in source.split("{")[1:]) == sorted(
            part.split("}")[0] for part in words.text.split("{")[1:]
        ), source


def test_the_code_has_no_string_the_file_does_not_know(tmp_path):
    fresh = tmp_path / "fresh.ts"
    tool = Path(sys.executable).with_name("pyside6-lupdate")
    subprocess.run([tool, "-extensions", "py", VIEWS, "-ts", fresh], check=True, capture_output=True)
    known = messages(SOURCE)
    assert set(messages(fresh)) - set(known) == set()
    assert set(known) - set(messages(fresh)) == set()


@pytest.mark.parametrize("key", sorted(messages(SOURCE)), ids=lambda key: f"{key[0]}-{key[1][:20]}")
def test_the_compiled_file_says_the_same(key):
    translator = QTranslator()
    assert translator.load(str(TRANSLATIONS / "console_zh.qm"))
    assert translator.translate(*key) == messages(SOURCE)[key].text


def test_what_qt_itself_says_is_in_chinese_too(qapp):
    said = partial(QCoreApplication.translate, "QPlatformTheme", "Cancel")
    assert said() == "Cancel"
    language.set_language("zh")
    assert said() == "取消"
    language.set_language("en")
    assert said() == "Cancel"

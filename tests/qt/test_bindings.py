"""Keys of an officer's own: read from a file, refused by name when they cannot be, shown on the sheet."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from console.errors import BadInput
from console.views.background import Background
from console.views.link import SessionLink
from console.views.workstation import bindings as bound
from console.views.workstation.bindings import USUAL, bindings
from console.views.workstation.window import WorkstationWindow
from tests.qt.session_builders import OFFICER, FakeDrill, a_session


def written(folder: Path, text: str) -> Path:
    path = folder / "keys.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_without_a_file_the_usual_keys_count(qapp, tmp_path):
    assert bindings(tmp_path / "none.yaml") == USUAL
    assert len(set(USUAL.values())) == len(USUAL), "no key does two things"


def test_only_what_differs_is_written(qapp, tmp_path):
    found = bindings(written(tmp_path, "send: Ctrl+Shift+S\nduty: F13\n"))
    assert (found["send"], found["duty"], found["accept"]) == ("Ctrl+Shift+S", "F13", "F4")
    swapped = bindings(written(tmp_path, "send: F7\nraise: F6\n"))
    assert (swapped["send"], swapped["raise"]) == ("F7", "F6")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("fly: F6", "no such action"), ("send: F7", "raise and send have the same key F7"),
        ("send: nonsense", "no key"),
        ("send: Ctrl+", "no key"), ("send: a", "no key"), ("send: [F6]", "send"), ("- F6", "dictionary"), ("{", "YAML"),
        ("send: ''", "no key"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named(qapp, tmp_path, text, said):
    with pytest.raises(BadInput, match=said):
        bindings(written(tmp_path, text))


@pytest.fixture
def seat(qtbot, tmp_path, monkeypatch):
    """A function that opens a workstation whose officer's keys are these."""
    opened = []

    def open_with(text: str) -> WorkstationWindow:
        path = written(tmp_path, text)
        monkeypatch.setattr("console.views.workstation.working.key_file", lambda: path)
        session, background = a_session(), Background()
        link = SessionLink(session, FakeDrill(session), background, OFFICER, ticking=False)
        window = WorkstationWindow(session, None, background=background, link=link)
        opened.append((window, link, background, session))
        qtbot.waitUntil(lambda: link.is_loaded)
        window.show()
        return window

    yield open_with
    for window, link, background, session in opened:
        window.shutdown()
        link.shutdown()
        background.shutdown()
        window.deleteLater()
        session.journal.close()


def test_an_own_key_does_it_and_stands_on_the_sheet(qtbot, seat):
    window = seat("intake: Ctrl+Shift+I\n")
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    assert window.docks.docks["intake"].isHidden(), "the usual key does nothing any more"
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(window, Qt.Key.Key_I, both)
    assert not window.docks.docks["intake"].isHidden()
    model = window.key_sheet.list.model()
    rows = [model.data(model.index(n, 0), Qt.ItemDataRole.UserRole) for n in range(model.rowCount())]
    assert "Ctrl+Shift+I" in [row.key for row in rows]
    assert "Ctrl+I" not in [row.key for row in rows]


def test_a_wrong_file_is_told_and_the_usual_keys_count(qtbot, seat):
    window = seat("fly: F6\n")
    assert "no such action" in window.notices.message.text()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    assert not window.docks.docks["intake"].isHidden()


def test_the_file_lies_with_the_officers_settings(qapp):
    assert bound.key_file().parts[-2:] == ("dispatch-console", "keys.yaml")

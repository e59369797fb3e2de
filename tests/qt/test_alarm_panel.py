"""The alarms of a seat: tones told apart, silence that is no acknowledgement, a shelf, and the load in figures."""

from __future__ import annotations

import wave

import numpy as np
import pytest
from PySide6.QtCore import Qt

from console.model import commands as c
from console.model.words import AlarmPriority
from console.views.tones import RATE_HZ, STROKES, write_tone
from tests.qt.session_builders import OFFICER, START
from tests.qt.test_workstation_window import ready


@pytest.fixture
def alarmed(qtbot, a_window):
    """A workstation where a report was not accepted in time."""
    window, session, drill = a_window
    session.desk.submit(c.ReportIncident("citizen", "1", "fire", START, "fire.commercial"), OFFICER)
    number = session.board.last_number
    drill.run(75)
    ready(qtbot, window, number)
    window.docks.toggle("alarms")
    qtbot.waitUntil(lambda: len(window.alarms.unseen) > 0)
    played = []
    window.alarms._tones.play = played.append
    return window, drill, played


def tick(window, seconds):
    for _ in range(seconds):
        window.alarms._tick(None)


def test_each_priority_has_a_tone_of_its_own(tmp_path):
    spectra = {}
    for priority in AlarmPriority:
        write_tone(tmp_path / "tone.wav", priority)
        with wave.open(str(tmp_path / "tone.wav")) as file:
            assert (file.getframerate(), file.getnchannels()) == (RATE_HZ, 1)
            heard = np.frombuffer(file.readframes(file.getnframes()), np.int16)
        loudest = np.abs(np.fft.rfft(heard)).argmax() * RATE_HZ / len(heard)
        assert min(abs(loudest - pitch) for pitch, _ in STROKES[priority]) < 12
        assert 0.3 < np.abs(heard).max() / 32767 <= 0.6
        spectra[priority] = (round(loudest), len(STROKES[priority]))
    assert len(set(spectra.values())) == len(AlarmPriority)


def test_the_tone_repeats_until_somebody_acknowledges(qtbot, alarmed):
    window, _, played = alarmed
    tick(window, 10)
    assert played == [AlarmPriority.HIGH] * 5
    window.alarms.acknowledge_top()
    qtbot.waitUntil(lambda: not window.alarms.unseen)
    played.clear()
    tick(window, 10)
    assert played == []


def test_silence_is_no_acknowledgement_and_ends_with_the_next_alarm(qtbot, alarmed):
    window, drill, played = alarmed
    window.alarms.silence()
    tick(window, 10)
    assert played == []
    assert window.alarms.unseen, "it still asks"
    window.link.session.desk.submit(c.ReportIncident("citizen", "2", "gas", START, "gas.leak"), OFFICER)
    drill.run(75)
    qtbot.waitUntil(lambda: len(window.alarms.unseen) > 1)
    tick(window, 10)
    assert played


def test_an_alarm_is_put_aside_with_minutes_and_a_reason(qtbot, alarmed):
    window, _, played = alarmed
    panel = window.alarms
    panel.list.setCurrentIndex(panel.list.model().index(1, 0))
    panel.shelve()
    assert panel.inline.isVisible()
    qtbot.keyClicks(panel.inline.edit, "for ever")
    qtbot.keyClick(panel.inline.edit, Qt.Key.Key_Return)
    assert panel.inline.complaint.isVisible()
    panel.inline.edit.setText("30 radio is being mended")
    qtbot.keyClick(panel.inline.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not panel.unseen)
    tick(window, 10)
    assert played == []
    rows = [panel.list.model().index(n, 0).data() for n in range(panel.list.model().rowCount())]
    assert any("1001" in row for row in rows), "it is still to be seen"
    panel.list.setCurrentIndex(panel.list.model().index(1, 0))
    panel.shelve()
    qtbot.waitUntil(lambda: len(panel.unseen) == 1)


def test_the_load_is_told_and_that_nobody_hears_it(alarmed):
    window, _, _ = alarmed
    first = window.alarms.list.model().index(0, 0).data()
    assert "in 10 min" in first
    assert "1 new" in first or "0 new" in first

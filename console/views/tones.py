"""The tones of alarms: one for each priority, told apart by pitch and by how many strokes there are."""

from __future__ import annotations

import math
import struct
import wave
from pathlib import Path

from PySide6.QtCore import QObject, QTemporaryDir, QUrl, Slot
from PySide6.QtMultimedia import QMediaDevices, QSoundEffect

from console.model.words import AlarmPriority

RATE_HZ = 22_050
STROKES = {
    AlarmPriority.HIGH: ((988, 0.12), (784, 0.12), (988, 0.12), (784, 0.12), (988, 0.2)),
    AlarmPriority.MEDIUM: ((740, 0.18), (740, 0.18)),
    AlarmPriority.LOW: ((523, 0.25),),
}
"""Pitch in hertz and seconds of each stroke; ISA-18.2 asks for tones that are told apart without looking."""
GAP_S = 0.07
LOUD = 0.6
FADE_S = 0.01


def samples(priority: AlarmPriority) -> list[int]:
    """The tone of ``priority`` as 16-bit samples, ``RATE_HZ`` of them in a second."""
    found: list[int] = []
    for pitch, seconds in STROKES[priority]:
        count = round(seconds * RATE_HZ)
        for n in range(count):
            edge = min(n, count - n) / (FADE_S * RATE_HZ)
            wanted = LOUD * min(1.0, edge) * math.sin(2 * math.pi * pitch * n / RATE_HZ)
            found.append(round(32_767 * wanted))
        found.extend([0] * round(GAP_S * RATE_HZ))
    return found


def write_tone(path: Path, priority: AlarmPriority) -> None:
    """Write the tone as a WAV file."""
    heard = samples(priority)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE_HZ)
        file.writeframes(struct.pack(f"<{len(heard)}h", *heard))


class Tones(QObject):
    """Plays them; ``can_sound`` is false where there is no sound device, which must then be said on the screen."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder: QTemporaryDir | None = None
        self._effects: dict[AlarmPriority, QSoundEffect] = {}
        self._devices = QMediaDevices(self)
        self._devices.audioOutputsChanged.connect(self._look)
        self._look()

    @Slot()
    def _look(self) -> None:
        self._heard = bool(QMediaDevices.audioOutputs())

    @property
    def can_sound(self) -> bool:
        """Whether anybody could hear a tone."""
        return self._heard

    def play(self, priority: AlarmPriority) -> None:
        """Sound once; nothing where there is no device."""
        if not self.can_sound:
            return
        if priority not in self._effects:
            self._effects[priority] = self._made(priority)
        self._effects[priority].play()

    def _made(self, priority: AlarmPriority) -> QSoundEffect:
        if self._folder is None:
            self._folder = QTemporaryDir()
        path = Path(self._folder.filePath(f"{priority.value}.wav"))
        write_tone(path, priority)
        effect = QSoundEffect(self)
        effect.setSource(QUrl.fromLocalFile(str(path)))
        return effect

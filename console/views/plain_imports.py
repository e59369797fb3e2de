"""Loads Qt and gives Python its own way of importing back.

PySide6 puts another one in its place, which reads the source of every module imported from then on to see whether it
might ask for ``__feature__``: a tenth of a second until the first window, and as much again when numba comes. The
console asks for no such feature. Imported before everything else of Qt; where Qt was loaded already nothing changes.
"""

from __future__ import annotations

import builtins
from importlib import import_module

_plain = builtins.__import__
import_module("PySide6.QtCore")
builtins.__import__ = _plain

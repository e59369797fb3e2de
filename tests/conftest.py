"""For every test: no screen is needed, root may start the web engine, and nothing fails for being slow."""

from __future__ import annotations

import os

from hypothesis import settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
if os.geteuid() == 0:
    os.environ.setdefault("QTWEBENGINE_DISABLE_SANDBOX", "1")

# A gate must give the same answer twice; new examples are looked for outside it.
settings.register_profile("console", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("console")

"""Pages of HTML printed as PDF by the web engine, in a process of its own: ``python -m console.views.printing …``.

Each argument is a page; its PDF lies beside it. Exit code 0 when all were printed; otherwise the error stream says why.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEventLoop, QMarginsF, QTimer, QUrl
from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtWebEngineCore import QWebEnginePage, QWebEngineProfile
from PySide6.QtWidgets import QApplication

PATIENCE_MS = 60_000
A4 = QPageLayout(
    QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, QMarginsF(14, 16, 14, 16),
    QPageLayout.Unit.Millimeter,
)  # fmt: skip
"""The web engine takes these margins and not those of the page's style."""


def print_pages(pages: Sequence[Path]) -> list[str]:
    """Print every page; what went wrong, a line for each that was not printed."""
    profile = QWebEngineProfile()  # off the record
    page = QWebEnginePage(profile)
    troubles = [trouble for path in pages if (trouble := _print(page, path))]
    _wait_for(page.destroyed.connect, page.deleteLater)  # a page must go before its profile
    return troubles


def _print(page: QWebEnginePage, path: Path) -> str:
    loaded = _wait_for(page.loadFinished.connect, lambda: page.load(QUrl.fromLocalFile(str(path.absolute()))))
    if not loaded or not loaded[0]:
        return f"{path}: cannot be read as a page"
    fresh = path.with_suffix(".pdf.part")
    printed = _wait_for(page.pdfPrintingFinished.connect, lambda: page.printToPdf(str(fresh.absolute()), A4))
    if len(printed) < 2 or not printed[1]:
        fresh.unlink(missing_ok=True)
        return f"{path.with_suffix('.pdf')}: cannot be written"
    fresh.chmod(path.stat().st_mode & 0o777)
    os.replace(fresh, path.with_suffix(".pdf"))
    return ""


def _wait_for(connect: Callable[[Callable[..., None]], Any], begin: Callable[[], Any]) -> list[object]:
    """What the signal brought; nothing when it did not come in time."""
    loop, brought = QEventLoop(), list[object]()

    def came(*values: object) -> None:
        brought.extend(values)
        loop.quit()

    connect(came)
    QTimer.singleShot(PATIENCE_MS, loop, loop.quit)
    begin()
    loop.exec()
    return brought


def main() -> int:
    """Print the pages named on the command line."""
    application = QApplication(sys.argv[:1])
    troubles = print_pages([Path(name) for name in sys.argv[1:]])
    for trouble in troubles:
        print(trouble, file=sys.stderr)  # noqa: T201
    application.quit()
    return 1 if troubles else 0


if __name__ == "__main__":
    sys.exit(main())

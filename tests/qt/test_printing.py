"""A report becomes a PDF of A4 pages, or it is said why not."""

from __future__ import annotations

import re
from pathlib import Path

from console.app.papers import printed

PAGE = '<!doctype html><meta charset="utf-8"><title>t</title><p>EXERCISE 演练</p><p style="break-before:page">2</p>'


def test_pages_are_printed_beside_their_html_and_a_broken_one_is_named(tmp_path: Path, capfd) -> None:
    whole, missing = tmp_path / "报告 en.html", tmp_path / "gone.html"
    whole.write_text(PAGE, encoding="utf-8")
    assert printed([whole, missing]) == [tmp_path / "报告 en.pdf"]
    content = (tmp_path / "报告 en.pdf").read_bytes()
    assert content.startswith(b"%PDF-")
    assert len(re.findall(rb"/Type\s*/Page\b", content)) == 2
    assert {tuple(map(round, map(float, box.split()))) for box in re.findall(rb"/MediaBox\s*\[([^]]+)\]", content)} <= {
        (0, 0, 595, 842), (0, 0, 594, 842), (0, 0, 595, 841), (0, 0, 596, 842)
    }  # fmt: skip
    assert "gone.html: cannot be read as a page" in capfd.readouterr().err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["报告 en.html", "报告 en.pdf"]

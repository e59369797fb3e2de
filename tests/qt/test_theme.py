"""The look: readable in both themes, complete, and in one place."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QFontMetricsF

import console.views
from console.model.places import TeamKind
from console.model.words import MarkState, TeamStatus
from console.views import language
from console.views.icons import tint
from console.views.theme import current as theme
from console.views.theme.fonts import figure_font
from console.views.theme.stylesheet import stylesheet
from console.views.theme.tokens import DARK, PALETTES, contrast, mark_ink, team_ink, text_pairs


@pytest.mark.parametrize("name", sorted(PALETTES))
def test_every_text_on_every_ground_can_be_read(name):
    weak = [(a, b, round(contrast(a, b), 2)) for a, b in text_pairs(PALETTES[name]) if contrast(a, b) < 4.5]
    assert weak == []


def test_contrast_is_21_between_black_and_white_and_1_with_itself():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21.0)
    assert contrast("#4DA3FF", "#4DA3FF") == pytest.approx(1.0)


@pytest.mark.parametrize("palette", PALETTES.values(), ids=sorted(PALETTES, reverse=False))
def test_every_team_status_and_mark_state_has_colour_shape_and_word(palette):
    inks = [team_ink(palette, status) for status in TeamStatus] + [mark_ink(palette, state) for state in MarkState]
    assert all(ink.word and ink.glyph and ink.shape in tint.names() for ink in inks)


def test_no_two_team_statuses_share_a_sign():
    glyphs = [team_ink(DARK, status).glyph for status in TeamStatus]
    assert len(set(glyphs)) == len(glyphs)


def test_the_dark_palette_is_the_one_agreed():
    assert (DARK.ground, DARK.panel, DARK.raised, DARK.line) == ("#0E1420", "#151D2B", "#1C2636", "#2A374B")
    assert (DARK.text, DARK.muted, DARK.accent) == ("#E6EDF5", "#8CA0B8", "#4DA3FF")
    agreed = {"available": "#2BB68A", "notified": "#E69F00", "acknowledged": "#F0E442", "en_route": "#56B4E9",
              "on_scene": "#CC79A7", "late": "#D55E00", "unknown": "#7A8699"}  # fmt: skip
    assert {key: DARK.states[key].fill for key in agreed} == agreed


def test_the_stylesheet_has_no_colour_of_its_own():
    known = {value for value in (getattr(DARK, slot) for slot in DARK.__slots__) if isinstance(value, str)}
    assert set(re.findall(r"#[0-9A-Fa-f]{6}", stylesheet(DARK))) <= known


def test_every_digit_is_as_wide_as_every_other(qapp):
    metrics = QFontMetricsF(figure_font(20))
    assert len({round(metrics.horizontalAdvance(digit), 3) for digit in "0123456789"}) == 1


@pytest.mark.parametrize("name", tint.names())
def test_every_icon_draws_something_in_the_colour_asked_for(qapp, name):
    image = tint.pixmap(name, "#ff0000", 24).toImage()
    pixels = [image.pixelColor(x, y) for x in range(24) for y in range(24)]
    seen = [c for c in pixels if c.alpha() > 200]
    assert seen
    assert all(c.red() > 200 and c.green() < 40 and c.blue() < 40 for c in seen)


def test_every_kind_of_team_has_a_shape_of_its_own():
    outlines = [tint.outline(tint.team_icon(kind)) for kind in TeamKind]
    assert len(set(outlines)) == len(TeamKind)


def test_an_unknown_icon_is_named_with_those_there_are(qapp):
    with pytest.raises(KeyError, match="no icon 'unicorn'"):
        tint.pixmap("unicorn", "#ffffff")


def test_changing_the_theme_tells_those_who_paint(qtbot):
    with qtbot.waitSignal(theme.changed) as said:
        theme.set_theme("light")
    assert said.args == ["light"]
    assert theme.palette().name == "light"


def test_an_unknown_theme_changes_nothing(qapp):
    with pytest.raises(KeyError):
        theme.set_theme("pink")
    assert theme.palette().name == "dark"


def test_a_language_the_console_does_not_speak_is_refused(qapp):
    with pytest.raises(ValueError, match="expected one of en, zh"):
        language.set_language("fr")
    assert language.current() == "en"


def test_changing_the_language_tells_once(qtbot):
    heard = []
    language.changed.connect(heard.append)
    language.set_language("zh")
    language.set_language("zh")
    language.changed.disconnect(heard.append)
    assert heard == ["zh"]


def test_widgets_take_their_colours_from_the_tokens():
    views = Path(console.views.__file__).parent
    drawn = {"buildings.py", "backdrop.py", "happenings.py", "lens.py"}  # pictures of streets, not controls
    files = [f for room in ("map", "video", "theme") for f in (views / room).glob("*.py")]
    painted = [
        f.name for f in files if f.name not in drawn | {"tokens.py"} and re.search(r'"#[0-9A-Fa-f]{6}"', f.read_text())
    ]
    assert painted == []

"""What sending costs: cover before and after, the grids that fall open, and the move-up that wins it back."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from console.board.timeline import team_label
from console.model.recommendation import Recommendation
from console.views.link import SessionLink
from console.views.theme.current import palette
from console.views.wording import m_ss, tell
from console.views.workstation.rows import Row

MOST_GRIDS = 4
translate = QCoreApplication.translate


def cover_rows(link: SessionLink, offered: Recommendation) -> list[Row]:
    """The price in one line, and the move-up in another."""
    colours, cover = palette(), offered.cover
    before, after = round(cover.before * 100), round(cover.after * 100)
    falls = after < before
    ink = colours.states["at_risk" if falls else "met"].ink
    opened = cover.grids_opened
    if opened:
        names = ", ".join(opened[:MOST_GRIDS])
        more = translate("Cover", "and {n} more").format(n=len(opened) - MOST_GRIDS) if len(opened) > MOST_GRIDS else ""
        detail = translate("Cover", "opens {grids} {more}").format(grids=names, more=more).rstrip()
    else:
        detail = translate("Cover", "no grid falls open")
    rows = [Row("cover", translate("Cover", "Cover within 3 min"), detail, icon="grid", icon_ink=ink,
                value=f"{before} % → {after} %", value_ink=ink)]  # fmt: skip
    move = cover.move_up
    if move is not None:
        team = tell(team_label(link.board, move.team))
        base = tell(team_label(link.board, move.to))
        words = translate("Cover", "Move {team} to the base of {base}").format(team=team, base=base)
        share, time = round(move.cover * 100), m_ss(move.travel_s)
        detail = translate("Cover", "back to {share} %, {time} on the road").format(share=share, time=time)
        rows.append(Row("move-up", words, detail, icon="undo", icon_ink=colours.accent))
    return rows

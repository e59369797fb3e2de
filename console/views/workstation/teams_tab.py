"""The tab Teams: needs and who fills them, why not the others, and what sending costs in cover."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from console.board.sending import Choice, issue_as_recommended, issue_instead
from console.board.teams import team_now
from console.board.timeline import team_label
from console.model.incident import Incident
from console.model.recommendation import Fill, NeedRow, PassedOver, Recommendation
from console.model.words import TeamStatus
from console.views.link import SessionLink
from console.views.theme.current import palette
from console.views.theme.tokens import team_ink
from console.views.wording import age, m_ss, tell, word
from console.views.workstation.cover_line import cover_rows
from console.views.workstation.foresight_line import foresight_rows
from console.views.workstation.inline import Inline
from console.views.workstation.rows import Row, RowList


class TeamsTab(QWidget):
    """Boxes stand before teams not sent yet. Taking one out or another in asks for a reason before sending."""

    picked_team = Signal(str)

    def __init__(self, link: SessionLink, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._link = link
        self._left_out: set[str] = set()
        self._added: dict[str, str] = {}  # team -> need
        self._why_not = False
        self._shown_for: int | None = None
        self.list = RowList("", self)
        self.inline = Inline(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.list, 1)
        column.addWidget(self.inline)
        self.list.clicked_row.connect(self._clicked)
        self.list.activated_row.connect(self._clicked)

    @property
    def overridden(self) -> bool:
        """Whether the officer's choice differs from the recommendation."""
        return bool(self._left_out or self._added)

    @Slot()
    def refresh(self, _cause: object = None) -> None:
        """Show needs, chosen teams, price and reasons for the selected incident."""
        self.list.setAccessibleName(self.tr("Teams"))
        incident, offered = self._link.incident, self._link.recommendation
        if incident is not None and self._shown_for != incident.number:
            self._shown_for = incident.number
            self._forget_choice()
        if incident is None:
            self.list.set_rows([])
        elif incident.plan is None:
            said = self.tr("Who is needed follows from the plan. Confirm one first.")
            self.list.set_rows([Row("none", said, heading=True)])
        elif offered is None:
            self.list.set_rows([Row("wait", self._waiting(incident), heading=True)])
        else:
            self._drop_what_is_gone(offered)
            self.list.set_rows(self._rows(incident, offered))

    def _waiting(self, incident: Incident) -> str:
        if self._link.advice.trouble:
            return self.tr("No recommendation: {problem}. F5 tries again.").format(problem=self._link.advice.trouble)
        if not incident.is_open:
            return self.tr("The incident is at an end; its teams are in the timeline.")
        return self.tr("Teams are being searched …")

    def _forget_choice(self) -> None:
        self._left_out.clear()
        self._added.clear()
        self.inline.close_question()

    def _drop_what_is_gone(self, offered: Recommendation) -> None:
        new = {fill.team for _, fill in offered.new_fills}
        free = {passed.team for passed in offered.passed_over if passed.eta_s is not None}
        self._left_out &= new
        self._added = {team: need for team, need in self._added.items() if team in free}

    def _rows(self, incident: Incident, offered: Recommendation) -> list[Row]:
        elapsed = int((self._link.now() - incident.t0).total_seconds()) if incident.t0 else 0
        rows = []
        for need in offered.needs:
            rows.append(self._need(need))
            rows += [self._fill(need, fill, elapsed) for fill in need.filled]
            rows += [self._extra(team, offered) for team, of in self._added.items() if of == need.need]
        if self.overridden:
            rows.append(Row("override", self.tr("Send your own choice …"), self.tr("a reason is asked"), icon="team",
                            icon_ink=palette().accent, title_ink=palette().accent))  # fmt: skip
        rows += foresight_rows(offered)
        rows += cover_rows(self._link, offered)
        mark = "▾" if self._why_not else "▸"
        title = self.tr("Why not the others: {n}").format(n=len(offered.passed_over) + offered.not_named)
        rows.append(Row("why-not", f"{mark} {title}", heading=True))
        if self._why_not:
            rows += [self._passed_over(passed) for passed in offered.passed_over if passed.team not in self._added]
            if offered.not_named:
                more = self.tr("and {n} more, farther away or unable to go").format(n=offered.not_named)
                rows.append(Row("not-named", more, indent=1))
        return rows

    def _need(self, need: NeedRow) -> Row:
        colours = palette()
        filled = len(need.filled)
        ink = colours.states["late"].ink if need.short else colours.states["en_route"].ink
        dots = tuple((n < filled, ink) for n in range(max(need.count, filled)))
        value = self.tr("within {limit}").format(limit=m_ss(need.arrive_within_s))
        if need.first_arrival:
            value = self.tr("first arrival") + " · " + value
        if need.short:
            value = self.tr("▲ {n} short").format(n=need.short) + " · " + value
        return Row(
            f"need:{need.need}", tell(need.title), dots=dots, value=value, value_small=True,
            value_ink=colours.states["late"].ink if need.short else colours.muted,
            edge=colours.states["late"].fill if need.short else "",
        )  # fmt: skip

    def _fill(self, need: NeedRow, fill: Fill, elapsed: int) -> Row:
        colours, board = palette(), self._link.board
        now = team_now(board, board.district.teams[fill.team], self._link.now())
        late = elapsed + fill.eta_s > need.arrive_within_s
        on_scene = fill.already_sent and now.status is TeamStatus.ON_SCENE
        ink = colours.states["late" if late else "en_route"]
        parts = [word("team", now.status.value), self.tr("position {age}").format(age=age(now.position_age_s))]
        if fill.eta_p90_s is not None:
            parts.append(self.tr("9 of 10 within {time}").format(time=m_ss(fill.eta_p90_s)))
        parts += self._besides(fill)
        value = word("team", "on_scene") if on_scene else ("▲ " if late else "") + m_ss(fill.eta_s)
        return Row(
            f"fill:{fill.team}", tell(team_label(board, fill.team)), " · ".join(parts),
            icon=team_ink(colours, now.status).shape, icon_ink=team_ink(colours, now.status).fill,
            value=value, value_ink=team_ink(colours, now.status).ink if on_scene else ink.ink, indent=1,
            checked=None if fill.already_sent else fill.team not in self._left_out,
        )  # fmt: skip

    def _besides(self, fill: Fill) -> list[str]:
        depots, parts = self._link.session.district.depots, []
        if fill.via_depot in depots:
            parts.append(self.tr("via {depot}").format(depot=tell(depots[fill.via_depot].name)))
        if fill.penalty:
            name = self._link.session.district.capabilities.get(fill.capability)
            parts.append(self.tr("stands in with {what}").format(what=tell(name) if name else fill.capability))
        if fill.taken_from is not None and not fill.already_sent:
            parts.append(self.tr("taken from #{n}").format(n=fill.taken_from))
        return parts

    def _extra(self, team: str, offered: Recommendation) -> Row:
        passed = next(p for p in offered.passed_over if p.team == team)
        return Row(f"pass:{team}", tell(team_label(self._link.board, team)), self.tr("your choice"), indent=1,
                   checked=True, value=m_ss(passed.eta_s or 0))  # fmt: skip

    def _passed_over(self, passed: PassedOver) -> Row:
        colours, board = palette(), self._link.board
        now = team_now(board, board.district.teams[passed.team], self._link.now())
        look = team_ink(colours, now.status)
        free = passed.eta_s is not None
        return Row(
            f"pass:{passed.team}", tell(team_label(board, passed.team)), tell(passed.reason), indent=1,
            icon="" if free else look.shape, icon_ink=look.fill, checked=False if free else None,
            value=m_ss(passed.eta_s) if passed.eta_s is not None else "", value_ink=colours.muted,
        )  # fmt: skip

    @Slot(str)
    def _clicked(self, name: str) -> None:
        kind, _, team = name.partition(":")
        offered = self._link.recommendation
        if kind == "why-not":
            self._why_not = not self._why_not
        elif kind == "override":
            self.ask_reason()
        elif kind == "fill" and offered is not None:
            if team in {fill.team for _, fill in offered.new_fills}:
                self._left_out ^= {team}
            self.picked_team.emit(team)
        elif kind == "pass" and offered is not None:
            self._toggle_extra(team, offered)
        self.refresh()

    def _toggle_extra(self, team: str, offered: Recommendation) -> None:
        if team in self._added:
            del self._added[team]
            return
        passed = next((p for p in offered.passed_over if p.team == team), None)
        need = self._need_for(team, offered)
        if passed is not None and passed.eta_s is not None and need is not None:
            self._added[team] = need.need
        self.picked_team.emit(team)

    def _need_for(self, team: str, offered: Recommendation) -> NeedRow | None:
        """The first need with an empty or freed place that ``team`` can fill, else the first it can fill at all."""
        able = [n for n in offered.needs if self._way(team, n)]
        freed = [n for n in able if n.short or any(fill.team in self._left_out for fill in n.filled)]
        return next(iter(freed or able), None)

    def _way(self, team: str, need: NeedRow) -> str:
        can = self._link.session.district.teams[team].capabilities
        incident = self._link.incident
        staff = incident.plan.staff if incident and incident.plan else ()
        spec = next((n for n in staff if n.id == need.need), None)
        options = [need.capability, *(s.capability for s in (spec.substitutes if spec else ()))]
        return next((capability for capability in options if capability in can), "")

    def ask_reason(self) -> None:
        """Ask why the officer sends other teams than recommended, then send."""
        self.inline.open(self.tr("Why another choice than the recommended one?"), self._send_own, text="",
                         hint=self.tr("the reason goes into the journal"))  # fmt: skip

    def _send_own(self, reason: str) -> str:
        offered = self._link.recommendation
        if offered is None:
            return self.tr("The picture has changed; look again.")
        if not reason:
            return self.tr("Say why in a few words.")
        kept = frozenset(f.team for _, f in offered.new_fills if f.team not in self._left_out)
        needs = {need.need: need for need in offered.needs}
        etas = {p.team: p.eta_s or 0 for p in offered.passed_over}
        added = [Choice(t, n, self._way(t, needs[n]), etas[t]) for t, n in self._added.items() if n in needs]
        self._link.submit(issue_instead(self._link.board, offered, kept, added, reason))
        self._left_out.clear()
        self._added.clear()
        return ""

    def send(self) -> None:
        """Send: as recommended, or the officer's own choice after its reason."""
        offered = self._link.recommendation
        if self.overridden:
            self.ask_reason()
        elif offered is not None and offered.new_fills:
            self._link.submit(issue_as_recommended(self._link.board, offered))

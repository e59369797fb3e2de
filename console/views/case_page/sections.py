"""What is told of a case in lists: reports, who handles it, orders, cards, reports upward, and every step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from console.board.board import Board
from console.board.case_lines import department_label, departments_label
from console.board.timeline import line_of, source_label, team_label
from console.model import events as e
from console.model.events import Recorded
from console.model.facts import FactKind
from console.model.incident import Incident
from console.model.marks import marks_of
from console.model.words import MarkState, OrderStatus
from console.phrase import known_codes, say
from console.views.theme.current import palette
from console.views.theme.tokens import mark_ink
from console.views.wording import only_words, span, tell, word
from console.views.workstation.rows import Row

WHOLE_REPORT = 4000


@dataclass(frozen=True)
class CaseRead:
    """A case as its rows tell it: a board with nothing else on it, and the rows themselves."""

    aside: Board
    rows: Sequence[Recorded]
    vocabulary: Mapping[str, FactKind]

    @property
    def incident(self) -> Incident:
        """The case."""
        return next(iter(self.aside.incidents.values()))

    def actor(self, row: Recorded) -> str:
        """Who did it: a unit, a part of the console itself, or an officer by the code they sign in with."""
        if f"actor.{row.actor}" in known_codes():
            return word("actor", row.actor)
        return tell(department_label(self.aside, row.actor))

    def minute(self, moment: datetime) -> str:
        """A moment in the district's time."""
        return f"{self.aside.district.local(moment):%y-%m-%d %H:%M}"


def reports(read: CaseRead, limit: int = 400) -> list[Row]:
    """Every report with its source's own number beside ours."""
    rows = [Row("reports", QCoreApplication.translate("CaseSections", "Reports"), heading=True)]
    withdrawn = QCoreApplication.translate("CaseSections", "taken back")
    for n, report in enumerate(read.incident.reports):
        parts = [
            tell(source_label(report.source)),
            only_words(report.source_number, 60),
            read.minute(report.occurred_at),
        ]
        if (report.source, report.source_number) in read.incident.withdrawn:
            parts.append(withdrawn)
        words = only_words(report.text, limit) or "–"
        rows.append(Row(f"report:{n}", words, " · ".join(parts), icon="report", icon_ink=palette().accent))
    return rows


def handling(read: CaseRead) -> list[Row]:
    """Who settles it until when, and what they said."""
    given = read.incident.handling
    if given is None:
        return []
    units = departments_label(read.aside, (given.lead, *given.assisting))
    said = given.evidence or tell(say("timeline.unknown_value"))
    due = QCoreApplication.translate("CaseSections", "due {time}").format(time=read.minute(given.due_at))
    heading = Row("handling", QCoreApplication.translate("CaseSections", "Handled by"), heading=True)
    return [heading, Row("unit", tell(units), only_words(said), icon="team", icon_ink=palette().muted, value=due,
                         value_small=True)]  # fmt: skip


def called(read: CaseRead) -> list[Row]:
    """Whistled departments with who came when, and the service it was handed to under both numbers."""
    incident, rows = read.incident, list[Row]()
    states = palette().states
    for department, call in incident.whistled.items():
        came = call.came_at
        late = call.late or (came is not None and came > call.due_at)
        waits = QCoreApplication.translate("CaseSections", "not there yet")
        detail = read.minute(came) if came is not None else waits
        due = QCoreApplication.translate("CaseSections", "due {time}").format(time=read.minute(call.due_at))
        ink = states["late" if late else "met" if came else "notified"]
        name, said = tell(department_label(read.aside, department)), f"{ink.glyph} {detail}"
        rows.append(
            Row(f"called:{department}", name, said, icon="whistle", icon_ink=ink.ink, value=due, value_small=True)
        )
    if incident.transferred_to is not None:
        to, number = incident.transferred_to
        rows.append(Row("transfer", tell(department_label(read.aside, to)), only_words(number, 80), icon="plan",
                        icon_ink=palette().accent))  # fmt: skip
    heading = Row("called", QCoreApplication.translate("CaseSections", "Called in and handed over"), heading=True)
    return [heading, *rows] if rows else []


def orders(read: CaseRead, now: datetime) -> list[Row]:
    """The 1/3/5 marks, and every order with when its team was there."""
    incident, aside = read.incident, read.aside
    sent = aside.orders_of(incident)
    if not sent and incident.t0 is None:
        return []
    rows = [Row("orders", QCoreApplication.translate("CaseSections", "Orders"), heading=True)]
    for mark in marks_of(incident, sent, incident.closed_at or now) if incident.t0 is not None else ():
        if mark.state is MarkState.NOT_RUNNING:
            continue
        ink = mark_ink(palette(), mark.state)
        said = f"{word('mark', mark.mark.value)}: {word('mark_state', mark.state.value)}"
        rows.append(Row(f"mark:{mark.mark.value}", said, icon=ink.shape, icon_ink=ink.ink))
    for order in sent:
        there = order.stamps.get(OrderStatus.ON_SCENE)
        took = span((there - order.issued_at).total_seconds()) if there is not None else ""
        detail = f"{word('order', order.status.value)} · {read.minute(order.issued_at)}"
        if order.end_reason:
            detail += f" · {only_words(order.end_reason, 120)}"
        rows.append(Row(f"order:{order.id}", tell(team_label(aside, order.team)), detail, icon="team",
                        icon_ink=palette().muted, value=took, value_small=True))  # fmt: skip
    return rows


def answered(read: CaseRead) -> list[Row]:
    """Cards shown, reports sent upward with their text, and how it was verified, closed and liked."""
    wanted = (e.SupervisionRaised, e.UpwardReported, e.IncidentVerified, e.VerificationFailed, e.IncidentClosed,
              e.IncidentReopened, e.IncidentReviewed)  # fmt: skip
    rows = []
    for row in read.rows:
        if not isinstance(row.event, wanted):
            continue
        words = only_words(tell(line_of(read.aside, row, read.vocabulary)), 200)
        said = getattr(row.event, "text", "") or getattr(row.event, "remarks", "")
        detail = f"{read.minute(row.at)} · {read.actor(row)}"
        if said:
            detail += f" · {only_words(said, WHOLE_REPORT)}"
        rows.append(Row(f"end:{row.seq}", words, detail, icon="check", icon_ink=palette().muted))
    heading = Row("answered", QCoreApplication.translate("CaseSections", "Supervised, verified, closed"), heading=True)
    return [heading, *rows] if rows else []


def steps(read: CaseRead, wanted: str = "") -> list[Row]:
    """Every row of the journal about it whose words have ``wanted`` in them."""
    rows = [Row("steps", QCoreApplication.translate("CaseSections", "Every step"), heading=True)]
    for row in read.rows:
        words = only_words(tell(line_of(read.aside, row, read.vocabulary)), WHOLE_REPORT)
        actor = read.actor(row)
        if wanted and wanted not in f"{words} {actor}".lower():
            continue
        detail = f"{read.minute(row.at)} · {actor}"
        rows.append(Row(f"step:{row.seq}", words, detail, icon="clock", icon_ink=palette().muted))
    return rows

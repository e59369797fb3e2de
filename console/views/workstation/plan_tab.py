"""The tab Plan: every plan considered, clause by clause, and what a higher level would add."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from console.board.do_now import next_level
from console.board.timeline import value_label
from console.model.commands import ChoosePlan
from console.model.incident import Incident
from console.model.plan import LevelAnswer, Plan, PlanAnswer, plan_of
from console.model.words import Answer
from console.views.link import SessionLink
from console.views.theme.current import palette
from console.views.wording import m_ss, tell, word
from console.views.workstation.rows import Row, RowList

_ICONS = {Answer.YES: "check", Answer.NO: "cross", Answer.UNKNOWN: "question"}


class PlanTab(QWidget):
    """Plans best first. A click opens a plan's clauses; a click on an unknown clause asks for its fact."""

    ask = Signal(str)
    workshop = Signal()

    def __init__(self, link: SessionLink, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._link = link
        self._open: set[str] = set()
        self._shown_for: int | None = None
        self.list = RowList("", self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.list)
        self.list.clicked_row.connect(self._clicked)
        self.list.activated_row.connect(self._clicked)

    @Slot()
    def refresh(self, _cause: object = None) -> None:
        """Show the plans considered for the selected incident."""
        self.list.setAccessibleName(self.tr("Plans considered"))
        incident = self._link.incident
        rows = self._rows(incident) if incident else []
        said = self.tr("Plan workshop: read, change, try and publish plans")
        self.list.set_rows([*rows, Row("workshop", said, key="Shift+F10", icon="plan", icon_ink=palette().muted)])

    def _answers(self, incident: Incident) -> tuple[PlanAnswer, ...]:
        fresh = self._link.advice.answers if self._link.advice.selected == incident.number else ()
        return tuple(fresh) or incident.answers

    def _rows(self, incident: Incident) -> list[Row]:
        answers = self._answers(incident)
        if answers and self._shown_for != incident.number:
            self._shown_for, self._open = incident.number, {answers[0].plan}
        rows = self._in_force(incident)
        if not answers:
            said = self.tr("The plans are being matched …")
            return [*rows, Row("wait", said, heading=True)]
        considered = [a for a in answers if a.answer is not Answer.NO]
        ruled_out = [a for a in answers if a.answer is Answer.NO]
        rows.append(Row("considered", self.tr("Considered: {n} plans").format(n=len(answers)), heading=True))
        for answer in considered:
            rows += self._plan_rows(incident, answer)
        more = self.tr("Ruled out: {n}").format(n=len(ruled_out))
        mark = "▾" if "ruled-out" in self._open else "▸"
        rows.append(Row("ruled-out", f"{mark} {more}", heading=True))
        if "ruled-out" in self._open:
            for answer in ruled_out:
                rows += self._plan_rows(incident, answer)
        return rows

    def _in_force(self, incident: Incident) -> list[Row]:
        force = incident.plan
        if force is None:
            said = self.tr("No plan is in force yet.")
            return [Row("force", said, heading=True)]
        detail = self.tr("version {version} · {hash} · limits {a} / {b} / {c}").format(
            version=force.version, hash=force.content_hash[:8], a=m_ss(force.limits.start_s),
            b=m_ss(force.limits.first_arrival_s), c=m_ss(force.limits.reinforcement_s),
        )  # fmt: skip
        level = word("level", force.level.value)
        title = self.tr("In force: {plan}, {level}").format(plan=tell(force.title), level=level)
        rows = [Row("force", title, detail, icon="plan", icon_ink=palette().states["met"].ink)]
        plan = plan_of(self._link.plans, force)
        above = next_level(plan, force.level) if plan else None
        if plan and above:
            adds = self.tr("{level} would add: {what}").format(
                level=word("level", above.value), what=self._added(incident, plan) or self.tr("nothing")
            )
            rows.append(Row("above", adds, key="F7", icon="alarm-medium", icon_ink=palette().muted))
        return rows

    def _added(self, incident: Incident, plan: Plan) -> str:
        assert incident.plan is not None
        above = next_level(plan, incident.plan.level)
        if above is None:
            return ""
        spec = plan.at(above)
        have = Counter({need.id: need.count for need in incident.plan.staff})
        more = [(need, need.count - have[need.id]) for need in spec.staff if need.count > have[need.id]]
        told = [d for d in spec.notify if d not in incident.plan.notify]
        departments = self._link.session.district.departments
        names = [tell(departments[d].name) if d in departments else d for d in told]
        return " · ".join([*(f"{tell(need.title)} +{extra}" for need, extra in more), *names])

    def _plan_rows(self, incident: Incident, answer: PlanAnswer) -> list[Row]:
        colours = palette()
        ink = {Answer.YES: "met", Answer.NO: "unknown", Answer.UNKNOWN: "notified"}[answer.answer]
        level = word("level", answer.level.value) if answer.level else word("answer", answer.answer.value)
        opened = answer.plan in self._open
        detail = self.tr("tied with another plan: you decide") if answer.tied else ""
        choosable = incident.plan is None and answer.level is not None and not incident.orders
        rows = [
            Row(
                f"plan:{answer.plan}", f"{'▾' if opened else '▸'} {tell(answer.title)}", detail,
                icon=_ICONS[answer.answer], icon_ink=colours.states[ink].ink,
                value=level, value_ink=colours.states[ink].ink,
            )
        ]  # fmt: skip
        if opened:
            for level_answer in answer.levels:
                rows += self._level_rows(answer, level_answer)
            if choosable:
                rows.append(Row(f"choose:{answer.plan}", self.tr("Put this plan in force"), indent=1, icon="check",
                                icon_ink=colours.accent, title_ink=colours.accent, key="F10"))  # fmt: skip
        return rows

    def _level_rows(self, plan: PlanAnswer, level: LevelAnswer) -> list[Row]:
        colours, words = palette(), self._link.session.vocabulary
        inks = {Answer.YES: "met", Answer.NO: "unknown", Answer.UNKNOWN: "notified"}
        head = f"{word('level', level.level.value)}: {word('answer', level.answer.value)}"
        rows = [Row(f"level:{plan.plan}:{level.level.value}", head, indent=1, title_ink=colours.muted)]
        for n, clause in enumerate(level.clauses):
            unknown = clause.answer is Answer.UNKNOWN
            name = f"clause:{plan.plan}:{level.level.value}:{n}:{clause.fact if unknown else ''}"
            said_above = clause.value is None or clause.fact == "category"
            value = "" if said_above else tell(value_label(clause.fact, clause.value, words))
            rows.append(
                Row(
                    name, tell(clause.clause), indent=2, icon=_ICONS[clause.answer],
                    icon_ink=colours.states[inks[clause.answer]].ink, key=self.tr("Ask") if unknown else "",
                    value=_short(value), value_ink=colours.muted,
                )
            )  # fmt: skip
        return rows

    @Slot(str)
    def _clicked(self, name: str) -> None:
        kind, _, rest = name.partition(":")
        incident = self._link.incident
        if kind == "workshop":
            self.workshop.emit()
        elif kind in ("plan", "ruled-out"):
            self._open ^= {rest or kind}
            self.refresh()
        elif kind == "clause" and rest.rpartition(":")[2]:
            self.ask.emit(rest.rpartition(":")[2])
        elif kind == "choose" and incident is not None:
            self._choose(incident, rest)

    def _choose(self, incident: Incident, plan_id: str) -> None:
        answers = self._answers(incident)
        plan = self._link.plans.get(plan_id)
        answer = next((a for a in answers if a.plan == plan_id), None)
        if plan and answer and answer.level:
            self._link.submit(ChoosePlan(incident.number, plan, answer.level, answers))


def _short(value: str) -> str:
    return value if len(value) <= 14 else value[:13] + "…"

"""``plans``: the plans that count in a journal, who approved them, and their texts as files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from console.analysis.plan_list import Paper, papers
from console.app.case_list import reading_session
from console.desk.session import Session
from console.district.whole_file import write_whole
from console.journal.place import Where


@dataclass(frozen=True)
class PlansTold:
    """Every plan of a journal, and the files written."""

    listed: tuple[Paper, ...]
    saved: tuple[Path, ...]

    def as_json(self) -> list[dict[str, Any]]:
        """The public form; see docs/json.md."""
        return [_as_json(paper) for paper in self.listed]

    def as_text(self) -> str:
        """A line for each plan, then the files."""
        lines = [_line(_as_json(paper)) for paper in self.listed]
        return "\n".join([*lines, *(f"saved {path}" for path in self.saved)])


def plans_of(db: Where, district: Path | None, save: Path | None) -> PlansTold:
    """The plans of the journal at ``db``; those in force written into ``save``, byte for byte, when it is named."""
    session = reading_session(db, district)
    try:
        session.desk.resume()
        listed = papers(session.board, session.book, {}, {}, session.unread)
        return PlansTold(listed, tuple(_saved(listed, session, save)) if save is not None else ())
    finally:
        session.journal.close()


def _saved(listed: tuple[Paper, ...], session: Session, folder: Path) -> list[Path]:
    saved = []
    for paper in listed:
        if paper.key in session.book and paper.text:
            path = folder / (session.book[paper.key].source or f"{paper.key}.yaml")
            write_whole(path, paper.text)
            saved.append(path)
    return saved


def _as_json(paper: Paper) -> dict[str, Any]:
    approval = paper.counts.approval if paper.counts else None
    return {
        "plan": paper.key, "state": paper.state.value, "version": paper.counts.version if paper.counts else None,
        "hash": paper.base_hash, "approved_by": approval.approved_by if approval else None,
        "approved_at": approval.approved_at.isoformat() if approval else None,
        "proposed_by": approval.proposal.by if approval else None,
        "waiting": {"version": paper.proposal.version, "by": paper.proposal.by, "act": paper.proposal.act.value}
        if paper.proposal else None,
    }  # fmt: skip


def _line(told: dict[str, Any]) -> str:
    by = f"approved by {told['approved_by']}" if told["approved_by"] else "from its file" if told["hash"] else ""
    waits = f"; {told['waiting']['act']} of version {told['waiting']['version']} waits" if told["waiting"] else ""
    return f"{told['plan']:28}{told['state']:12}version {told['version'] or '-'}  {by}{waits}"

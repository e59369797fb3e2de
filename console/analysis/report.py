"""The after-action report: one HTML file per language that needs nothing but itself, on screen or on A4."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from console.analysis.alarm_load import alarm_load
from console.analysis.assessment import Assessment, assess
from console.analysis.chart import chart
from console.analysis.expectations import Verdict
from console.analysis.injected import off_by_s, played
from console.analysis.participants import participants
from console.analysis.quality import quality_notes
from console.analysis.record import read_record
from console.analysis.report_map import report_map
from console.analysis.review import strengths, to_improve
from console.analysis.story import story
from console.analysis.why import error_words, why
from console.analysis.wording import Wording
from console.board.alarms import load_rules
from console.board.timeline import Vocabulary, category_label, family_of, task_label
from console.district.where import resource_dir
from console.errors import StoreUnavailable
from console.journal.chain import ChainReport, check
from console.journal.rows import chained
from console.model.events import DrillInjected, Recorded
from console.model.places import District
from console.model.scenario import Scenario
from console.phrase import LANGUAGES, Text


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture to show: its place relative to the report's folder, and what it is."""

    path: str
    title: Text


def write_report(
    folder: Path,
    *,
    rows: Sequence[Recorded],
    scenario: Scenario | None,
    district: District,
    lang: str = "en",
    vocabulary: Vocabulary | None = None,
    chain: ChainReport | None = None,
    pictures: Sequence[Picture] = (),
    ended_at: datetime | None = None,
) -> Path:
    """Write ``report-en.html`` and ``report-zh.html`` into ``folder`` and return the one in ``lang``.

    ``rows`` are the whole journal. ``chain`` is what verifying the store found; without it the chain is computed
    again over ``rows``. ``ended_at`` is the session's time at its end (see :func:`read_record`).
    Raises ``BadInput`` when there is nothing to report on, ``StoreUnavailable`` when the folder cannot be written.
    """
    record = read_record(rows, district, vocabulary, ended_at=ended_at)
    found = assess(record, scenario)
    state = chain or check(map(chained, rows), (rows[-1].seq, rows[-1].hash))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for language in LANGUAGES:
            _write(folder / f"report-{language}.html", render(found, state, language, pictures))
    except OSError as problem:
        raise StoreUnavailable(f"{folder}: the report cannot be written there ({problem.strerror})") from problem
    return folder / f"report-{lang}.html"


def _write(path: Path, text: str) -> None:
    """Write whole or not at all: a reader never finds half a report."""
    fresh = path.with_suffix(".part")
    try:
        fresh.write_text(text, encoding="utf-8")
        os.replace(fresh, path)
    except OSError:
        fresh.unlink(missing_ok=True)
        raise


def render(found: Assessment, chain: ChainReport, lang: str, pictures: Sequence[Picture] = ()) -> str:
    """The report as one HTML page in ``lang`` (``en`` or ``zh``)."""
    record = found.record
    return _template().render(
        lang=lang,
        say=Wording(record, lang),
        found=found,
        record=record,
        board=record.board,
        session=record.board.session,
        scenario=found.scenario,
        chain=chain,
        pictures=pictures,
        verdicts=tuple(Verdict),
        by_seq={row.seq: row for row in record.rows},
        notes=quality_notes(found),
        story=story,
        why=why,
        chart=chart,
        error_words=error_words,
        participants=participants(record),
        map=report_map(record),
        injects=played(found),
        off_by_s=off_by_s,
        alarm_load=alarm_load(record, load_rules(resource_dir() / "alarms.yaml")),
        strengths=strengths(found),
        to_improve=to_improve(found),
        family=_family,
        category=category_label,
        task=task_label,
    )


def _family(row: Recorded) -> str:
    return "inject" if isinstance(row.event, DrillInjected) else family_of(row).value


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("console", "analysis"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("report.html.j2")

"""``scenario``: the scripts there are, and the dry run of one."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from console.app.drills import scenario_path, scenarios
from console.app.wiring import load_ground
from console.drill.dry_run import Finding, dry_run
from console.drill.script import Script, read_script


@dataclass(frozen=True)
class Checked:
    """What the dry run of one script found."""

    script: Script
    findings: tuple[Finding, ...]

    @property
    def is_fine(self) -> bool:
        """Whether nothing but notes was found."""
        return all(finding.note for finding in self.findings)

    def as_json(self) -> dict[str, Any]:
        """The public form; see docs/json.md."""
        return {"file": self.script.file, "findings": [self._finding(f) for f in self.findings]}

    def _finding(self, finding: Finding) -> dict[str, Any]:
        return {
            "line": self.script.marked.line_of(finding.path), "note": finding.note,
            "en": self.script.told(finding.path, finding.what).en,
            "zh": self.script.told(finding.path, finding.what).get("zh"),
        }  # fmt: skip

    def as_text(self) -> str:
        """A line for each finding, then how many."""
        wrong = sum(not finding.note for finding in self.findings)
        lines = [
            ("note: " if finding.note else "") + self.script.told(finding.path, finding.what).en
            for finding in self.findings
        ]
        return "\n".join([*lines, f"{self.script.file}: {wrong} findings, {len(self.findings) - wrong} notes"])


def check_scenario(name: str, district: Path | None) -> Checked:
    """The dry run of the script called ``name``, or of the file there; :class:`BadScenario` when there is none."""
    path = scenario_path(name)
    ground = load_ground(district)
    script = read_script(path, ground.district)
    return Checked(script, tuple(dry_run(script, ground.district, ground.shelf.plans, ground.vocabulary)))


def listed(district: Path | None) -> list[dict[str, Any]]:
    """Every script shipped: its name, title, length, and whether it fits the district."""
    ground = load_ground(district)
    found = []
    for name in scenarios():
        script = read_script(scenario_path(name), ground.district)
        scenario = script.scenario
        title = {"en": scenario.title.en, "zh": scenario.title.zh} if scenario else {"en": "", "zh": ""}
        found.append({
            "name": name, "title": title, "duration_s": scenario.duration_s if scenario else None,
            "plans": list(scenario.plans) if scenario else [], "fits": scenario is not None,
        })  # fmt: skip
    return found

"""What rush hours and weather usually do is a file of the district; what a script does to the roads is checked dry."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from console.district.reading import Reading
from console.district.traffic import TRAFFIC_FILE, read_traffic
from console.drill.script import load_scenario
from console.errors import BadDistrict, BadScenario
from console.model.roads import Slowing
from console.model.scenario import InjectKind, Scenario
from console.phrase import Text
from tests.unit.district_builders import DistrictFolder, demo
from tests.unit.house_rules import ROOT

DOCS = (ROOT / "docs" / "scenarios.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```yaml\n(.*?)```", DOCS, re.DOTALL)


CLASSES = ("arterial", "secondary", "alley", "alley")


def read(folder: Path, text: str) -> tuple[Slowing, ...]:
    (folder / TRAFFIC_FILE).write_text(text, encoding="utf-8")
    return read_traffic(Reading(folder, folder), CLASSES)


def test_each_entry_and_class_is_one_standing_slowing(tmp_path: Path) -> None:
    text = """
rush:
  late: {name: {en: Late shift, zh: 夜班}, hours: [22, 2], factors: {alley: 0.9, arterial: 0.5}}
weather:
  ice: {secondary: 0.4}
"""
    assert read(tmp_path, text) == (
        Slowing("rush-late-alley", 0.9, (), ("alley",), hours=(22, 2), name=Text("Late shift", "夜班")),
        Slowing("rush-late-arterial", 0.5, (), ("arterial",), hours=(22, 2), name=Text("Late shift", "夜班")),
        Slowing("weather-ice-secondary", 0.4, (), ("secondary",), weather="ice", name=Text("ice", "结冰")),
    )


def test_a_district_without_the_file_has_its_usual_speeds_and_another_hash(tmp_path: Path) -> None:
    folder = DistrictFolder(tmp_path)
    folder.path(TRAFFIC_FILE).unlink()
    bare = folder.load()
    assert bare.traffic == ()
    assert demo().traffic
    assert bare.content_hash != demo().content_hash


def test_the_demos_figures_say_that_they_are_invented() -> None:
    from console.district.where import resource_dir

    assert "Synthetic" in (resource_dir() / "xiaohe" / TRAFFIC_FILE).read_text(encoding="utf-8")


RUSH = "rush:\n  am:\n    name: {en: a, zh: b}\n    hours: [7, 9]\n    factors: {alley: 0.5}\n"
FAULTS = {
    "unknown class": (RUSH.replace("alley", "canal"), ("line 5", "rush.am.factors.canal", "'canal'", "arterial")),
    "too slow": (RUSH.replace("0.5", "0.01"), ("line 5", "rush.am.factors.alley", "0.05")),
    "too fast": (RUSH.replace("0.5", "3"), ("line 5", "rush.am.factors.alley", "2")),
    "no speed": (RUSH.replace("0.5", "slow"), ("line 5", "rush.am.factors.alley", "'slow'")),
    "hour of the next day": (RUSH.replace("9]", "25]"), ("line 4", "rush.am.hours.1", "24")),
    "no time at all": (RUSH.replace("9]", "7]"), ("line 4", "rush.am.hours", "two different hours")),
    "one hour": (RUSH.replace("[7, 9]", "[7]"), ("line 4", "rush.am.hours")),
    "no name": (RUSH.replace("    name: {en: a, zh: b}\n", ""), ("line 2", "rush.am.name")),
    "misspelt": (RUSH.replace("hours", "hour"), ("rush.am.hour", "misspelt")),
    "unknown weather": ("weather:\n  hail: {alley: 0.5}\n", ("line 2", "hail", "'heavy_rain'")),
    "class in weather": ("weather:\n  ice: {canal: 0.5}\n", ("line 2", "weather.ice.canal", "'canal'")),
    "nothing slowed": ("weather:\n  ice: {}\n", ("line 2", "weather.ice")),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_refused_with_file_line_and_field(fault: str, tmp_path: Path) -> None:
    text, said = FAULTS[fault]
    with pytest.raises(BadDistrict) as refused:
        read(tmp_path, text)
    for words in (TRAFFIC_FILE, *said):
        assert words in str(refused.value)


# -- scripts --------------------------------------------------------------------------------------------------------


def script(tmp_path: Path, *injects: dict[str, Any]) -> Scenario:
    file = tmp_path / "try.yaml"
    names = {"en": "Try", "zh": "试"}
    made = [
        ({} if inject.keys() & {"after", "by"} else {"at": "00:00:01"}) | {"note": names, **inject}
        for inject in injects
    ]
    content = {
        "id": "try", "title": names, "objective": names, "start": "2031-05-06T14:30:00+08:00", "duration": "00:10:00",
        "injects": made,
    }  # fmt: skip
    file.write_text(json.dumps(content), encoding="utf-8")  # every JSON text is YAML
    return load_scenario(file, demo())


JAM = {"bridge": "dengyun-bridge", "factor": 0.5, "reason": "jam"}
SCHOOL = {"classes": ["alley"], "factor": 0.5, "reason": "school", "name": {"en": "School", "zh": "放学"}}
WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "unknown bridge": ({"slow": {**JAM, "bridge": "no-bridge"}}, "no-bridge"),
    "no road at all": ({"slow": {"factor": 0.5, "reason": "x"}}, "bridge"),
    "unknown stretch": ({"slow": {"roads": ["nowhere"], "factor": 0.5, "reason": "x"}}, "nowhere"),
    "unknown class": ({"slow": {**SCHOOL, "classes": ["alley", "canal"]}}, "not canal"),
    "class without a name": ({"slow": {"classes": ["alley"], "factor": 0.5, "reason": "x"}}, "name"),
    "class and bridge": ({"slow": {**SCHOOL, "bridge": "dengyun-bridge"}}, "bridge"),
    "too slow": ({"slow": {**JAM, "factor": 0.01}}, "0.05"),
    "no factor": ({"slow": {"bridge": "dengyun-bridge", "reason": "x"}}, "factor"),
    "no reason": ({"slow": {**JAM, "reason": " "}}, "reason"),
    "misspelt": ({"slow": {**JAM, "speed": 3}}, "speed"),
    "unknown weather": ({"weather": {"weather": "hail", "reason": "x"}}, "heavy_rain"),
    "weather without reason": ({"weather": {"weather": "rain"}}, "reason"),
    "nothing slowed": ({"unslow": {"inject": "try"}}, "slows roads"),
}


@pytest.mark.parametrize("fault", WRONG)
def test_a_script_that_slows_what_cannot_be_is_refused_before_it_begins(fault: str, tmp_path: Path) -> None:
    effect, said = WRONG[fault]
    with pytest.raises(BadScenario, match=re.escape(said)) as refused:
        script(tmp_path, {"id": "try", **effect})
    assert "injects.try." in str(refused.value)


def test_a_script_may_slow_and_unslow_and_declare_weather(tmp_path: Path) -> None:
    made = script(
        tmp_path, {"id": "jam", "slow": JAM}, {"id": "school", "slow": SCHOOL},
        {"id": "end", "unslow": {"inject": "jam"}}, {"id": "wet", "weather": {"weather": "rain", "reason": "gauge"}},
    )  # fmt: skip
    assert [inject.kind.value for inject in made.injects] == ["slow", "slow", "unslow", "weather"]
    assert made.injects[0].effect["name"] == {"en": "Dengyun Bridge", "zh": "登云大桥"}


def test_every_effect_is_described_and_the_examples_can_be_played(tmp_path: Path) -> None:
    table = DOCS.split("## Examples")[0]
    assert [kind for kind in InjectKind if f"`{kind.value}`" not in table] == []
    injects = yaml.safe_load(EXAMPLES[0])
    made = script(tmp_path, *injects)
    assert {inject.kind for inject in made.injects} == set(InjectKind)


def test_the_documented_traffic_file_can_be_read(tmp_path: Path) -> None:
    assert len(read(tmp_path, EXAMPLES[1])) == 4

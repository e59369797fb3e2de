from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
import yaml

ROOT = Path(__file__).parents[2]
SCHEMA = json.loads((ROOT / "docs" / "schemas" / "plan.schema.json").read_text(encoding="utf-8"))
PLANS = sorted((ROOT / "plans").glob("*.yaml"))


@pytest.mark.parametrize("path", PLANS, ids=[path.stem for path in PLANS])
def test_an_editor_with_the_published_schema_accepts_the_plan(path: Path) -> None:
    jsonschema.validate(yaml.safe_load(path.read_text(encoding="utf-8")), SCHEMA)


def test_an_editor_with_the_published_schema_marks_a_plan_without_a_title() -> None:
    plan = yaml.safe_load(PLANS[0].read_text(encoding="utf-8"))
    del plan["title"]
    with pytest.raises(jsonschema.ValidationError, match="title"):
        jsonschema.validate(plan, SCHEMA)

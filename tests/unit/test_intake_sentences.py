"""Sentences as people write them: the item they mean is proposed, the facts in them are read, the rest is unknown."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from console.dispatch.category import propose_category
from console.dispatch.facts import facts_from_text
from console.district.facts import load_facts
from console.district.where import resource_dir
from tests.unit.board_builders import the_district

SENTENCES: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    (Path(__file__).parent / "samples" / "sentences.yaml").read_text(encoding="utf-8")
)
CATALOGUE = the_district().catalogue
VOCABULARY = load_facts(resource_dir() / "vocabulary" / "facts.yaml")
EVERY = [(lang, one) for lang, many in SENTENCES.items() for one in many]


def proposed(text: str) -> list[str]:
    return [code for code, _, _ in propose_category(text, CATALOGUE)]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_most_sentences_point_to_the_item_they_mean(lang: str) -> None:
    known = [one for one in SENTENCES[lang] if one["item"]]
    places = [([*proposed(one["text"])[:3], ""].index(one["item"]) if one["item"] in proposed(one["text"])[:3] else 9)
              for one in known]  # fmt: skip
    first, three = sum(p == 0 for p in places), sum(p < 3 for p in places)
    print(f"{lang}: {len(SENTENCES[lang])} sentences, top 1 {first}/{len(known)}, top 3 {three}/{len(known)}")
    for one, place in zip(known, places, strict=True):
        if place:
            print(f"  {one['item']}: {one['text']} -> {proposed(one['text'])[:3]}")
    assert len(SENTENCES[lang]) == 40
    assert first >= 0.85 * len(known)
    assert three >= 0.95 * len(known)


@pytest.mark.parametrize(("lang", "one"), [pair for pair in EVERY if not pair[1]["item"]])
def test_what_is_not_recognised_stays_unknown(lang: str, one: dict[str, Any]) -> None:
    assert proposed(one["text"]) == []
    assert facts_from_text(one["text"], VOCABULARY) == {}


@pytest.mark.parametrize(("lang", "one"), EVERY, ids=[one["text"][:24] for _, one in EVERY])
def test_the_facts_of_a_sentence_are_read(lang: str, one: dict[str, Any]) -> None:
    found = {name: hit.value for name, hit in facts_from_text(one["text"], VOCABULARY).items()}
    for name, value in one["facts"].items():
        assert found.get(name) == value, f"{name} of {one['text']}"


def test_every_proposal_says_which_words_gave_it() -> None:
    for _, one in EVERY:
        for code, score, words in propose_category(one["text"], CATALOGUE):
            assert words
            assert score > 0
            assert set(words) <= set(CATALOGUE[code].keywords)

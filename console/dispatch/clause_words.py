"""Puts a clause of a plan into words: "injured ≥ 3" / "受伤人数 ≥ 3"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from console.model.facts import FactKind
from console.model.plan import AllOf, AnyOf, Clause, Condition, Not, Op
from console.phrase import Text

_SIGNS = {Op.IS: "=", Op.AT_LEAST: "≥", Op.AT_MOST: "≤", Op.ABOVE: ">", Op.BELOW: "<"}
_YES_NO = {True: Text("yes", "是"), False: Text("no", "否")}
_SHAPES = {
    Op.IN: (Text("{fact} is one of {value}", "{fact}为 {value} 之一"), Text("{fact} is {value}", "{fact}为 {value}")),
    Op.ANY_OF: (Text("{fact}: any of {value}", "{fact}含 {value} 之一"), Text("{fact}: {value}", "{fact}含 {value}")),
    Op.WITHIN: (Text("{fact} within {value}", "{fact}在 {value} 之间"),) * 2,
}  # fmt: skip
_AND, _OR = Text(" and ", "，且"), Text(" or ", "，或")
_NEGATED = Text("not ({clause})", "非（{clause}）")


def clause_text(clause: Clause, vocabulary: Mapping[str, FactKind], negated: bool = False) -> Text:
    """The clause in both languages, with the labels and units of ``vocabulary``; a fact it lacks keeps its own name."""
    kind = vocabulary.get(clause.fact)
    made = Text(_in(clause, kind, "en"), _in(clause, kind, "zh"))
    if not negated:
        return made
    return Text(*(_NEGATED.get(lang).format(clause=made.get(lang)) for lang in ("en", "zh")))


def condition_text(condition: Condition, vocabulary: Mapping[str, FactKind]) -> Text:
    """A whole condition in both languages: its clauses joined by and, or; parts of parts in brackets."""
    match condition:
        case Clause():
            return clause_text(condition, vocabulary)
        case Not(part):
            inner = condition_text(part, vocabulary)
            return Text(*(_NEGATED.get(lang).format(clause=inner.get(lang)) for lang in ("en", "zh")))
        case AllOf(parts) | AnyOf(parts):
            joint = _AND if isinstance(condition, AllOf) else _OR
            inner_texts = [_bracketed(part, condition_text(part, vocabulary), len(parts)) for part in parts]
            return Text(*(joint.get(lang).join(text.get(lang) for text in inner_texts) for lang in ("en", "zh")))


def _bracketed(part: Condition, text: Text, among: int) -> Text:
    if among == 1 or not isinstance(part, AllOf | AnyOf) or len(part.parts) == 1:
        return text
    return Text(f"({text.en})", f"（{text.zh}）")


def _in(clause: Clause, kind: FactKind | None, lang: str) -> str:
    fact = kind.label.get(lang) if kind else clause.fact
    if clause.op in _SHAPES:
        many, one = _SHAPES[clause.op]
        shape = one if len(clause.value) == 1 else many
        return shape.get(lang).format(fact=fact, value=_values(clause, kind, lang))
    unit = kind.unit.get(lang) if kind else ""
    shown = _value(clause.value, kind, lang)
    return " ".join(part for part in (fact, _SIGNS[clause.op], shown, unit) if part)


def _values(clause: Clause, kind: FactKind | None, lang: str) -> str:
    values: Sequence[Any] = clause.value
    if clause.op is Op.WITHIN:
        return "–".join(values)
    return ("、" if lang == "zh" else ", ").join(_value(value, kind, lang) for value in values)


def _value(value: Any, kind: FactKind | None, lang: str) -> str:
    if isinstance(value, bool):
        return _YES_NO[value].get(lang)
    if kind and isinstance(value, str) and value in kind.choices:
        return kind.choices[value].get(lang)
    return str(value)

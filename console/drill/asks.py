"""What a message to the automatic officer may ask for."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from console.drill.forms import Name, Reasoned, Seconds
from console.model.words import Tier


class WhistleAsk(Reasoned):
    """Call departments in."""

    do: Literal["whistle"]
    incident: Name
    departments: Annotated[list[str], Field(min_length=1, max_length=20)]
    within_s: Seconds


class TransferAsk(Reasoned):
    """Hand the case to another service under the number it gave."""

    do: Literal["transfer"]
    incident: Name
    to: Name
    number: Name


class AssignAsk(Reasoned):
    """Give the case to those who are to settle it."""

    do: Literal["assign"]
    incident: Name
    tier: Tier
    lead: str = ""
    assisting: list[str] = Field(default_factory=list)


class ReopenAsk(Reasoned):
    """Take a closed case up again."""

    do: Literal["reopen"]
    incident: Name


Ask = Annotated[WhistleAsk | TransferAsk | AssignAsk | ReopenAsk, Field(discriminator="do")]

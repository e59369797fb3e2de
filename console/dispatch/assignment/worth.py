"""What each slot is worth: how much less the whole answer would cost if the slot were not there."""

from __future__ import annotations

import numpy as np

from console.dispatch.assignment.compiled import run
from console.dispatch.assignment.match import Matched
from console.dispatch.assignment.match_rows import no_tree
from console.dispatch.assignment.packing import Whole


def worth(matched: Matched) -> Whole:
    """By slot (s×6): somebody not sent is taken for a slot exactly when its own cost there is below this.

    ``ValueError`` for an answer with a gap.
    """
    if any(matched.gap):
        raise ValueError("a slot's worth needs an answer that is proved best")
    proof, slots = matched.proof, len(matched.option_of_slot)
    released = no_tree(slots)
    run("release", proof.rows, proof.prices, released)
    margins = np.zeros((2, slots), np.int64)
    run("margins", proof.rows, proof.prices, margins[0], margins[1])
    found = proof.packing.unpacked(margins[0], margins[1]) - proof.packing.unpacked(released.hi, released.lo)
    found[:, 0] += proof.weights
    return found

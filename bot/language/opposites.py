"""Signs that are two poles of one thing: who tells one of them denies the other, more or less.

Owns the pairs. Annotators mark the pole that is told and rightly leave out the other, so a reading of the other pole,
turned round, is neither right nor wrong: nothing is learned from it and it is not counted.

    opposites("fear_of_abandonment")     # {"secure_apart"}
"""

from __future__ import annotations

from functools import cache
from typing import Final

PAIRS: Final = (
    ("needs_partner_to_decide", "decides_independently"),
    ("fear_of_abandonment", "secure_apart"),
    ("anxiety", "secure_apart"),
    ("loss_of_self", "sense_of_self"),
    ("worth_from_partner", "sense_of_self"),
    ("one_sided_sacrifice", "mutual_support"),
    ("enabling", "encourages_growth"),
)


@cache
def opposites(sign: str) -> frozenset[str]:
    """Return the other poles of a sign; most have none."""
    return frozenset(there for pair in PAIRS for here, there in (pair, pair[::-1]) if here == sign)

"""What is offered for each sign, row by row. A change here is a change of what Trellis advises."""

from __future__ import annotations

import pytest

from bot.content import library
from bot.content.models import SIGN_IDS

# sign -> strengths | steps | blocks | strategies | ask, when
TABLE = {
    "loss_of_self": "H1 H2 | T1 | K1 K2 K3 | M4 M2 |",
    "worth_from_partner": "H1 H4 | T1 T2 T4 | K1 K4 | M4 M3 |",
    "need_for_approval": "H1 H4 | T1 T2 T4 | K1 K4 | M4 M3 |",
    "needs_partner_to_decide": "H3 | T1 | K1 K5 | M4 M1 | view_or_permission present",
    "neglects_own_needs": "H6 H7 | T4 T3a T3b | K4 K5 | M1 M3 |",
    "one_sided_sacrifice": "H6 H7 | T4 T3a T3b | K4 K5 | M1 M3 |",
    "fear_of_abandonment": "H4 | T1 T2 | K3 K4 K1 | M1 M3 | losing_or_afraid present",
    "enabling": "H8 H7 | T1 T2 T3a T3b | K4 K3 | M3 M4 | drink_and_anger anger",
    "tolerates_mistreatment": "| T2 | K3 K4 | | treated_badly present",
    "low_self_esteem": "H1 H4 | T2 T4 | K4 | M4 | own_safety low_mood",
    "anxiety": "H4 | T2 T4 | K4 | M4 | own_safety low_mood",
    "no_close_ties_outside": "H2 | T2 | K3 K2 | M4 | cut_off_by_whom present",
    "loneliness": "H2 | T2 | K3 K2 | M4 | cut_off_by_whom present",
    "sense_of_self": "| | | M4 |",
    "own_interests": "| | | M4 |",
    "decides_independently": "| | | M4 |",
    "secure_apart": "| | | M4 M3 |",
    "open_communication": "| | | M1 | what_happens_after absent",
    "mutual_support": "| | | M3 |",
    "encourages_growth": "| | | M2 |",
}
assert set(TABLE) == set(SIGN_IDS)


@pytest.mark.parametrize("sign", TABLE)
def test_a_sign_offers_what_the_table_says(sign: str) -> None:
    link = library().link(sign)
    ask = (link.ask, link.ask_when) if link.ask else ()
    row = (link.strengths, link.steps, link.blocks, link.strategies, ask)
    assert row == tuple(tuple(cell.split()) for cell in TABLE[sign].split("|"))


def test_a_missing_voice_offers_talking_only_after_the_question() -> None:
    link = library().link("open_communication")
    assert (link.absent_blocks, link.absent_strategies) == (("K5",), ("M1",))
    others = [other for other in library().links if other.sign != "open_communication"]
    assert all(not other.absent_blocks and not other.absent_strategies for other in others)


def test_after_mistreatment_nothing_involves_the_partner() -> None:
    link = library().link("tolerates_mistreatment")
    offered = (*link.steps, *link.blocks, *link.strategies)
    assert offered and {library().item(id).partner_contact for id in offered} == {"none"}

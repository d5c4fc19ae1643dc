"""What is written down survives, and what is done leaves nothing but a number."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
import time_machine

from bot.channels.telegram import ledger as module
from bot.channels.telegram.keyboard import Key
from bot.channels.telegram.ledger import Ledger, Person
from bot.channels.telegram.outgoing import Outgoing
from bot.channels.telegram.seal import Seal
from bot.channels.telegram.updates import Update
from bot.journal.tables import inbox
from bot.runtime.errors import StoreUnusable

SEAL = Seal(bytes(32))
HI = Update(7, 4_815_162_342, 3, "text", "a secret")
MESSAGES = [
    Outgoing("One"),
    Outgoing("Two", ({"type": "bold", "offset": 0, "length": 3},), (Key("Yes", "7.x"),)),
]


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    opened = Ledger(tmp_path / "t.db", SEAL)
    yield opened
    opened.close()


def stored(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.glob("t.db*"))


def test_an_update_is_kept_once_even_when_it_is_done(ledger: Ledger) -> None:
    assert ledger.keep([HI, HI]) == [HI]
    assert ledger.waiting() == [HI]
    assert ledger.begin(7) == (HI, 0) and ledger.begin(7) == (HI, 1)
    ledger.finish(7)
    assert ledger.waiting() == [] and ledger.begin(7) == (None, 0)
    assert ledger.keep([HI]) == []


def test_what_waits_is_sealed_and_what_is_done_is_gone(ledger: Ledger, tmp_path: Path) -> None:
    ledger.keep([HI])
    ledger.answer(7, MESSAGES, 3)
    for word in (b"secret", b"4815162342", b"One"):
        assert word not in stored(tmp_path)
    ledger.finish(7)
    left = ledger._all(sa.select(inbox.c.mark, inbox.c.sender_id, inbox.c.data))
    assert [tuple(row) for row in left] == [("7", None, None)]
    assert ledger._all(sa.select(module.messages)) == []


def test_answers_wait_in_order_and_only_the_next_one_counts_as_handed_over(ledger: Ledger) -> None:
    ledger.keep([HI])
    assert not ledger.is_answered(7)
    ledger.answer(7, MESSAGES, 3)
    assert ledger.is_answered(7)
    assert [(w.message, w.newest) for w in ledger.unsent(7)] == [(MESSAGES[0], 3), (MESSAGES[1], None)]
    assert ledger.newest() == 3
    ledger.handed_over(7, 0, 9)
    assert ledger.unsent(7)[0].newest == 9 == ledger.newest()
    ledger.sent(7, 0, 4)
    assert [(w.message, w.newest) for w in ledger.unsent(7)] == [(MESSAGES[1], 4)]
    ledger.sent(7, 1, 5)
    assert ledger.unsent(7) == [] and ledger.is_answered(7)


def test_it_is_all_there_after_a_restart(ledger: Ledger, tmp_path: Path) -> None:
    ledger.keep([HI])
    ledger.answer(7, MESSAGES, 3)
    ledger.know("s", Person(7, (4, 5), True, "9", 5))
    again = Ledger(tmp_path / "t.db", SEAL)
    assert again.waiting() == [HI] and len(again.unsent(7)) == 2
    assert again.person("s") == Person(7, (4, 5), True, "9", 5) and again.person("x") is None
    again.close()


def test_what_another_key_sealed_is_done_with(ledger: Ledger, tmp_path: Path) -> None:
    ledger.keep([HI])
    other = Ledger(tmp_path / "t.db", Seal(bytes(31) + b"x"))
    assert other.waiting() == [] and other.keep([HI]) == []
    other.close()


def test_an_edit_takes_the_place_of_what_still_waits(ledger: Ledger) -> None:
    edit = Update(8, HI.chat, HI.message, "edit", "better")
    ledger.keep([HI])
    assert ledger.amend(edit) and ledger.waiting()[0].text == "better"
    assert not ledger.amend(Update(9, HI.chat, 99, "edit", "x"))
    ledger.begin(7)
    assert not ledger.amend(edit)


def test_numbers_are_kept_for_days_and_not_for_ever(ledger: Ledger, tmp_path: Path) -> None:
    later = Update(8, 1, 1, "text", "x")
    with time_machine.travel(0, tick=False) as clock:
        ledger.keep([HI])
        ledger.finish(HI.id)
        clock.shift(module.REMEMBERED - 1)
        ledger.keep([later])
        Ledger(tmp_path / "t.db", SEAL).close()
        assert ledger.keep([HI]) == []
        clock.shift(2)
        Ledger(tmp_path / "t.db", SEAL).close()
        assert ledger.keep([HI]) == [HI] and ledger.keep([later]) == []


def test_somebody_is_forgotten_wholly(ledger: Ledger, tmp_path: Path) -> None:
    sender = SEAL.sender(HI.chat)
    asking = Update(8, HI.chat, 4, "text", "/delete")
    other = Update(9, 12, 4, "text", "mine")
    ledger.keep([HI, asking, other])
    ledger.answer(7, MESSAGES, 3)
    ledger.know(sender, Person(told=True))
    ledger.remember_address(sender, HI.chat)
    ledger.forget(sender, but=8)
    assert [update.id for update in ledger.waiting()] == [8, 9]
    assert ledger.person(sender) is None and ledger.address(sender) is None and ledger.unsent(7) == []


def test_an_address_is_sealed(ledger: Ledger, tmp_path: Path) -> None:
    ledger.remember_address("s", 4_815_162_342)
    assert ledger.address("s") == 4_815_162_342 and b"4815162342" not in stored(tmp_path)
    ledger.forget_address("s")
    assert ledger.address("s") is None


def test_what_belongs_together_is_one_transaction(ledger: Ledger) -> None:
    ledger.keep([HI])

    def fail_half_way() -> None:
        with ledger.together():
            ledger.answer(7, MESSAGES, 3)
            raise KeyError

    with pytest.raises(KeyError):
        fail_half_way()
    assert not ledger.is_answered(7)


def test_an_unusable_database_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "t.db").write_bytes(b"no database at all" * 100)
    with pytest.raises(StoreUnusable, match="TRELLIS_DATABASE"):
        Ledger(tmp_path / "t.db", SEAL)

"""The same journal on PostgreSQL. Skipped unless TRELLIS_TEST_POSTGRESQL names an empty database to try it on."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.journal import Journal, open_journal
from bot.journal.tables import OURS
from tests.unit.journal.conftest import Clock
from tests.unit.journal.making import CHECKIN, PICTURE, PLAN, SUNDAYS, turn

ADDRESS = os.environ.get("TRELLIS_TEST_POSTGRESQL", "")
ALL = (("picture", PICTURE), ("plan", PLAN), ("checkin", CHECKIN), ("reminder", SUNDAYS), ("region", "GB"))
pytestmark = pytest.mark.skipif(not ADDRESS, reason="TRELLIS_TEST_POSTGRESQL is not set")


@pytest.fixture
def journal(tmp_path: Path, clock: Clock) -> Iterator[Journal]:
    engine = sa.create_engine(ADDRESS)
    with engine.begin() as connection:
        for table in (*reversed(OURS), sa.Table("alembic_version", sa.MetaData())):
            connection.exec_driver_sql(f"DROP TABLE IF EXISTS {table.name} CASCADE")
    engine.dispose()
    opened = open_journal(ADDRESS, tmp_path / "t.key", clock)
    yield opened
    opened.close()


def test_a_turn_is_written_read_rotated_and_erased(journal: Journal, clock: Clock, tmp_path: Path) -> None:
    last = journal.append("ada", turn(*ALL))
    last = journal.append("ada", turn(text="and more"), after=last)
    assert last is not None
    journal.append("ben", turn(*ALL))
    assert [e["event"] for e in journal.session("ada").events].count("user") == 2
    journal.prove_writable()
    for _ in range(3):
        last = journal.append("ada", turn(), after=last)
        journal.checkpoint("ada")
    assert [e["event"] for e in journal.session("ada").events].count("user") == 1, "told shortly but for the last turn"
    before = journal.export("ada")
    assert len(before["pictures"]) == len(before["plans"]) == 1
    journal.rotate()
    assert journal.export("ada") == before
    with journal.engine.connect() as connection:
        for table in OURS:
            assert not any("zebrafish" in str(row) for row in connection.execute(sa.select(table)).all())
    clock.move(days=6, hours=6, minutes=5)
    due = journal.claim_due()
    assert due is not None and due.sender_id == "ada"
    journal.settle(due, sent=True)
    assert journal.erase("ada") > 5 and journal.conversations() == ["ben"]
    assert journal.append("ada", turn(), after=last) is None
    again = open_journal(ADDRESS, tmp_path / "t.key", clock)
    assert again.conversations() == ["ben"]
    again.close()

"""The tables, and how an older database becomes a newer one.

Owns the shape of what is stored; `migrations/` holds the steps, run by Alembic. `events` is Rasa's own table, here
with the columns it has there. Must not read or write rows.

Ids and times are plain, so that they can be searched; `data` is sealed (bot.journal.cipher).
"""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa

HEAD = "0005"
"""The newest step of `migrations/versions`; a test holds the two together."""

UPGRADING = 7_465_611
"""The number of the lock; any will do that nobody else takes."""

metadata = sa.MetaData()

events = sa.Table(
    "events",
    metadata,
    sa.Column("id", sa.Integer, sa.Sequence("events_id_seq", optional=True), primary_key=True),
    sa.Column("sender_id", sa.String(255), nullable=False, index=True),
    sa.Column("type_name", sa.String(255), nullable=False),
    sa.Column("timestamp", sa.Float),
    sa.Column("intent_name", sa.String(255)),
    sa.Column("action_name", sa.String(255)),
    sa.Column("data", sa.Text),
)
entries = sa.Table(
    "journal_entries",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("sender_id", sa.String(255), nullable=False, index=True),
    sa.Column("at", sa.Float, nullable=False),
    sa.Column("kind", sa.String(20), nullable=False),
    sa.Column("data", sa.Text, nullable=False),
)
people = sa.Table(
    "journal_people",
    metadata,
    sa.Column("sender_id", sa.String(255), primary_key=True),
    sa.Column("seen", sa.Float, nullable=False, index=True),
    sa.Column("private", sa.Boolean, nullable=False, default=False),
    sa.Column("data", sa.Text, nullable=False),
)
reminders = sa.Table(
    "journal_reminders",
    metadata,
    sa.Column("sender_id", sa.String(255), primary_key=True),
    sa.Column("due", sa.Float, index=True),
    sa.Column("claimed", sa.Float),
    sa.Column("sent", sa.Float),
    sa.Column("unanswered", sa.Integer, nullable=False, default=0),
    sa.Column("waiting", sa.Boolean, nullable=False, default=False),
    sa.Column("held", sa.Boolean, nullable=False, default=False),
    sa.Column("data", sa.Text, nullable=False),
)
checkpoints = sa.Table(
    "journal_checkpoints",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("sender_id", sa.String(255), nullable=False, index=True),
    sa.Column("event_id", sa.Integer, nullable=False),
    sa.Column("data", sa.Text, nullable=False),
)
"""The far past of a running session, told shortly as it stood behind an event; made from `events`, and lost without harm."""
inbox = sa.Table(
    "journal_inbox",
    metadata,
    sa.Column("place", sa.Integer, primary_key=True),
    sa.Column("channel", sa.String(20), nullable=False),
    sa.Column("mark", sa.String(80), nullable=False),
    sa.Column("at", sa.Float, nullable=False),
    sa.Column("sender_id", sa.String(255), index=True),
    sa.Column("tries", sa.Integer, nullable=False),
    sa.Column("data", sa.Text),
    sa.UniqueConstraint("channel", "mark"),
    sqlite_autoincrement=True,
)
"""Messages that wait for their answer (bot.journal.inbox); once it is stored, `sender_id` and `data` are wiped."""
leases = sa.Table(
    "journal_leases",
    metadata,
    sa.Column("name", sa.String(20), primary_key=True),
    sa.Column("holder", sa.String(20), nullable=False),
    sa.Column("until", sa.Float, nullable=False),
)
"""Who of several processes has which duty (bot.journal.lease); nothing of a person."""
OURS = (events, entries, people, reminders, checkpoints)
"""Every table that holds rows of a person; erasing goes through them all."""


def upgrade(engine: sa.engine.Engine) -> bool:
    """Bring the database to HEAD; tell whether anything was to be done."""
    with engine.connect() as connection:
        if _version(connection) == HEAD:
            return False
    from alembic import command  # a quarter of a second, and only needed when something changes
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":  # processes that start together do it one after the other
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(UPGRADING)))
        if _version(connection) == HEAD:
            return False
        config.attributes["connection"] = connection
        command.upgrade(config, HEAD)
    return True


def _version(connection: sa.engine.Connection) -> str | None:
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    version: str | None = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return version

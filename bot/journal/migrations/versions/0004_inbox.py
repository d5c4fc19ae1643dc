"""What people wrote and nobody has answered yet; what waits in the Telegram channel's own table moves there."""

from __future__ import annotations

import time

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    known = sa.inspect(op.get_bind())
    if not known.has_table("journal_inbox"):
        op.create_table(
            "journal_inbox",
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
    if known.has_table("telegram_updates"):
        op.execute(
            "INSERT INTO journal_inbox (channel, mark, at, sender_id, tries, data)"  # noqa: S608 - a number of ours
            f" SELECT 'telegram', id, {time.time()}, sender, tries, CAST(content AS TEXT)"
            " FROM telegram_updates ORDER BY place"
        )
        op.drop_table("telegram_updates")


def downgrade() -> None:
    op.drop_table("journal_inbox")

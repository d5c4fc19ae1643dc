"""Reminders: when the next one is due, and what became of the last."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "journal_reminders",
        sa.Column("sender_id", sa.String(255), primary_key=True),
        sa.Column("due", sa.Float, index=True),
        sa.Column("claimed", sa.Float),
        sa.Column("sent", sa.Float),
        sa.Column("unanswered", sa.Integer, nullable=False),
        sa.Column("waiting", sa.Boolean, nullable=False),
        sa.Column("held", sa.Boolean, nullable=False),
        sa.Column("data", sa.Text, nullable=False),
    )


def downgrade() -> None:
    op.drop_table("journal_reminders")

"""Where a long conversation is read from, and the index that finds a session's beginning."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "journal_checkpoints",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("sender_id", sa.String(255), nullable=False, index=True),
        sa.Column("event_id", sa.Integer, nullable=False),
        sa.Column("data", sa.Text, nullable=False),
    )
    op.create_index("ix_events_sender_id_type_name_id", "events", ["sender_id", "type_name", "id"])


def downgrade() -> None:
    op.drop_index("ix_events_sender_id_type_name_id", "events")
    op.drop_table("journal_checkpoints")

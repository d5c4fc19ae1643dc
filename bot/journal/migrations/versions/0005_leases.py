"""Who of several processes has which duty."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "journal_leases",
        sa.Column("name", sa.String(20), primary_key=True),
        sa.Column("holder", sa.String(20), nullable=False),
        sa.Column("until", sa.Float, nullable=False),
    )


def downgrade() -> None:
    op.drop_table("journal_leases")

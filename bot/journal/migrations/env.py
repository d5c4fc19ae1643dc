"""Runs the steps on the connection that bot.journal.tables hands over; Alembic loads this file by its name."""

from __future__ import annotations

from alembic import context

context.configure(connection=context.config.attributes["connection"])
context.run_migrations()

"""What can go wrong with what is kept, each with the one line a host gets to read; never a person's words."""

from __future__ import annotations

from pathlib import Path


class JournalProblem(Exception):
    """A failure whose text is meant to be read: one line, what is wrong and what to do."""


class Overtaken(Exception):
    """Another process has gone on with the conversation: what was worked out for it is not stored, and is to be done anew."""


class KeyMissing(JournalProblem):
    """The database is encrypted and its key is not there."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"the key {path} is missing and the database is encrypted with it; put it back, or set TRELLIS_KEY_FILE "
            "(without the key nothing in the database can be read)"
        )


class KeyUnusable(JournalProblem):
    """The key file cannot be read or written, or holds no key, or another one."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            f"the key {path} cannot be used ({reason}); put the right one back, or set TRELLIS_KEY_FILE"
        )

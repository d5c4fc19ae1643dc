"""What is wrong with the content, said so that a non-programmer can mend it.

Owns Problem and ContentError. Must not read files or decide what counts as wrong.

    Problem("data/signs.yml", 12, "unknown key 'colour'", "allowed: id, side, ...")
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Level = Literal["error", "warning"]


@dataclass(frozen=True, order=True)
class Problem:
    """One mistake, where it is and what to do about it."""

    file: str
    """The file as a person would open it."""
    line: int
    """Counted from 1. 0 stands for the file as a whole."""
    message: str
    """What is wrong, in one clause."""
    hint: str = ""
    """What to do about it."""
    level: Level = "error"
    """Warnings are shown, but the check still passes."""

    def __str__(self) -> str:
        """Return ``file:line: message (hint)``."""
        place = f"{self.file}:{self.line}" if self.line else self.file
        mark = "warning: " if self.level == "warning" else ""
        return f"{place}: {mark}{self.message}" + (f" ({self.hint})" if self.hint else "")


class ContentError(ValueError):
    """The content cannot be loaded. ``problems`` holds every mistake found, not only the first."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        """Keep the problems in order of file and line."""
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))

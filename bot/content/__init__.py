"""What can be said, and where it comes from.

Owns definitions, signs, steps, helplines and their sources. Must not import Rasa, read the environment or decide
whether something may be said now.

    from bot.content import library
    library().item("T3a").text
"""

from bot.content.errors import ContentError, Problem
from bot.content.library import Library, library
from bot.content.models import Helpline, Item, Link, Sign

__all__ = ["ContentError", "Helpline", "Item", "Library", "Link", "Problem", "Sign", "library"]

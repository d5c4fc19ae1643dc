"""The commands of the menu, and what each one is in the talk.

Owns: the table, and telling a command from text. Must not: run anything.

Example::

    read("/back@trellis_bot")  # 'back'
    read("/stop it, i can't go on")  # None: text, so that the safety screen reads it
"""

from __future__ import annotations

import re

MENU: dict[str, str] = {
    "start": "Say hello, or begin here",
    "help": "What you can say and do",
    "picture": "What I noted, in two columns",
    "plan": "The step you chose",
    "back": "One step back",
    "stop": "Leave it here for today",
    "privacy": "What is kept, and where",
    "export": "Get a copy of everything I keep",
    "delete": "Wipe everything I keep",
}
"""What Telegram shows behind the menu button, in this order."""
PAYLOADS: dict[str, str] = {
    "help": "/ask_help",
    "picture": "/show_picture",
    "plan": "/show_plan",
    "back": "/go_back",
    "stop": "/stop",
    "privacy": "/ask_privacy",
    "export": "/request_export",
    "delete": "/request_delete",
}
"""What each command is in the talk; `start` opens it."""
COMMAND = re.compile(r"/([A-Za-z]{1,32})(?:@\w{1,64})?")
LINKED = re.compile(r"/start(?:@\w{1,64})? [A-Za-z0-9_-]{1,64}")
"""What Telegram sends for a person who followed a link that carries a word."""


def read(text: str) -> str | None:
    """Return the command that a message is and nothing else, None if it is text."""
    if LINKED.fullmatch(text.strip()):
        return "start"
    found = COMMAND.fullmatch(text.strip())
    name = found[1].lower() if found else None
    return name if name in MENU else None

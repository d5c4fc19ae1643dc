"""The secret that a channel keeps on the host: one key in a file, made at the first start.

Owns making and reading it, for its owner's eyes only. Must not: log or show a key, or make a new one where an old one is
damaged.

Example::

    key = load_key(settings.web_key_file, "TRELLIS_WEB_KEY_FILE", "nobody's page finds its conversation")
"""

from __future__ import annotations

import secrets
from contextlib import suppress
from pathlib import Path

from bot.journal.cipher import make_once
from bot.runtime.errors import RuntimeProblem

KEY_BYTES = 32


def load_key(path: Path, setting: str, loss: str) -> bytes:
    """Read the key, 32 bytes or more, making it at the first start. Raises RuntimeProblem.

    `setting` names the file and `loss` says what is lost with the key: both stand in the error.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            with suppress(FileExistsError):  # another process that starts now was quicker
                make_once(path, secrets.token_hex(KEY_BYTES) + "\n")
        key = bytes.fromhex(path.read_text(encoding="ascii").strip())
    except OSError as error:
        raise RuntimeProblem(
            f"the key {path} cannot be used ({error.strerror}); make its folder writable or set {setting}"
        ) from error
    except ValueError:
        key = b""
    if len(key) < KEY_BYTES:
        raise RuntimeProblem(
            f"the key {path} is damaged; without it {loss}. Restore it, or delete it to begin with a fresh one"
        )
    return key

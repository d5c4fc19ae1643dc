"""The encryption of what is kept: Fernet (AES-128-CBC with HMAC-SHA256) from the `cryptography` library.

Owns the key file: made at the first start, for its owner's eyes only; one key a line, the newest first. Everything is
sealed with the first and opened with any of them, so that a change of keys can stop half-way and lose nothing.
Must not: log or show a key, or make a new one where an old one is needed.

    cipher = Cipher.open(Path("var/trellis.key"), make=True)
    cipher.unseal(cipher.seal('{"event": "user"}'))
"""

from __future__ import annotations

import os
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from bot.journal.errors import KeyMissing, KeyUnusable

SEALED = "gAAAAA"
"""How every Fernet token begins; JSON begins with a brace. What was kept before there was a key is read as it is."""


class Cipher:
    """Seals and opens texts with the keys of one file; looks again when the file has changed."""

    def __init__(self, path: Path) -> None:
        """Use `Cipher.open`."""
        self._path = path
        self._stamp = 0
        self._keys: tuple[str, ...] = ()
        self._fernet = MultiFernet([Fernet(Fernet.generate_key())])
        self.refresh()

    @classmethod
    def open(cls, path: Path, make: bool) -> Cipher:
        """Read the key file; `make` it if there is none. Raises KeyMissing or KeyUnusable."""
        if not path.exists():
            if not make:
                raise KeyMissing(path)
            make_keys(path)
        return cls(path)

    def refresh(self) -> None:
        """Read the keys again if the file is another than before: somebody may have changed the key."""
        try:
            stamp = self._path.stat().st_mtime_ns
            if stamp == self._stamp:
                return
            keys = tuple(self._path.read_text(encoding="ascii").split())
            self._fernet = MultiFernet([Fernet(key) for key in keys])
        except FileNotFoundError as error:
            raise KeyMissing(self._path) from error
        except OSError as error:
            raise KeyUnusable(self._path, error.strerror or type(error).__name__) from error
        except ValueError as error:
            raise KeyUnusable(self._path, "it holds no key of 32 bytes in base64") from error
        self._keys, self._stamp = keys, stamp

    @property
    def keys(self) -> tuple[str, ...]:
        """Give the keys, the newest first."""
        return self._keys

    def seal(self, text: str) -> str:
        """Encrypt a text."""
        return self._fernet.encrypt(text.encode()).decode()

    def unseal(self, text: str) -> str:
        """Decrypt a text; what was never sealed is given as it is. Raises KeyUnusable for another key's."""
        if not text.startswith(SEALED):
            return text
        try:
            return self._fernet.decrypt(text.encode()).decode()
        except InvalidToken:
            self.refresh()
        try:
            return self._fernet.decrypt(text.encode()).decode()
        except InvalidToken as error:
            raise KeyUnusable(self._path, "the database was sealed with another key") from error


def new_key() -> str:
    """Make a key."""
    return Fernet.generate_key().decode()


def make_keys(path: Path) -> None:
    """Make the key file with one new key, unless another process that starts now does. Raises KeyUnusable."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        make_once(path, f"{new_key()}\n")
    except FileExistsError:
        pass
    except OSError as error:
        raise KeyUnusable(path, error.strerror or type(error).__name__) from error


def make_once(path: Path, text: str) -> None:
    """Write a file for its owner's eyes that is there whole or not at all. Raises FileExistsError, OSError."""
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        _write(fresh, text, os.O_TRUNC)
        try:
            os.link(fresh, path)
        except FileExistsError:
            raise
        except OSError:  # a file system without links
            _write(path, text, os.O_EXCL)
    finally:
        fresh.unlink(missing_ok=True)


def _write(path: Path, text: str, flag: int) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | flag, 0o600), "w", encoding="ascii") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def write_keys(path: Path, keys: list[str]) -> None:
    """Write the key file, readable by its owner only, whole or not at all. Raises KeyUnusable."""
    fresh = path.with_name(f"{path.name}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh.unlink(missing_ok=True)
        _write(fresh, "".join(f"{key}\n" for key in keys), os.O_EXCL)
        os.replace(fresh, path)
    except OSError as error:
        raise KeyUnusable(path, error.strerror or type(error).__name__) from error

"""Small broken trees for the loader, and single changes to the shipped content for the checks."""

from __future__ import annotations

import dataclasses
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.content.loader import FILES, Content, load

Tree = Callable[..., Path]
Change = Callable[..., Content]

KEYS = {"items": "id", "signs": "id", "links": "sign", "helplines": "name", "countries": "code"}


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    """Write a data folder of empty lists, with some files replaced: tree(closing="items: ..."); None leaves one out."""

    def write(**replaced: str | None) -> Path:
        for name, kinds in FILES.items():
            text = replaced.pop(name.removesuffix(".yml"), "".join(f"{key}: []\n" for key in kinds))
            if text is not None:
                (tmp_path / name).write_text(textwrap.dedent(text), encoding="utf-8")
        for name, text in replaced.items():
            (tmp_path / f"{name}.yml").write_text(text or "", encoding="utf-8")
        return tmp_path

    return write


@pytest.fixture(scope="session")
def shipped() -> Content:
    """The content as it is shipped."""
    return load()


@pytest.fixture
def change(shipped: Content) -> Change:
    """Return the shipped content with one entry changed: change("items", "K2", text="..."), or dropped: None."""

    def changed(kind: str, id: str, fields: dict[str, object] | None) -> Content:
        entries = []
        hits = 0
        for entry in getattr(shipped, kind):
            if getattr(entry, KEYS[kind]) == id:
                hits += 1
                if fields is None:
                    continue
                entry = dataclasses.replace(entry, **fields)
            entries.append(entry)
        assert hits, f"there is no {id} among {kind}"
        given = {field.name: getattr(shipped, field.name) for field in dataclasses.fields(shipped)}
        return Content(**{**given, kind: tuple(entries)})

    return changed

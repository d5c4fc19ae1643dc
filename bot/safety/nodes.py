"""Reads YAML with the line of every value, and refuses what the caller did not name.

Owns the error message for broken safety data. Must not know what the data mean.
Example: ``DataError: rules.yml:12: unknown key 'verdikt'; allowed: id, kind, verdict``
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import yaml

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class DataError(ValueError):
    """Safety data that cannot be used; says file, line, what is wrong and what is allowed."""


class Node:
    """One YAML value with its place."""

    def __init__(self, node: yaml.Node, file: str) -> None:
        self._node = node
        self.file = file
        self.line = node.start_mark.line + 1

    def wrong(self, what: str) -> DataError:
        """Make the error for this place."""
        return DataError(f"{self.file}:{self.line}: {what}")

    def mapping(self, allowed: Iterable[str] | None = None, needed: Iterable[str] = ()) -> dict[str, Node]:
        """Read a mapping; unknown, doubled and missing keys are errors."""
        if not isinstance(self._node, yaml.MappingNode):
            raise self.wrong("a mapping is wanted here")
        names = None if allowed is None else list(allowed)
        found: dict[str, Node] = {}
        for key, value in self._node.value:
            name = str(key.value)
            place = Node(key, self.file)
            if names is not None and name not in names:
                raise place.wrong(f"unknown key '{name}'; allowed: {', '.join(names)}")
            if name in found:
                raise place.wrong(f"key '{name}' is there twice")
            found[name] = Node(value, self.file)
        for name in needed:
            if name not in found:
                raise self.wrong(f"key '{name}' is missing")
        return found

    def sequence(self) -> list[Node]:
        """Read a list."""
        if not isinstance(self._node, yaml.SequenceNode):
            raise self.wrong("a list is wanted here")
        return [Node(item, self.file) for item in self._node.value]

    def string(self, among: Iterable[str] | None = None) -> str:
        """Read a text, one of ``among`` where that is given."""
        if not isinstance(self._node, yaml.ScalarNode):
            raise self.wrong("a text is wanted here")
        value = str(self._node.value)
        if among is not None:
            names = list(among)
            if value not in names:
                raise self.wrong(f"'{value}' is not known here; allowed: {', '.join(names)}")
        return value

    def strings(self, among: Iterable[str] | None = None) -> tuple[str, ...]:
        """Read a list of texts; a text alone counts as its words."""
        if isinstance(self._node, yaml.ScalarNode):
            words = tuple(str(self._node.value).split())
            if among is not None:
                for word in words:
                    if word not in list(among):
                        raise self.wrong(f"'{word}' is not known here; allowed: {', '.join(among)}")
            return words
        return tuple(item.string(among) for item in self.sequence())

    def number(self) -> int:
        """Read a whole number."""
        value = self.string()
        if not value.isdigit():
            raise self.wrong(f"'{value}' is not a whole number")
        return int(value)


def read(path: Path) -> Node:
    """Read one YAML file."""
    try:
        node = yaml.compose(path.read_text(encoding="utf-8"), Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise DataError(f"{path.name}:{line}: not YAML: {error.problem}") from None
    if node is None:
        raise DataError(f"{path.name}:1: the file is empty")
    return Node(node, path.name)

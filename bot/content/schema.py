"""From YAML nodes to dataclasses, with the line of every value.

Owns types, required keys and unknown keys. Must not know what any field means.

    reader = Reader("data/links.yml")
    link = reader.build(Link, node)      # None, and reader.problems filled, when the node does not fit
"""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from typing import Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

import yaml

from bot.content.errors import Problem

T = TypeVar("T")
NULL = "tag:yaml.org,2002:null"
Lines = dict[str, int]


def line_of(node: yaml.Node) -> int:
    """Return the node's line, counted from 1."""
    return int(node.start_mark.line) + 1


@dataclass
class Reader:
    """Builds dataclasses from one file's nodes and collects what does not fit."""

    file: str
    """The file's name in messages."""
    problems: list[Problem] = field(default_factory=list)
    """Every mistake so far."""
    shapes: dict[type, tuple[dict[str, object], tuple[str, ...]]] = field(default_factory=dict)
    """What ``shape`` returned, since asking again for every entry doubles the time to load."""

    def say(self, node: yaml.Node | int, message: str, hint: str = "") -> None:
        """Add one problem at a node or a line."""
        line = node if isinstance(node, int) else line_of(node)
        self.problems.append(Problem(self.file, line, message, hint))

    def pairs(self, node: yaml.MappingNode) -> Iterator[tuple[str, yaml.Node, yaml.Node]]:
        """Yield (key, key node, value node). A key given twice is reported and left out."""
        seen: set[str] = set()
        for key_node, value in node.value:
            key = str(getattr(key_node, "value", ""))
            if key in seen:
                self.say(key_node, f"'{key}' is given twice here", "keep one of them")
                continue
            seen.add(key)
            yield key, key_node, value

    def build(self, cls: type[T], node: yaml.Node, lines: Lines | None = None) -> T | None:
        """Return an instance of the dataclass, or None after reporting every mistake in the node.

        ``lines`` is filled with the line of each field, and of each entry as ``field[0]``.
        """
        name = cls.__name__.lower()
        if not isinstance(node, yaml.MappingNode):
            self.say(node, f"expected one {name} with keys, found {describe(node)}", "start with '- id: ...'")
            return None
        before = len(self.problems)
        if cls not in self.shapes:
            self.shapes[cls] = shape(cls)
        hints, required = self.shapes[cls]
        where: Lines = {} if lines is None else lines
        values: dict[str, object] = {}
        for key, key_node, value in self.pairs(node):
            if key not in hints:
                close = get_close_matches(key, hints, n=1)
                meant = f"did you mean '{close[0]}'? " if close else ""
                self.say(key_node, f"unknown key '{key}'", f"{meant}allowed: {', '.join(hints)}")
                continue
            where[key] = line_of(value)
            values[key] = self.value(hints[key], value, key, where)
        label = values.get("id") or values.get("sign") or values.get("name") or name
        for key in required:
            if key not in values:
                self.say(node, f"{label}: '{key}' is missing", f"add '{key}:'")
        if len(self.problems) > before:
            return None
        # cls is a dataclass whose fields were just checked against these very hints
        make = cast("Callable[..., T]", cls)
        return make(**values)

    def value(self, hint: object, node: yaml.Node, key: str, lines: Lines) -> object:
        """Return the node's value as the hint asks, or None after reporting the mistake."""
        origin, args = get_origin(hint), get_args(hint)
        if origin in (Union, types.UnionType):
            inner = next(arg for arg in args if arg is not type(None))
            return None if node.tag == NULL else self.value(inner, node, key, lines)
        if origin is tuple:
            return self.sequence(args[0], node, key, lines)
        if isinstance(hint, type) and dataclasses.is_dataclass(hint):
            return self.build(hint, node)
        if not isinstance(node, yaml.ScalarNode):
            self.say(
                node, f"'{key}' takes one text, found {describe(node)}", "write the text after 'key: >-'"
            )
            return None
        # The text as written: 'No', 988 and 0800 stay what the editor typed, whatever YAML makes of them.
        raw = " ".join(str(node.value).split())
        if not raw or node.tag == NULL:
            self.say(node, f"'{key}' is empty", "write it, or leave the key out if it is optional")
            return None
        if origin is Literal:
            if raw not in args:
                self.say(node, f"'{raw}' is not a {key}", f"one of: {', '.join(map(str, args))}")
                return None
            return raw
        if hint is date:
            try:
                return date.fromisoformat(raw)
            except ValueError:
                self.say(node, f"'{raw}' is not a date", "write year-month-day, as 2026-11-24")
                return None
        return raw

    def sequence(self, inner: object, node: yaml.Node, key: str, lines: Lines) -> tuple[object, ...]:
        """Return the entries of a list, each checked by itself."""
        if not isinstance(node, yaml.SequenceNode):
            self.say(node, f"'{key}' takes a list, found {describe(node)}", "one '- ' line for each entry")
            return ()
        entries = []
        for index, child in enumerate(node.value):
            lines[f"{key}[{index}]"] = line_of(child)
            entries.append(self.value(inner, child, f"{key} entry", {}))
        return tuple(entries)


def shape(cls: type) -> tuple[dict[str, object], tuple[str, ...]]:
    """Return the field types of a dataclass, and the fields that have no default."""
    hints = get_type_hints(cls)
    fields = dataclasses.fields(cls)
    bare = dataclasses.MISSING
    required = tuple(f.name for f in fields if f.default is bare and f.default_factory is bare)
    return {f.name: hints[f.name] for f in fields}, required


def describe(node: yaml.Node) -> str:
    """Name what a node is, in an editor's words."""
    if isinstance(node, yaml.SequenceNode):
        return "a list"
    if isinstance(node, yaml.MappingNode):
        return "several keys"
    return "nothing" if node.tag == NULL else "one text"

"""Reads the data folder into typed content, and reports every structural mistake at once.

Owns which files there are and what each holds. Must not judge wording or safety (bot.content.checks does).

    content = load(DATA)        # raises ContentError listing file, line and what is allowed
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import yaml

from bot.content.errors import ContentError, Problem
from bot.content.models import Country, Helpline, Item, Link, Referral, Sign
from bot.content.schema import Lines, Reader, line_of

DATA: Final = Path(__file__).parent / "data"
Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C parser is about eight times as fast

# file -> {top-level key: what its entries are}
FILES: Final[Mapping[str, Mapping[str, type]]] = {
    "definitions.yml": {"items": Item},
    "codependency.yml": {"items": Item},
    "interdependence.yml": {"items": Item},
    "signs_items.yml": {"items": Item},
    "transition.yml": {"items": Item},
    "maintenance.yml": {"items": Item},
    "closing.yml": {"items": Item},
    "signs.yml": {"signs": Sign},
    "links.yml": {"links": Link},
    "helplines.yml": {"helplines": Helpline, "countries": Country},
    "referrals.yml": {"referrals": Referral},
}


@dataclass(frozen=True)
class Place:
    """Where an entry stands, so that a check can point at it."""

    file: str
    """The file's name in messages."""
    line: int
    """Where the entry starts."""
    lines: Mapping[str, int]
    """Field, or ``field[index]``, to line."""


@dataclass(frozen=True)
class Content:
    """Everything loaded, in the order of the files."""

    items: tuple[Item, ...] = ()
    signs: tuple[Sign, ...] = ()
    links: tuple[Link, ...] = ()
    helplines: tuple[Helpline, ...] = ()
    countries: tuple[Country, ...] = ()
    referrals: tuple[Referral, ...] = ()
    places: Mapping[int, Place] = field(default_factory=dict, compare=False)
    """``id()`` of an entry above to its place. The entries live as long as this object does."""

    def problem(self, entry: object, message: str, hint: str = "", at: str = "") -> Problem:
        """Return a problem that points at an entry's field, such as ``text`` or ``reflections[1]``."""
        place = self.places.get(id(entry), Place("content", 0, {}))
        line = place.lines.get(at, place.lines.get(at.partition("[")[0], place.line))
        return Problem(place.file, line, message, hint)


def load(folder: Path = DATA) -> Content:
    """Return the folder's content.

    Raises ContentError with every unknown or missing key, wrong type, duplicate id and broken or missing file.
    """
    found: dict[type, list[object]] = {kind: [] for kinds in FILES.values() for kind in kinds.values()}
    places: dict[int, Place] = {}
    problems = [
        Problem(
            shown(path),
            0,
            "this file is not one that Trellis reads",
            f"move it to one of: {', '.join(FILES)}",
        )
        for path in sorted(folder.glob("*.y*ml"))
        if path.name not in FILES
    ]
    for name, kinds in FILES.items():
        reader = Reader(shown(folder / name))
        read_file(folder / name, kinds, reader, found, places)
        problems += reader.problems
    problems += duplicates(found, places)
    if problems:
        raise ContentError(problems)
    return Content(
        items=tuple(entry for entry in found[Item] if isinstance(entry, Item)),
        signs=tuple(entry for entry in found[Sign] if isinstance(entry, Sign)),
        links=tuple(entry for entry in found[Link] if isinstance(entry, Link)),
        helplines=tuple(entry for entry in found[Helpline] if isinstance(entry, Helpline)),
        countries=tuple(entry for entry in found[Country] if isinstance(entry, Country)),
        referrals=tuple(entry for entry in found[Referral] if isinstance(entry, Referral)),
        places=places,
    )


def read_file(
    path: Path,
    kinds: Mapping[str, type],
    reader: Reader,
    found: Mapping[type, list[object]],
    places: dict[int, Place],
) -> None:
    """Read one file into ``found`` and ``places``; mistakes go to the reader."""
    root = compose(path, reader)
    if root is None:
        return
    if not isinstance(root, yaml.MappingNode):
        reader.say(root, "the file needs a heading key", f"start it with '{next(iter(kinds))}:'")
        return
    missing = set(kinds)
    for key, key_node, value in reader.pairs(root):
        if key not in kinds:
            reader.say(key_node, f"unknown key '{key}'", f"allowed in this file: {', '.join(kinds)}")
            continue
        missing.discard(key)
        if not isinstance(value, yaml.SequenceNode):
            reader.say(value, f"'{key}' takes a list", "start each entry with '- '")
            continue
        for node in value.value:
            lines: Lines = {}
            entry = reader.build(kinds[key], node, lines)
            if entry is not None:
                found[kinds[key]].append(entry)
                places[id(entry)] = Place(reader.file, line_of(node), lines)
    for key in sorted(missing):
        reader.say(1, f"'{key}' is missing", f"add '{key}:' with its list")


def compose(path: Path, reader: Reader) -> yaml.Node | None:
    """Return the file's root node, or None after reporting why there is none."""
    try:
        root: yaml.Node | None = yaml.compose(path.read_text(encoding="utf-8"), Loader=Loader)
    except FileNotFoundError:
        reader.say(0, "the file is missing", "put it back from the repository")
        return None
    except (OSError, UnicodeDecodeError) as error:
        reader.say(0, "the file cannot be read", f"{type(error).__name__}: save it as UTF-8 text")
        return None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        hint = "text with a colon, # or quote goes on the lines below 'key: >-'"
        reader.say(mark.line + 1 if mark else 0, f"not valid YAML: {error.problem}", hint)
        return None
    except yaml.YAMLError as error:
        reader.say(0, "not valid YAML", str(error).splitlines()[0])
        return None
    if root is None:
        reader.say(0, "the file is empty", "put it back from the repository")
    return root


def duplicates(found: Mapping[type, list[object]], places: Mapping[int, Place]) -> list[Problem]:
    """Report an id, sign or country code that is given twice, in one file or across files."""
    problems = []
    for kind, key in ((Item, "id"), (Sign, "id"), (Link, "sign"), (Country, "code"), (Referral, "id")):
        first: dict[str, Place] = {}
        for entry in found[kind]:
            name, place = str(getattr(entry, key)), places[id(entry)]
            if name in first:
                also = f"{first[name].file}:{first[name].line}"
                problems.append(
                    Problem(place.file, place.line, f"{key} '{name}' is already used", f"first at {also}")
                )
            else:
                first[name] = place
    return problems


def shown(path: Path) -> str:
    """Return the path as a person would type it: relative to where they stand, if it is below."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(path)

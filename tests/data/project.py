"""Reads the project's files as they lie in the checkout, for the checks beside it.

Owns: parsing. Must not: judge, or import Rasa (the checks run in a second).

    >>> "greet" in intents()
    True
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]
Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
SHORT = re.compile(r"\[([^\]]*)\]\((\w+)(?::(\w+))?\)")
LONG = re.compile(r"\[([^\]]*)\](\{[^}]*\})")


def read(path: Path) -> Any:
    """Read one YAML file."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader)


@cache
def domain() -> dict[str, Any]:
    """Give the domain."""
    loaded: dict[str, Any] = read(ROOT / "domain.yml")
    return loaded


def names(section: str) -> dict[str, dict[str, Any]]:
    """Give a section of the domain, whose entries are names or one-key mappings, as name to settings."""
    entries: dict[str, dict[str, Any]] = {}
    for entry in domain()[section]:
        if isinstance(entry, str):
            entries[entry] = {}
        else:
            entries.update({name: settings or {} for name, settings in entry.items()})
    return entries


def intents() -> tuple[str, ...]:
    """Give the domain's intents."""
    return tuple(names("intents"))


@cache
def examples() -> dict[str, list[str]]:
    """Give each intent's training examples."""
    found: dict[str, list[str]] = {}
    for path in sorted((ROOT / "data" / "nlu").rglob("*.yml")):
        for entry in read(path).get("nlu") or ():
            if "intent" in entry:
                lines = [line[2:].strip() for line in str(entry["examples"]).splitlines() if line.startswith("- ")]
                found.setdefault(entry["intent"], []).extend(lines)
    return found


def annotations(example: str) -> Iterator[dict[str, str]]:
    """Yield the entities of one example: entity, value, and role and group where they are given."""
    for _, entity, value in SHORT.findall(example):
        yield {"entity": entity, "value": value}
    for _, long in LONG.findall(example):
        yield json.loads(long)


@cache
def steps() -> tuple[dict[str, Any], ...]:
    """Give every step of every rule and story."""
    found: list[dict[str, Any]] = []
    for path in sorted((ROOT / "data" / "stories").rglob("*.yml")):
        loaded = read(path)
        for told in (*(loaded.get("rules") or ()), *(loaded.get("stories") or ())):
            found += told.get("condition") or ()
            found += told["steps"]
    return tuple(found)


@cache
def texts() -> tuple[tuple[str, str], ...]:
    """Give every wording of the domain as (utterance, text)."""
    return tuple((name, variant["text"]) for name, variants in domain()["responses"].items() for variant in variants)


def sources(*folders: str) -> Iterator[tuple[Path, ast.Module]]:
    """Yield the modules of the given folders, parsed."""
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            yield path.relative_to(ROOT), ast.parse(path.read_text(encoding="utf-8"))


def constants(module: ast.Module) -> set[str]:
    """Give a module's string constants; docstrings and parts of f-strings are left out."""
    nodes = list(ast.walk(module))
    left_out = {id(part) for node in nodes if isinstance(node, ast.JoinedStr) for part in node.values}
    left_out |= {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
    return {n.value for n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, str) and id(n) not in left_out}


@cache
def strings() -> frozenset[str]:
    """Give every string constant in bot/ and actions/."""
    return frozenset(text for _, module in sources("bot", "actions") for text in constants(module))


@cache
def built() -> frozenset[str]:
    """Give the names that are put together, such as `utter_harm_{}`, with `{}` for what is filled in."""
    found: set[str] = set()
    for _, module in sources("bot/flows", "bot/runtime", "actions"):
        for node in ast.walk(module):
            if isinstance(node, ast.JoinedStr):
                name = "".join(str(p.value) if isinstance(p, ast.Constant) else "{}" for p in node.values)
                if name.startswith("utter_") or re.fullmatch(r"\{\}_[a-z_]+", name):
                    found.add(name)
    return frozenset(found)

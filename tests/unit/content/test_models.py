"""The shapes: every field is explained, and the closed lists agree with each other."""

from __future__ import annotations

import ast
import dataclasses
from pathlib import Path

import pytest

from bot.content import models

SHAPES = [
    value
    for value in vars(models).values()
    if dataclasses.is_dataclass(value) and isinstance(value, type) and value.__module__ == models.__name__
]
assert SHAPES


def undocumented(path: Path) -> list[str]:
    """Return 'Class.field' for each annotated field that no string follows."""
    missing = []
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ClassDef):
            for field, after in zip(node.body, [*node.body[1:], None]):
                told = isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant)
                if isinstance(field, ast.AnnAssign) and not told:
                    missing.append(f"{node.name}.{getattr(field.target, 'id', '?')}")
    return missing


def test_every_field_says_what_it_is() -> None:
    assert undocumented(Path(models.__file__)) == []


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)
def test_a_shape_cannot_be_changed_after_loading(shape: type) -> None:
    assert shape.__dataclass_params__.frozen  # type: ignore[attr-defined]


def test_there_are_twenty_signs_and_no_name_is_used_twice() -> None:
    assert len(models.CODEPENDENCY_SIGNS) == 13
    assert len(models.INTERDEPENDENCE_SIGNS) == 7
    assert len(set(models.SIGN_IDS)) == 20


def test_no_part_stands_in_two_sections() -> None:
    parts = [part for parts in models.SECTIONS.values() for part in parts]
    assert len(parts) == len(set(parts)) == 8

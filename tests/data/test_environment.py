"""bot/settings.py is the only reader of the environment, so that `trellis doctor` can show all that is in force."""

from __future__ import annotations

import ast
from pathlib import Path

from tests.data import project

READER = Path("bot/settings.py")


def reads(module: ast.Module) -> list[int]:
    """Give the lines that read the environment; setting a variable for a library is no reading."""
    nodes = list(ast.walk(module))
    set_here = {
        id(node.value) for node in nodes if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store | ast.Del)
    }
    set_here |= {
        id(node.func.value)
        for node in nodes
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "setdefault"
    }
    touched = [n for n in nodes if isinstance(n, ast.Attribute) and n.attr in ("environ", "environb", "getenv")]
    imported = [
        n for n in nodes if isinstance(n, ast.ImportFrom) and n.module == "os" and {a.name for a in n.names} & {"environ", "getenv"}
    ]
    return [n.lineno for n in touched if id(n) not in set_here] + [n.lineno for n in imported]


def test_a_reader_is_noticed() -> None:
    assert reads(ast.parse("import os\na = os.environ['A']\nb = os.getenv('B')\nos.environ['C'] = 'c'")) == [2, 3]
    assert reads(ast.parse("from os import environ")) == [1]


def test_only_the_settings_read_the_environment() -> None:
    found = {str(p): reads(module) for p, module in project.sources("bot", "actions") if p != READER}
    assert {path: lines for path, lines in found.items() if lines} == {}

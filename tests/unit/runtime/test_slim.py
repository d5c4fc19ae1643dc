"""The stand-ins for TensorFlow hold only as long as Rasa keeps its names: these tests tell when it does not."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
import rasa

from bot.runtime import slim

ROOT = Path(rasa.__file__).parent
PROJECT = Path(__file__).parents[3]


def source_of(module: str) -> Path:
    return ROOT.joinpath(*module.split(".")[1:]).with_suffix(".py")


def imports_of(path: Path) -> Iterator[tuple[str, str]]:
    """Yield (module, name) for every `from module import name` and (module, "") for every `import module`."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for alias in node.names:
                yield node.module, alias.name
                yield f"{node.module}.{alias.name}", ""
        elif isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, ""


def modules_at_import_time(path: Path) -> set[str]:
    """Name the top-level packages that `path` imports when it is imported itself (not in functions or for typing)."""
    found: set[str] = set()
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.partition(".")[0])
    return found


def run_python(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=PROJECT, check=False
    )


@pytest.mark.parametrize("module", slim.STAND_INS)
def test_the_real_module_still_defines_the_classes_a_stand_in_replaces(module: str) -> None:
    defined = {n.name for n in ast.parse(source_of(module).read_text()).body if isinstance(n, ast.ClassDef)}
    assert set(slim.STAND_INS[module]) <= defined


def test_rasa_takes_nothing_else_from_the_replaced_modules() -> None:
    replaced = {source_of(module) for module in slim.STAND_INS}
    # Only reached from the replaced modules themselves, so never loaded.
    unreachable = {source_of(f"rasa.utils.tensorflow.{name}") for name in ("models", "layers", "rasa_layers")}
    files = [path for path in ROOT.rglob("*.py") if path not in replaced | unreachable]
    assert len(files) > 200
    taken = {(m, n) for path in files for m, n in imports_of(path) if m in slim.STAND_INS and n}
    assert taken
    assert {(m, n) for m, n in taken if n not in slim.STAND_INS[m]} == set()


def test_no_other_door_leads_to_tensorflow() -> None:
    """Whoever imports TensorFlow at import time is a stand-in, or is imported only by one."""
    hungry = {path for path in ROOT.rglob("*.py") if modules_at_import_time(path) & set(slim.REFUSED)}
    assert hungry
    replaced = {source_of(module) for module in slim.STAND_INS}
    open_doors = hungry - replaced
    assert {path.parent.relative_to(ROOT).as_posix() for path in open_doors} <= {"utils/tensorflow"}
    names = {"rasa." + ".".join(path.relative_to(ROOT).with_suffix("").parts) for path in open_doors}
    for path in set(ROOT.rglob("*.py")) - hungry:
        # rasa/cli and rasa/core/test.py may import lazily; only the head of a file counts
        heads = {
            node.module
            for node in ast.parse(path.read_text(encoding="utf-8")).body
            if isinstance(node, ast.ImportFrom) and node.module
        }
        assert not heads & names, path


def test_everything_else_of_rasa_utils_tensorflow_is_real() -> None:
    import rasa.utils.tensorflow.model_data as real
    import rasa.utils.train_utils  # noqa: F401

    assert real.__file__ is not None and Path(real.__file__).is_file()
    assert hasattr(real, "RasaModelData")


def test_tensorflow_is_refused_as_if_absent() -> None:
    with pytest.raises(ImportError):
        __import__("tensorflow")


def test_using_a_stand_in_says_what_to_do() -> None:
    from rasa.nlu.classifiers.diet_classifier import DIETClassifier
    from rasa.shared.exceptions import RasaException
    from rasa.utils.tensorflow.callback import RasaTrainingLogger

    with pytest.raises(RasaException, match="RasaTrainingLogger needs TensorFlow"):
        RasaTrainingLogger(1, silent=True)
    with pytest.raises(RasaException, match="Take DIETClassifier out of config.yml"):
        DIETClassifier.get_default_config()


def test_installing_twice_changes_nothing() -> None:
    before = list(sys.meta_path)
    slim.install()
    assert sys.meta_path == before


def test_coming_too_late_is_refused() -> None:
    done = run_python(
        "import sys, types\n"
        "sys.modules['rasa.core'] = types.ModuleType('rasa.core')\n"
        "from bot.runtime import slim\n"
        "slim.install()"
    )
    assert done.returncode == 1
    assert "InstalledTooLate" in done.stderr and "before rasa.core is imported" in done.stderr


def test_importing_the_module_imports_no_rasa() -> None:
    done = run_python(
        "import sys; import bot.runtime.slim; print([m for m in sys.modules if m.startswith('rasa')])"
    )
    assert done.stdout.strip() == "[]"


def test_the_agent_loads_without_tensorflow_in_a_fresh_process() -> None:
    done = run_python(
        "from bot.runtime import slim; slim.install()\n"
        "import sys; import rasa.core.agent, rasa.model_training, rasa.engine.recipes.default_components\n"
        "print([name for name in sys.modules if name.partition('.')[0] in slim.REFUSED and sys.modules[name]])"
    )
    assert done.stdout.strip() == "[]", done.stderr


def test_the_stand_ins_are_found_where_rasa_looks() -> None:
    for module in slim.STAND_INS:
        spec = find_spec(module)
        assert module in sys.modules or (spec is not None and isinstance(spec.loader, slim.StandInLoader))

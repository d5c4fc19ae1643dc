"""Training the model, with progress, and only when something has changed.

Owns: calling Rasa's training on the project's files and keeping the models folder small. Must not: know the
pipeline; config.yml says what is trained.

Example::

    outcome = train(settings, on_step=print)  # IntentClassifier ... RulePolicy ...
    outcome.model  # PosixPath('models/20261124-120000.tar.gz')
"""

from __future__ import annotations

import contextlib
import io
import logging
import os
import re
import sys
import tarfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.runtime import slim
from bot.runtime.errors import TrainingFailed
from bot.runtime.fingerprint import fingerprint_of, is_fresh, note, trained_from
from bot.runtime.quiet import hush_warnings
from bot.settings import Settings, prepare_process

KEEP = 2
"""Models that stay: the one in use and the one before, to go back to."""
STEP = re.compile(r"Starting to train component '(\w+)'")


@dataclass(frozen=True)
class Outcome:
    """What training did."""

    model: Path
    trained: bool
    """False: the model was fresh already."""
    seconds: float


def train(
    settings: Settings, *, force: bool = False, on_step: Callable[[str], None] | None = None
) -> Outcome:
    """Train a model from the project's files unless the newest one is fresh; `force` trains in any case.

    `on_step` is called with the name of each component before it is trained. Raises TrainingFailed with Rasa's reason.
    """
    noted = trained_from(settings)
    if not force and noted and is_fresh(settings):
        return Outcome(noted[0], trained=False, seconds=0.0)
    _check_files(settings)
    started = time.monotonic()
    fingerprint = fingerprint_of(settings)
    model = _train_with_rasa(settings, on_step or (lambda step: None))
    note(settings, model, fingerprint)
    _drop_old(settings.models, model)
    return Outcome(model, trained=True, seconds=time.monotonic() - started)


def _check_files(settings: Settings) -> None:
    for path in (settings.config, settings.domain, settings.data):
        if not path.exists():
            raise TrainingFailed(f"{path} is missing; run this in the project's folder or set TRELLIS_ROOT")
    try:
        settings.models.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise TrainingFailed(f"the folder {settings.models} cannot be made ({error.strerror})") from error
    if not os.access(settings.models, os.W_OK):
        raise TrainingFailed(f"the folder {settings.models} cannot be written")


def _train_with_rasa(settings: Settings, on_step: Callable[[str], None]) -> Path:
    prepare_process()
    # Rasa's cache knows a component by its configuration, not by its code: after a change of code it would serve
    # what the old code learned. Our own fingerprint decides instead.
    os.environ["RASA_MAX_CACHE_SIZE"] = "0"
    hush_warnings()
    slim.install()
    if str(settings.root) not in sys.path:
        sys.path.insert(0, str(settings.root))
    from rasa import model_training
    from rasa.shared.exceptions import RasaException

    from bot.runtime.training_economies import applied

    printed = io.StringIO()
    try:
        with applied(), _steps(on_step), contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
            result = model_training.train(
                domain=str(settings.domain),
                config=str(settings.config),
                training_files=[str(settings.data)],
                output=str(settings.models),
                force_training=True,
                fixed_model_name=time.strftime("%Y%m%d-%H%M%S"),
            )
    except RasaException as error:
        raise TrainingFailed(_short(str(error))) from error
    except SystemExit as stop:  # Rasa prints its reason and ends the process
        raise TrainingFailed(_short(printed.getvalue())) from stop
    if not result.model:
        raise TrainingFailed(_short(printed.getvalue()) or "Rasa gave no reason")
    model = Path(result.model)
    if not tarfile.is_tarfile(model):
        raise TrainingFailed(f"the file {model} was not written properly; is the disk full?")
    return model


@contextlib.contextmanager
def _steps(on_step: Callable[[str], None]) -> Iterator[None]:
    """Tell `on_step` which component Rasa is about to train; its log is where it says so."""
    source = logging.getLogger("rasa.engine.training.hooks")
    level, propagate = source.level, source.propagate
    listener = _Listener(on_step)
    source.addHandler(listener)
    source.setLevel(logging.INFO)
    source.propagate = False
    try:
        yield
    finally:
        source.removeHandler(listener)
        source.setLevel(level)
        source.propagate = propagate


class _Listener(logging.Handler):
    def __init__(self, on_step: Callable[[str], None]) -> None:
        super().__init__()
        self._on_step = on_step

    def emit(self, record: logging.LogRecord) -> None:
        found = STEP.search(record.getMessage())
        if found:
            self._on_step(found[1])


def _drop_old(folder: Path, newest: Path) -> None:
    """Remove all but the newest models; each is some megabytes and none is ever asked for again."""
    others = sorted((p for p in folder.glob("*.tar.gz") if p != newest), key=os.path.getmtime, reverse=True)
    for path in others[KEEP - 1 :]:
        path.unlink(missing_ok=True)


def _short(text: str) -> str:
    """Make one line of Rasa's reason, without its colours."""
    plain = re.sub(r"\x1b\[[0-9;]*m", "", text)
    return " ".join(plain.split())[:400]

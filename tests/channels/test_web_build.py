"""The committed files of the page are what its source builds, byte for byte."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.serving import CHECKOUT

WEB = CHECKOUT / "web"
NODE = shutil.which("node")
READY = NODE is not None and (WEB / "node_modules" / "esbuild").is_dir()


def node(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(NODE), *arguments], cwd=WEB, capture_output=True, text=True, timeout=120, check=False
    )


@pytest.mark.skipif(
    not READY, reason="no Node or no web/node_modules here: cd web && npm ci --ignore-scripts"
)
def test_building_again_gives_the_same_bytes() -> None:
    done = node("build.mjs", "--check")
    assert done.returncode == 0, done.stderr


@pytest.mark.skipif(
    not READY, reason="no Node or no web/node_modules here: cd web && npm ci --ignore-scripts"
)
def test_a_changed_file_is_noticed(tmp_path: Path) -> None:
    project = tmp_path / "project"
    (project / "bot/channels/web").mkdir(parents=True)
    shutil.copytree(CHECKOUT / "bot/channels/web/assets", project / "bot/channels/web/assets")
    shutil.copytree(WEB, project / "web", ignore=shutil.ignore_patterns("node_modules"))
    os.symlink(WEB / "node_modules", project / "web/node_modules")
    (project / "bot/channels/web/assets/talk.js").write_text("// something else")
    (project / "bot/channels/web/assets/more.js").write_text("")
    done = subprocess.run(
        [str(NODE), "build.mjs", "--check"], cwd=project / "web", capture_output=True, text=True, check=False
    )
    assert done.returncode == 1 and "talk.js, more.js" in done.stderr


@pytest.mark.skipif(
    not READY, reason="no Node or no web/node_modules here: cd web && npm ci --ignore-scripts"
)
def test_the_types_hold() -> None:
    done = node("node_modules/typescript/bin/tsc", "--noEmit")
    assert done.returncode == 0, done.stdout


def test_the_lock_names_no_address() -> None:
    lock = (WEB / "package-lock.json").read_text()
    assert (
        '"integrity"' in lock
        and '"resolved"' not in lock
        and "://" not in re.sub(r'"url": "[^"]*"', "", lock)
    )


def test_every_text_of_the_page_is_used_and_there() -> None:
    import json

    texts = json.loads((WEB / "texts.en.json").read_text())
    sources = "".join(
        path.read_text()
        for path in (*(WEB / "src").glob("*.ts"), *(CHECKOUT / "bot/channels/web/templates").glob("*.html"))
    )
    used = set(re.findall(r"\bt\.(\w+)", sources)) | {
        "helpCrisis",
        "helpPartner",
        "helpBoth",
        "helpEmergency",
    }
    used |= {"gone", "open", "shut", "title"}  # what embed.ts imports by name
    assert used == set(texts)

"""Make the environment in .venv fit for `run` (talk, serve, train) or `dev` (test and lint as well).

Owns: finding Python 3.10, fetching uv, installing the hashed requirements, and knowing when nothing is to do.
Must not: import anything outside the standard library, or need more than Python 3.7 itself; any Python may run it.

Example::

    $ scripts/setup run    # 15 s the first time, 0.1 s when nothing has changed
"""

from __future__ import annotations

import fcntl
import glob
import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Dict, Iterator, List, Optional, Sequence

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
UV = ROOT / ".uv"
REQUIREMENTS = ROOT / "requirements"
STAMP = VENV / ".trellis.json"
UNFINISHED = VENV / ".unfinished"
WANTED = (3, 10)
KINDS = ("run", "dev")

# What a person's shell may hold that would send an installation somewhere else. Of pip's own settings only those
# stay that say where packages come from and how to get there.
PIP_STAYS = ("INDEX_URL", "CERT", "CLIENT_CERT", "PROXY", "TRUSTED_HOST", "DEFAULT_TIMEOUT", "CACHE_DIR", "RETRIES")
DROPPED = (
    "PYTHONPATH",
    "PYTHONHOME",
    "PYTHONDONTWRITEBYTECODE",
    "PYTHONUSERBASE",
    "VIRTUAL_ENV",
    "CONDA_PREFIX",
    "UV_PYTHON",
    "UV_SYSTEM_PYTHON",
    "UV_PROJECT_ENVIRONMENT",
    "UV_CONSTRAINT",
    "UV_OVERRIDE",
    "UV_EXCLUDE_NEWER",
    "UV_NO_BUILD",
    "UV_NO_BINARY",
    "UV_REQUIRE_HASHES",
    "UV_TARGET",
    "UV_PREFIX",
)
HOW_TO_GET_IT = (
    "Python 3.10 is needed and was not found; get it with `pyenv install 3.10`, `brew install python@3.10`, your"
    " system's packages or https://www.python.org, then try again (PYTHON=/path/to/python3.10 points to it)"
)


class SetupFailed(Exception):
    """Something a person can do something about; the text is one line."""


def main(arguments: Sequence[str]) -> int:
    """Set up for the kind named in `arguments` (run or dev) and return the exit status."""
    if len(arguments) != 1 or arguments[0] not in KINDS:
        return _complain("scripts/setup takes one word: run or dev", 2)
    kind = arguments[0]
    if is_ready(kind):
        return 0
    try:
        with_lock(kind)
    except SetupFailed as problem:
        return _complain(str(problem), 1)
    except OSError as problem:
        return _complain("setting up failed: {}".format(problem), 1)
    except KeyboardInterrupt:
        return _complain("stopped; the next call takes up where this one was", 130)
    return 0


def is_ready(kind: str) -> bool:
    """Tell whether .venv was finished from the requirements as they are now; `dev` serves `run` as well."""
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    installed = stamp.get("kind")
    if installed not in KINDS or KINDS.index(installed) < KINDS.index(kind):
        return False
    return stamp.get("sha256") == fingerprint(installed) and runs(PYTHON) is not None


def fingerprint(kind: str) -> str:
    """Hash a requirement file."""
    return hashlib.sha256((REQUIREMENTS / (kind + ".txt")).read_bytes()).hexdigest()


def with_lock(kind: str) -> None:
    """Set up while no other make does."""
    (ROOT / ".cache").mkdir(exist_ok=True)
    with open(ROOT / ".cache" / "setup.lock", "w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            say("another make is setting up; waiting for it")
            fcntl.flock(lock, fcntl.LOCK_EX)
        if not is_ready(kind):
            set_up(kind)


def set_up(kind: str) -> None:
    """Make .venv hold the requirements of `kind`; never takes the development tools away again."""
    started = time.monotonic()
    try:
        had = json.loads(STAMP.read_text(encoding="utf-8")).get("kind")
    except (OSError, ValueError):
        had = None
    kind = "dev" if "dev" in (kind, had) else kind
    say("setting up the {} environment in .venv, once".format("development" if kind == "dev" else "running"))
    env = clean_environment()
    python = find_python(env)
    uv = find_uv(env, python)
    if python is None:
        python = fetch_python(env, uv)
    make_venv(env, uv, python)
    if STAMP.exists():
        STAMP.unlink()
    UNFINISHED.touch()
    install(env, uv, kind)
    add_command()
    temporary = STAMP.with_suffix(".new")
    temporary.write_text(json.dumps({"kind": kind, "sha256": fingerprint(kind)}) + "\n", encoding="utf-8")
    UNFINISHED.unlink()
    os.replace(str(temporary), str(STAMP))
    say("ready after {:.0f} s".format(time.monotonic() - started))


# ---- Python ----


def find_python(env: Dict[str, str]) -> Optional[str]:
    """Find a Python 3.10 by running each candidate: a shim that exists may still refuse."""
    named = env.get("PYTHON")
    if named and runs(named) is None:
        say("PYTHON={} is no Python 3.10; looking further".format(named))
    seen = set()
    for candidate in candidates(env):
        if candidate not in seen:
            seen.add(candidate)
            found = runs(candidate)
            if found:
                say("Python 3.10 is {}".format(found))
                return found
    return None


def candidates(env: Dict[str, str]) -> Iterator[str]:
    """Yield where a Python 3.10 may be, best first."""
    home = env.get("HOME") or os.path.expanduser("~")
    folders = env.get("PATH", "").split(os.pathsep)
    if env.get("PYTHON"):
        yield env["PYTHON"]
    for folder in folders:
        yield os.path.join(folder, "python3.10")
    roots = [env.get("PYENV_ROOT", ""), os.path.join(home, ".pyenv")]
    roots += [os.path.dirname(f) for f in folders if os.path.basename(f) == "shims"]
    data = env.get("XDG_DATA_HOME") or os.path.join(home, ".local", "share")
    patterns = [os.path.join(r, "versions", "3.10*", "bin", "python") for r in roots if r]
    patterns += [
        os.path.join(env.get("UV_PYTHON_INSTALL_DIR") or os.path.join(data, "uv", "python"), "cpython-3.10*/bin/python3.10"),
        os.path.join(data, "mise", "installs", "python", "3.10*", "bin", "python"),
        os.path.join(home, ".asdf", "installs", "python", "3.10*", "bin", "python"),
        os.path.join(home, ".local", "bin", "python3.10"),
        os.path.join(home, "*conda*", "envs", "*", "bin", "python3.10"),
        "/usr/local/bin/python3.10",
        "/usr/bin/python3.10",
        "/opt/homebrew/bin/python3.10",
        "/opt/homebrew/opt/python@3.10/bin/python3.10",
        "/usr/local/opt/python@3.10/bin/python3.10",
        "/opt/local/bin/python3.10",
        "/opt/python/*3.10*/bin/python3.10",
        "/Library/Frameworks/Python.framework/Versions/3.10/bin/python3.10",
    ]
    for pattern in patterns:
        for path in sorted(glob.glob(pattern), reverse=True):
            yield path
    for folder in folders:
        yield os.path.join(folder, "python3")
        yield os.path.join(folder, "python")


def runs(python: object) -> Optional[str]:
    """Run a candidate; return the interpreter behind it if it is a CPython 3.10, else None."""
    if not os.path.isfile(str(python)):
        return None
    ask = (
        "import sys, platform; print(tuple(sys.version_info[:2]) == {!r} and platform.python_implementation() == 'CPython'"
        " and getattr(sys, '_base_executable', sys.executable) or '')"
    ).format(WANTED)
    try:
        answer = subprocess.run(
            [str(python), "-I", "-S", "-c", ask],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=20,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    found = answer.stdout.decode("utf-8", "replace").strip()
    return found if answer.returncode == 0 and found else None


def fetch_python(env: Dict[str, str], uv: Optional[str]) -> str:
    """Let uv fetch Python 3.10, or say how to get it."""
    if uv:
        say("no Python 3.10 here; uv tries to fetch one")
        if subprocess.run([uv, "python", "install", "3.10"], env=env, cwd=str(ROOT)).returncode == 0:
            listed = subprocess.run([uv, "python", "find", "3.10"], env=env, cwd=str(ROOT), stdout=subprocess.PIPE)
            found = runs(listed.stdout.decode("utf-8", "replace").strip())
            if found:
                return found
    raise SetupFailed(HOW_TO_GET_IT)


# ---- uv ----


def find_uv(env: Dict[str, str], python: Optional[str]) -> Optional[str]:
    """Give the pinned uv, installing it into .uv if need be; else one on the PATH; else None, and pip does the work."""
    wanted = uv_version()
    own = UV / "bin" / "uv"
    if answers(own) == wanted:
        return str(own)
    for host in [python, sys.executable, *(shutil.which(n, path=env.get("PATH")) for n in ("python3", "python"))]:
        if host and quiet([host, "-m", "pip", "--version"], env):
            say("fetching uv {}, which installs the rest ten times faster".format(wanted))
            fresh = UV.with_name(".uv.new")
            shutil.rmtree(str(fresh), ignore_errors=True)
            command = [host, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"]
            command += ["--only-binary", ":all:", "--require-hashes", "--target", str(fresh)]
            done = subprocess.run([*command, "-r", str(REQUIREMENTS / "uv.txt")], env=env, cwd=str(ROOT))
            if done.returncode == 0 and answers(fresh / "bin" / "uv") == wanted:
                shutil.rmtree(str(UV), ignore_errors=True)
                os.replace(str(fresh), str(UV))
                return str(own)
            shutil.rmtree(str(fresh), ignore_errors=True)
            break
    other = shutil.which("uv", path=env.get("PATH"))
    if other and answers(other):
        return other
    say("uv cannot be had here; pip does the work and takes some minutes")
    return None


def uv_version() -> str:
    """Read the pinned version."""
    for line in (REQUIREMENTS / "uv.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("uv=="):
            return line.split()[0][len("uv==") :]
    raise SetupFailed("requirements/uv.txt names no version of uv")


def answers(uv: object) -> Optional[str]:
    """Run a uv and give its version, None if it does not run."""
    try:
        said = subprocess.run([str(uv), "--version"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=20)
    except (OSError, subprocess.SubprocessError):
        return None
    parts = said.stdout.decode("utf-8", "replace").split()
    return parts[1] if said.returncode == 0 and len(parts) > 1 else None


# ---- the environment ----


def clean_environment() -> Dict[str, str]:
    """Give the environment without what would lead an installation astray; uv is told of pip's index and certificates."""
    env = {name: value for name, value in os.environ.items() if name not in DROPPED}
    for name in list(env):
        if name.startswith("PIP_") and name[len("PIP_") :] not in PIP_STAYS:
            del env[name]
    env["PIP_ROOT_USER_ACTION"] = "ignore"  # it installs into a folder of its own
    env.setdefault("UV_SYSTEM_CERTS", "true")
    if "PIP_INDEX_URL" in env and "UV_INDEX_URL" not in env:
        env.setdefault("UV_DEFAULT_INDEX", env["PIP_INDEX_URL"])
    if "PIP_CERT" in env:
        env.setdefault("SSL_CERT_FILE", env["PIP_CERT"])
    # a cache on another disk cannot be linked from; uv then copies, and need not warn
    env.setdefault("UV_LINK_MODE", "hardlink" if same_disk(env) else "copy")
    return env


def same_disk(env: Dict[str, str]) -> bool:
    """Tell whether uv's cache lies on the disk of this checkout."""
    home = env.get("HOME") or os.path.expanduser("~")
    place = Path(env.get("UV_CACHE_DIR") or os.path.join(env.get("XDG_CACHE_HOME") or os.path.join(home, ".cache"), "uv"))
    while not place.exists() and place != place.parent:
        place = place.parent
    try:
        return place.stat().st_dev == ROOT.stat().st_dev
    except OSError:
        return False


def make_venv(env: Dict[str, str], uv: Optional[str], python: str) -> None:
    """Make .venv anew unless a sound one of the right Python is there; one left half installed is not sound."""
    if VENV.is_symlink() or (VENV.exists() and not VENV.is_dir()):
        raise SetupFailed(".venv is in the way; move it elsewhere and try again")
    if UNFINISHED.exists():
        say("the last installation was interrupted; starting afresh")
    elif runs(PYTHON) is not None:
        return
    shutil.rmtree(str(VENV), ignore_errors=True)
    if uv:
        command = [uv, "venv", "--quiet", "--no-project", "--relocatable", "--python", python, str(VENV)]
    else:
        command = [python, "-m", "venv", str(VENV)]
    if subprocess.run(command, env=env, cwd=str(ROOT)).returncode != 0 or runs(PYTHON) is None:
        raise SetupFailed("an environment for {} could not be made in .venv (is its venv module installed?)".format(python))


def install(env: Dict[str, str], uv: Optional[str], kind: str) -> None:
    """Install exactly what the requirement file lists, each file checked against its hash, and compile it.

    Compiled, because an uncompiled environment costs 8 s at every start where PYTHONDONTWRITEBYTECODE is set.
    """
    listed = str(REQUIREMENTS / (kind + ".txt"))
    if uv:
        command = [uv, "pip", "sync", "--python", str(PYTHON), "--require-hashes", "--compile-bytecode", listed]
    else:
        # without dependencies: the list is complete, and leaves TensorFlow out on purpose
        command = [str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check", "--no-deps"]
        command += ["--require-hashes", "--progress-bar", "on", "-r", listed]
    if watched(command, env) != 0:
        raise SetupFailed("the packages could not be installed (the reason is above); the next call tries again")


def watched(command: Sequence[str], env: Dict[str, str]) -> int:
    """Run an installation in sight; on a terminal with its progress, elsewhere without the list of what was installed."""
    if sys.stderr.isatty():
        return subprocess.run(command, env=env, cwd=str(ROOT)).returncode
    with subprocess.Popen(command, env=env, cwd=str(ROOT), stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as running:
        assert running.stdout is not None
        for line in running.stdout:
            if not line.startswith((b" + ", b" - ", b" ~ ", b"Requirement already satisfied")):
                sys.stderr.buffer.write(line)
                sys.stderr.flush()
    return running.returncode


def add_command() -> None:
    """Put `trellis` into .venv/bin, in a way that survives a moved checkout; an editable install would not."""
    places: List[str] = glob.glob(str(VENV / "lib" / "python3.10" / "site-packages"))
    for place in places:
        relative = os.path.relpath(str(ROOT), place)
        (Path(place) / "trellis.pth").write_text(relative + "\n", encoding="utf-8")
    command = VENV / "bin" / "trellis"
    command.write_text(
        "#!/bin/sh\n"
        'exec "$(dirname -- "$(realpath -- "$0")")/python" -m bot.cli.main "$@"\n',
        encoding="utf-8",
    )
    command.chmod(0o755)


def quiet(command: Sequence[str], env: Dict[str, str]) -> bool:
    """Tell whether a command succeeds, showing nothing of it."""
    try:
        done = subprocess.run(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=60)
    except (OSError, subprocess.SubprocessError):
        return False
    return done.returncode == 0


def say(text: str) -> None:
    """Tell a person what is going on, beside the output of what they asked for."""
    print("trellis: " + text, file=sys.stderr, flush=True)


def _complain(text: str, status: int) -> int:
    say(text)
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

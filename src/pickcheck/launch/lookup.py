"""``--python 3.14``, a path, nothing at all -> where that interpreter is."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from ..errors import InterpreterError


def find(wanted: str | None) -> str:
    """The path of an interpreter: by version (``3.14``), by path or name, or (None) the one to use by default.

    The default is the active virtual environment's, else the one that runs pickcheck. Raises InterpreterError.
    """
    if wanted is None:
        return _active() or sys.executable
    if re.fullmatch(r"\d+(\.\d+){0,2}", wanted):
        found = _by_version(wanted)
        if found is None:
            raise InterpreterError(f"no interpreter {wanted}: not on PATH as python{wanted}, nor under pyenv")
        return found
    if os.path.isdir(wanted):
        raise InterpreterError(f"{wanted} is a folder, not an interpreter")
    path = shutil.which(wanted)
    if path is None:
        raise InterpreterError(f"no interpreter {wanted}: no such file or command, or it cannot be run")
    return os.path.abspath(path)


def _active() -> str | None:
    for variable in ("VIRTUAL_ENV", "CONDA_PREFIX"):
        prefix = os.environ.get(variable)
        names = ("Scripts/python.exe", "python.exe") if sys.platform == "win32" else ("bin/python", "bin/python3")
        for name in names if prefix else ():
            if os.access(path := os.path.join(str(prefix), name), os.X_OK):
                return path
    return None


def _by_version(version: str) -> str | None:
    short = ".".join(version.split(".")[:2])
    for name in (f"python{version}", f"python{short}"):
        path = shutil.which(name)
        # pyenv's shims are on PATH for every version it has, and fail for those that are not switched on.
        if path is not None and _version(path)[: version.count(".") + 1] == version.split("."):
            return path
    return _under_pyenv(version) or _of_launcher(version)


def _under_pyenv(version: str) -> str | None:
    root = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    found = [path for path in (root / "versions").glob(f"{version}*") if _is_version(path.name, version)]
    for path in sorted(found, key=lambda path: [int(n) for n in re.findall(r"\d+", path.name)], reverse=True):
        if os.access(executable := path / "bin" / "python", os.X_OK):
            return str(executable)
    return None


def _is_version(name: str, version: str) -> bool:
    return re.fullmatch(re.escape(version) + r"(\.\d+)*", name) is not None


def _of_launcher(version: str) -> str | None:
    launcher = shutil.which("py")
    if launcher is None:
        return None
    command = [launcher, f"-{version}", "-c", "import sys; print(sys.executable)"]
    result = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False)
    return result.stdout.strip() or None if result.returncode == 0 else None


def _version(path: str) -> list[str]:
    command = [path, "-c", "import sys; print('.'.join(map(str, sys.version_info[:3])))"]
    result = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False)
    return result.stdout.strip().split(".") if result.returncode == 0 else []

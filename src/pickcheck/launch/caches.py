"""Where what was worked out is kept for later checks: a folder of the user's own, that nobody else may write to.

Nothing depends on it. Where there can be no such folder nothing is kept, and what is found there is looked at by who
reads it.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

_OTHERS = 0o022  # the group's and everybody's right to write
_MOST = 24  # files of one kind


def folder() -> Path | None:
    """The folder, made if need be; None where it would not be this user's alone."""
    try:
        base = _base()
        if not base.is_absolute() or not is_ours(base if base.is_dir() else base.parent):
            return None
        home = base / "pickcheck" / "kept"
        home.mkdir(0o700, parents=True, exist_ok=True)
        return home if is_ours(home) else None
    except (OSError, RuntimeError):  # there is no home folder, say
        return None


def _base() -> Path:
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", ""))
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")


def is_ours(path: Path) -> bool:
    """Whether it is this user's, and nobody else may write to it; a link is nobody's. Raises OSError where it is not."""
    facts = path.lstat()
    # On Windows there is no such owner, and the folder is in the user's profile.
    return sys.platform == "win32" or (facts.st_uid == os.getuid() and not facts.st_mode & _OTHERS)


def read(name: str) -> str | None:
    """A text that was kept under this name."""
    home = folder()
    try:
        path = home / name if home is not None else None
        return path.read_text(encoding="utf-8") if path is not None and is_ours(path) else None
    except (OSError, UnicodeDecodeError):
        return None


def keep(name: str, text: str) -> None:
    """Keep a text for `read`; where that cannot be, nothing happens."""
    home = folder()
    if home is None:
        return
    try:
        descriptor, temporary = tempfile.mkstemp(dir=home)
        with open(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
        os.replace(temporary, home / name)
        _forget(home, name.partition("-")[0])
    except OSError:
        pass


def _forget(home: Path, kind: str) -> None:
    kept = sorted(home.glob(f"{kind}-*"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in kept[_MOST:]:
        path.unlink()

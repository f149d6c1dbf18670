"""Which files the paths on the command line stand for."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence

from ..errors import TargetError

# As the help says it.
COUNTED = """Of a folder, and of the folders below it, the files *.py and *.pyw are read. Left out are hidden folders,
__pycache__, node_modules, build, dist, *.egg-info and virtual environments. A file that is named itself is always read,
whatever its name. Symbolic links to folders are not followed."""

_NO_FOLDERS = frozenset(("__pycache__", "node_modules", "build", "dist", "site-packages"))
_SUFFIXES = (".py", ".pyw")


def files_of(paths: Sequence[str]) -> list[str]:
    """The files to read, each once, in the order of the paths; a folder's files by name.

    A path that is no folder is taken as it is: what is wrong with it shows when it is read. Raises TargetError for a folder
    that holds no Python source.
    """
    found: dict[str, str] = {}
    for path in paths:
        files = list(_below(path)) if os.path.isdir(path) else [path]
        if not files:
            raise TargetError(f"{path}: no Python source in this folder (pickcheck lint --help says which files count)")
        for file in files:
            found.setdefault(os.path.realpath(file), file)
    return list(found.values())


def _below(folder: str) -> Iterator[str]:
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if _is_searched(place, name))
        for name in sorted(files):
            if name.endswith(_SUFFIXES) and not name.startswith("."):
                yield os.path.normpath(os.path.join(place, name))


def _is_searched(place: str, name: str) -> bool:
    if name.startswith(".") or name in _NO_FOLDERS or name.endswith(".egg-info"):
        return False
    return not os.path.exists(os.path.join(place, name, "pyvenv.cfg"))

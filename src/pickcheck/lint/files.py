"""Which files the paths on the command line stand for."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence

from .. import folders

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
    none = "no Python source in this folder (pickcheck lint --help says which files count)"
    return folders.files_of(paths, _below, none)


def _below(folder: str) -> Iterator[str]:
    for path in folders.walk(folder, _is_left_out):
        if path.endswith(_SUFFIXES) and not os.path.basename(path).startswith("."):
            yield path


def _is_left_out(name: str) -> bool:
    return name in _NO_FOLDERS or name.endswith(".egg-info")

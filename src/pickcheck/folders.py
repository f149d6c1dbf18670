"""The files that paths on a command line stand for."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence

from .errors import TargetError


def files_of(paths: Sequence[str], below: Callable[[str], Iterable[str]], none: str) -> list[str]:
    """The files, each once, in the order of the paths; those of a folder are what ``below`` gives.

    A path that is no folder is taken as it is. Raises TargetError, with the text ``none``, for a folder without any.
    """
    found: dict[str, str] = {}
    for path in paths:
        files = list(below(path)) if os.path.isdir(path) else [path]
        if not files:
            raise TargetError(f"{path}: {none}")
        for file in files:
            found.setdefault(os.path.realpath(file), file)
    return list(found.values())


def walk(folder: str, left_out: Callable[[str], bool]) -> Iterator[str]:
    """The files in a folder and in those below it, by name.

    Not looked into: hidden folders, virtual environments, and folders of names that are left out.
    """
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not (left_out(name) or _is_aside(place, name)))
        for name in sorted(files):
            yield os.path.normpath(os.path.join(place, name))


def _is_aside(place: str, name: str) -> bool:
    return name.startswith(".") or os.path.exists(os.path.join(place, name, "pyvenv.cfg"))

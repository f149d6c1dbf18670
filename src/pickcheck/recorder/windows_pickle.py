"""Pickles that are meant for elsewhere, in a run under the emulated start method ``windows``: paths in them.

A ``pathlib.PosixPath`` that is pickled cannot be loaded on Windows; a file of pickles that was there before the run was
not written on Windows, so what it holds is what it holds.
"""

from __future__ import annotations

import io
import os
import sys

from .limits import limited
from .places import user_place
from .session import session
from .windows_views import Function

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_seen: set[Any] = set()


def dumps_of(pickle: Any) -> Any:
    """``dumps``, which looks for paths in what it made."""

    def dumps(*args: Any, **kwargs: Any) -> Any:
        data = pickle.dumps(*args, **kwargs)
        _look(data)
        return data

    return Function("pickle", "dumps", dumps)


def dump_of(pickle: Any) -> Any:
    """``dump``, which does so too."""

    def dump(obj: Any, file: Any, *args: Any, **kwargs: Any) -> None:
        data = pickle.dumps(obj, *args, **kwargs)
        _look(data)
        file.write(data)

    return Function("pickle", "dump", dump)


def load_of(pickle: Any) -> Any:
    """``load``, which refuses paths of Unix in a file that was there before the run."""

    def load(file: Any, **kwargs: Any) -> Any:
        if _is_older(file):
            at = file.tell()
            data = file.read()
            file.seek(at)
            if _has_path(data):
                error = _refusal(sys.modules["pathlib"]) if "pathlib" in sys.modules else NotImplementedError(_TEXT)
                raise limited(error, "path", getattr(file, "name", ""), "")
        return pickle.load(file, **kwargs)

    return Function("pickle", "load", load)


def loads_of(pickle: Any) -> Any:
    """``loads``, which refuses what names a function or a module that Windows has not."""

    def loads(data: Any, /, **kwargs: Any) -> Any:
        if type(data) is bytes and (b"os" in data[:_FIRST] or b"posix" in data[:_FIRST]):
            from . import windows_unpickled

            if windows_unpickled.names_system(data):
                return windows_unpickled.loads(data, kwargs)
        return pickle.loads(data, **kwargs)

    return Function("pickle", "loads", loads)


_FIRST, _MOST = 100_000, 1_000_000
made: set[str] = set()  # what the pickles name that this process has made
_TEXT = "cannot instantiate 'PosixPath' on your system"


def _refusal(pathlib: Any) -> Exception:
    return getattr(pathlib, "UnsupportedOperation", NotImplementedError)(_TEXT)


def _has_path(data: Any) -> bool:
    return b"PosixPath" in data and b"pathlib" in data


def _look(data: bytes) -> None:
    if len(data) < _MOST and b"posix" in data:
        made.add("posix")
    if _has_path(data):
        place = user_place(sys._getframe(2))
        if place not in _seen:
            _seen.add(place)
            session.journal.write("hazard", hazard="path", detail="pathlib.PosixPath", place=place)


def _is_older(file: Any) -> bool:
    name = getattr(file, "name", None)
    if not isinstance(file, io.BufferedReader) or type(name) is not str:
        return False
    try:
        return os.stat(name).st_mtime < os.stat(os.path.join(session.control, "settings")).st_mtime
    except OSError:
        return False

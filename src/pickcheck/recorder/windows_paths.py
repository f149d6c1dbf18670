"""Which functions that split paths at ``/`` have asked for one: what they do with it is read in their sources (``launch/slashes.py``).

Armed only where a file of the user's has such a function at all (``windows_glimpses.py``).
"""

from __future__ import annotations

import sys

from .places import USER, kind_of
from .session import session
from .windows_glimpses import OF_OS, OF_PATH
from .windows_views import lazy

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_codes: dict[int, tuple[Any, Any]] = {}
_pathlib: list[Any] = []
_armed: list[tuple[str, str]] = []
_told: set[int] = set()


def watch(file: str, seen: Any) -> None:
    """Note from now on which of these functions run. ``seen``: what the file looks at (``windows_glimpses.Seen``)."""
    session.journal.write("looks", file=file, functions=None)
    for code, owner in seen.paths:
        for one in (code, *_parts(owner)):
            _codes[id(one)] = (code, owner)
    if seen.paths:
        _arm()


def _parts(code: Any) -> Any:
    """A function's code, and that of the comprehensions in it."""
    yield code
    for value in code.co_consts:
        if type(value) is type(code) and value.co_name[:1] == "<":
            yield from _parts(value)


def _arm() -> None:
    from . import windows

    for module, names in (("os", OF_OS), ("posixpath", (*OF_PATH, "expanduser"))):
        view = windows._views[module]
        for name in names:
            if name not in view.changed:
                view.changed[name] = lazy(_noting(name))
                view.specials.add(name)
                _armed.append((module, name))
    if "pathlib" in sys.modules and not _pathlib:
        change_pathlib(sys.modules["pathlib"])


def _disarm() -> None:
    """All of them have run."""
    from . import windows

    for module, name in _armed:
        view = windows._views[module]
        if isinstance(view.changed.get(name), lazy):  # and nothing of the script's own
            view.specials.discard(name)
            del view.changed[name]
    _armed.clear()


def _noting(name: str) -> Any:
    def make(module: Any) -> Any:
        _note(sys._getframe(1))
        return getattr(module, name)

    return make


def _note(frame: Any) -> None:
    while frame is not None and kind_of(frame.f_code.co_filename) != USER:
        frame = frame.f_back
    found = _codes.get(id(frame.f_code)) if frame is not None else None
    if found is not None and id(found[1]) not in _told:
        _told.add(id(found[1]))
        if len(_told) == len({id(owner) for _code, owner in _codes.values()}):
            _disarm()
        session.journal.write("looks", file=found[1].co_filename, functions=[found[1].co_firstlineno])


def is_armed() -> bool:
    """Whether any function is watched."""
    return bool(_codes)


def change_pathlib(pathlib: Any) -> None:
    """``str(path)``."""
    _pathlib.append(pathlib)
    real = pathlib.PurePath.__str__

    def text(self: Any) -> str:
        frame = sys._getframe(1)
        if id(frame.f_code) in _codes:
            _note(frame)
        return str(real(self))

    text.__name__, text.__qualname__ = real.__name__, real.__qualname__
    pathlib.PurePath.__str__ = text

"""What the code of a file of the user's looks at that cannot be shown as on Windows but to those who look: read off its code.

Read once a file, when it imports something first: most files have none of it, and then nothing more is done.
"""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import CodeType
    from typing import Any

_Code: Any = type((lambda: 0).__code__)
# As attributes; others (``time``, ``socket``) are names of objects' own attributes more often.
_NESTED = ("os", "_os", "sys", "_sys", "subprocess", "termios", "fcntl", "pwd", "grp", "resource")
REACHED = frozenset((*_NESTED, "signal", "_signal", "socket", "select", "time"))
OF_PATH = ("join", "abspath", "realpath", "normpath", "relpath", "commonpath", "splitdrive", "sep", "pathsep")
OF_OS = ("getcwd", "walk", "sep", "pathsep", "fspath")
_PATHS = frozenset(
    (*OF_PATH, *OF_OS, "path", "glob", "iglob", "rglob", "Path", "str", "__file__", "as_uri", "gettempdir", "mkdtemp")
)
_MEMBERS = frozenset(("ZipFile", "getmember", "extractfile", "getinfo"))
_TIMES = frozenset(("fromtimestamp", "utcfromtimestamp", "timestamp", "astimezone"))
_FORMAT = frozenset("@ 0123456789xcbB?hHiIlLqQnNefdspP%{}")
_LOAD_ATTR = {(3, 13): 82, (3, 14): 80}.get(sys.version_info[:2], 106)


class Seen:
    """What a file looks at. nested: names of modules that it reaches through others. longs: whether it may name C's long."""

    def __init__(self) -> None:
        self.nested = self.longs = self.times = False
        self.paths: list[tuple[CodeType, CodeType]] = []  # what splits paths, and the function that it is a part of


files: dict[str, Seen] = {}
_NOTHING = Seen()


def of(code: CodeType) -> Seen:
    """What the file of this code, which imports something, looks at."""
    file = code.co_filename
    if file[:1] == "<":
        return _NOTHING
    seen = files.get(file)
    if seen is None:
        # A function that imports, in a file that does not: more of them may.
        key = file if code.co_name == "<module>" else f"{file}:{code.co_firstlineno}"
        if key in files:
            return files[key]
        seen = files[key] = Seen()
        for one, owner in _all(code, code):
            _look(one, owner, seen)
        if seen.paths or seen.times:
            from . import windows_paths

            windows_paths.watch(code.co_filename, seen)
    return seen


def ended() -> None:
    """The process ends: a script that has imported nothing has not been looked at, and is named."""
    from .session import session

    script = session.settings.get("script")
    if script and script not in files and not session.child:
        session.journal.write("looks", file=script, functions=None)


def _all(code: CodeType, owner: CodeType) -> Iterator[tuple[CodeType, CodeType]]:
    yield code, owner
    for value in code.co_consts:
        if type(value) is _Code:
            yield from _all(value, owner if value.co_name[:1] == "<" else value)


def _look(code: CodeType, owner: CodeType, seen: Seen) -> None:
    names, slash = code.co_names, False
    for value in code.co_consts:
        if type(value) is str:
            slash = slash or "/" in value or value == ":" or value == "\\"
            if ("l" in value or "L" in value) and len(value) < 40 and _FORMAT.issuperset(value):
                seen.longs = True
        elif type(value) is tuple or type(value) is frozenset:
            slash = slash or any(type(one) is str and "/" in one for one in value)
        elif type(value) is bytes and len(value) < 40 and (b"l" in value or b"L" in value):
            seen.longs = True
    if (
        (slash and not _PATHS.isdisjoint((*names, *owner.co_names)))
        or not _MEMBERS.isdisjoint(names)
        or "splitdrive" in names
    ):
        seen.paths.append((code, owner))
    if not _TIMES.isdisjoint(names):
        seen.times = True
    if not seen.nested:
        seen.nested = any(name in names and _is_attribute(code, names.index(name)) for name in _NESTED)


def _is_attribute(code: CodeType, index: int) -> bool:
    """Whether an attribute of this name is loaded in it (the name's place is an argument of LOAD_ATTR, CPython 3.10 to 3.14)."""
    shift = 1 if sys.version_info >= (3, 12) else 0
    words = bytes((_LOAD_ATTR, (index << shift) & 255))
    at = code.co_code.find(words)
    while at >= 0:
        if at % 2 == 0:
            return True
        at = code.co_code.find(words, at + 1)
    return False

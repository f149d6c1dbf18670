"""``os.environ`` as on Windows: names without regard to case, which are shown in capitals (Lib/os.py, ``_createenviron``, nt).

What is set is set in the environment itself, by the name that was given and by every spelling that it had when the process began:
the standard library, packages and children see the true ones. For user code only.
"""

from __future__ import annotations

import os
import sys

from .places import USER, kind_of
from .windows_views import Function, unsure

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_Environ: Any = type(os.environ)
_real: Any = os.environ
_UNIX = frozenset(("HOME", "USER", "LOGNAME", "SHELL", "PWD"))
_WINDOWS = frozenset(
    (
        *("USERPROFILE", "USERNAME", "USERDOMAIN", "APPDATA", "LOCALAPPDATA", "PROGRAMDATA", "PROGRAMFILES", "PUBLIC"),
        *(
            "PROGRAMFILES(X86)",
            "COMMONPROGRAMFILES",
            "COMPUTERNAME",
            "COMSPEC",
            "HOMEDRIVE",
            "HOMEPATH",
            "OS",
            "PATHEXT",
        ),
        *("SYSTEMROOT", "SYSTEMDRIVE", "WINDIR", "TEMP", "TMP", "NUMBER_OF_PROCESSORS", "PROCESSOR_ARCHITECTURE"),
        *("PROCESSOR_IDENTIFIER", "ALLUSERSPROFILE", "LOGONSERVER", "SESSIONNAME", "ALLUSERSPROFILE"),
    )
)
_MISSING = object()
_listed: list[str] = []  # the names that were listed and not asked for since, the last first
_given: set[str] = set()  # by the script


def _spellings() -> dict[str, list[str]]:
    """The names that are not in capitals, by their capitals."""
    found: dict[str, list[str]] = {}
    for name in list(_real):
        if name.upper() != name:
            found.setdefault(name.upper(), []).append(name)
    return found


_also = _spellings()


class _Names(_Environ):  # type: ignore[misc]
    """The environment, which it does not hold itself."""

    def _found(self, key: Any) -> Any:
        """The name under which a variable is there, None where it is not."""
        if type(key) is not str:
            return None
        data: Any = _real._data
        name = _real.encodekey(key)
        if dict.__contains__(data, name):
            return key
        upper = name.upper()
        found = next((one for one in list(data) if one.upper() == upper), None)
        return None if found is None else _real.decodekey(found)

    def _ask(self, key: Any) -> Any:
        found = self._found(key)
        if _listed and _listed[-1] == key:
            _listed.pop()  # as dict() and for ask for one after the other
            return found
        if type(key) is str and (upper := key.upper()) not in _given:
            if upper in _UNIX and found is not None:
                unsure(
                    f"it reads {upper} of the environment",
                    "which Windows has not, but in a shell of Unix",
                    sys._getframe(1),
                )
            elif upper in _WINDOWS and found is None:
                unsure(f"it reads {upper} of the environment", "which only Windows has", sys._getframe(1))
        return found

    def __getitem__(self, key: Any) -> Any:
        found = self._ask(key)
        if found is None:
            _real.encodekey(key)  # raises TypeError for what is no text
            raise KeyError(key) from None
        return _real[found]

    def get(self, key: Any, default: Any = None) -> Any:
        """As of a dictionary; where there is something to fall back on, it does not matter which it is."""
        found = self._ask(key) if default is None and _is_used(key, sys._getframe(1)) else self._found(key)
        return default if found is None else _real[found]

    def __setitem__(self, key: Any, value: Any) -> None:
        if type(key) is not str:
            _real[key] = value  # raises TypeError
            return
        upper = key.upper()
        names = {key, *_also.get(upper, ()), *([found] if (found := self._found(key)) is not None else ())}
        for name in names:
            _real[name] = value
        if key != upper:
            _also.setdefault(upper, []).append(key)
        _given.add(upper)

    def __delitem__(self, key: Any) -> None:
        names = [name for name in list(_real) if type(key) is str and name.upper() == key.upper()]
        if not names:
            _real.encodekey(key)
            raise KeyError(key) from None
        for name in names:
            del _real[name]
        _given.add(key.upper())

    def __contains__(self, key: object) -> bool:
        return self._found(key) is not None

    def __iter__(self) -> Any:
        names = list(dict.fromkeys(name.upper() for name in list(_real)))
        _listed[:] = reversed(names)
        return iter(names)

    def __len__(self) -> int:
        return len({name.upper() for name in list(_real)})

    def __repr__(self) -> str:
        return f"environ({self.copy()!r})"

    def copy(self) -> dict[str, str]:
        """As of ``os.environ``: a dictionary, which knows of case again."""
        return {name: _real[self._found(name)] for name in self}

    def items(self) -> Any:
        """As of a dictionary."""
        return self.copy().items()

    def values(self) -> Any:
        """As of a dictionary."""
        return self.copy().values()

    def setdefault(self, key: Any, value: Any) -> Any:
        """As of ``os.environ``."""
        if self._found(key) is None:
            self[key] = value
        return _real[self._found(key)]

    def pop(self, key: Any, default: Any = _MISSING) -> Any:
        """As of a dictionary."""
        found = self._found(key)
        if found is None:
            if default is _MISSING:
                raise KeyError(key)
            return default
        value = _real[found]
        del self[key]
        return value

    def clear(self) -> None:
        """As of a dictionary."""
        for name in list(_real):
            _given.add(name.upper())
            del _real[name]

    def popitem(self) -> Any:
        """As of a dictionary."""
        name = next(iter(self))
        return name, self.pop(name)

    def __reduce__(self) -> Any:
        # Not by ``__newobj__``, which takes an object of that very class only.
        return _Environ.__reduce_ex__(_real, 1)


_Names.__module__, _Names.__name__, _Names.__qualname__ = _Environ.__module__, _Environ.__name__, _Environ.__qualname__


def _is_used(key: Any, frame: Any) -> bool:
    """Whether ``get`` gives something that is used as it is; not where it is asked whether it is there (``or``, ``if``, ``is``)."""
    if type(key) is not str or key.upper() not in _UNIX | _WINDOWS:
        return True  # it makes no difference
    import dis

    while frame is not None and kind_of(frame.f_code.co_filename) != USER:
        frame = frame.f_back
    if frame is None:
        return True
    code = frame.f_code
    after = [
        one.opname for one in dis.get_instructions(code) if one.offset > frame.f_lasti and one.opname not in _PASSED
    ]
    return not (after[1:2] == ["IS_OP"] or any(word in after[0] for word in _ASKED))


_PASSED = ("CACHE", "NOP", "PRECALL", "COPY", "DUP_TOP", "TO_BOOL", "NOT_TAKEN", "EXTENDED_ARG")
_ASKED = ("JUMP", "UNARY_NOT", "POP_TOP")

environ: Any = _Names(_real._data, _real.encodekey, _real.decodekey, _real.encodevalue, _real.decodevalue)


def _getenv(key: Any, default: Any = None) -> Any:
    return environ.get(key, default)


getenv = Function("os", "getenv", _getenv)


def for_a_child(given: Any) -> Any:
    """An environment that user code gives a child: the names that are there in another case are there in that, too."""
    if not _also or not hasattr(given, "items"):
        return given
    more = {
        name: given[upper] for upper, names in _also.items() if upper in given for name in names if name not in given
    }
    return {**dict(given.items()), **more} if more else given

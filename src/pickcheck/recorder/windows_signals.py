"""``signal.Signals`` as on Windows: the members that there are, for user code (Modules/signalmodule.c; Lib/signal.py)."""

from __future__ import annotations

import signal
import sys

from .limits import limited
from .places import user_place
from .session import session
from .windows_views import unsure

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_SAME = (2, 4, 8, 11, 15)
_ABORT = 22  # here it is 6
_ONLY = {0: "CTRL_C_EVENT", 1: "CTRL_BREAK_EVENT", 21: "SIGBREAK"}
_real: Any = signal.Signals


def _by_number(number: Any) -> Any:
    if isinstance(number, _real) and number == signal.SIGABRT:
        return number
    if isinstance(number, int):
        if int(number) in _SAME:
            return _real(int(number))
        if int(number) == _ABORT:
            return _real(int(signal.SIGABRT))
        if int(number) in _ONLY:
            unsure(f"signal {int(number)}", "which only Windows has by that number", sys._getframe(1))
            return _real(int(number) or 2)
    text = f"{number!r} is not a valid Signals"
    raise limited(ValueError(text), "signal", number, "", 2)


def _named() -> dict[str, Any]:
    return {**{_real(number).name: _real(number) for number in _SAME}, "SIGABRT": signal.SIGABRT}


class _Members(type):
    """What the enumeration itself answers."""

    def __call__(cls, value: Any, *args: Any, **kwargs: Any) -> Any:
        return _by_number(value)

    def __instancecheck__(cls, instance: object) -> bool:
        return isinstance(instance, _real)

    def __subclasscheck__(cls, subclass: type) -> bool:
        return issubclass(subclass, _real)

    def __iter__(cls) -> Any:
        unsure("all the signals that there are", "which are others on Windows", sys._getframe(1))
        return iter(_named().values())

    def __reversed__(cls) -> Any:
        return reversed(list(iter(cls)))

    def __len__(cls) -> int:
        return len(_SAME) + 1 + len(_ONLY)

    def __contains__(cls, value: object) -> bool:
        return value in _named().values() or value in _ONLY

    def __getitem__(cls, name: str) -> Any:
        found = _named().get(name)
        if found is None:
            if name in _ONLY.values():
                unsure(f"signal.{name}", "which only Windows has", sys._getframe(1))
            raise KeyError(name)
        return found

    def __getattr__(cls, name: str) -> Any:
        found = _named().get(name)
        if found is not None:
            return found
        if name == "__members__":
            unsure("all the signals that there are", "which are others on Windows", sys._getframe(1))
            return _named()
        if name in _ONLY.values():
            unsure(f"signal.{name}", "which only Windows has", sys._getframe(1))
        elif name in _real.__members__:
            text = f"type object 'Signals' has no attribute {name!r}"
            session.journal.write("missing", module="signal", name=name, place=user_place(sys._getframe(1)), text=text)
            raise AttributeError(text, name=name, obj=cls)
        return getattr(_real, name)

    def __repr__(cls) -> str:
        return repr(_real)

    def __eq__(cls, other: object) -> bool:
        return other is cls or other is _real

    def __hash__(cls) -> int:
        return hash(_real)


class Signals(metaclass=_Members):
    """An enumeration."""


Signals.__module__ = "signal"


def signals(_module: Any) -> Any:
    """The enumeration, which is pickled as the real one."""
    import copyreg

    copyreg.pickle(_Members, lambda cls: (eval, ("__import__('signal').Signals",)))
    return Signals

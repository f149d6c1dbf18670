"""A module as user code sees it on Windows: the module itself, live, less what Windows lacks.

A view is a module by every test (``isinstance``, ``type(...).__name__``, ``vars``, ``dir``, ``from ... import *``); what is
set on it is set on the module. A name that Windows lacks is recorded when it is asked for, and refused in CPython's
own words.
"""

from __future__ import annotations

import sys

from . import windows_picklers
from .later import Later
from .places import user_place
from .session import session

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType
    from typing import Any

_Module: Any = type(sys)
_LISTS = ("__dict__", "__all__")


def like(function: Any, real: Any) -> Any:
    """The function, known by the name and the words of the one that it stands for."""
    for name in ("__module__", "__name__", "__qualname__", "__doc__"):
        setattr(function, name, getattr(real, name))
    return function


class View:
    """How a module's view differs. ``submodules``: names in it that are modules with views of their own.

    hidden: names that Windows lacks. only: names that only Windows has. changed: name -> its value there, or, where
    that is ``lazy``, what it makes of the module. module: what it is a view of, once it is known.
    """

    def __init__(self, hidden: frozenset[str], only: frozenset[str], changed: dict[str, Any]) -> None:
        self.hidden, self.only, self.changed = hidden, only, dict(changed)
        self.submodules: dict[str, str] = {}
        self.module: Any = None
        self.view_of: Callable[[Any], Any] = lambda module: module
        self._made: Any = None
        self.specials: set[str] = set()

    def of(self, module: Any, view_of: Callable[[Any], Any]) -> Any:
        """The view, made for this module when it is first asked for; ``view_of`` makes those of modules in it."""
        if self._made is None:
            self.module, self.view_of = module, view_of
            self._made = _made(self)
        return self._made

    def special(self) -> set[str]:
        """The names that are not simply the module's own."""
        self.specials.update(self.hidden, self.only, self.changed, self.submodules, _LISTS)
        return self.specials

    def seen(self, made: Any, name: str) -> Any:
        """The value of a special name, asked for by the caller's caller. Raises AttributeError as on Windows."""
        module = self.module
        if name == "__dict__":
            return self.values()
        if name == "__all__":
            return [key for key in module.__all__ if key not in self.hidden]
        if name in self.changed:
            return self.value(name)
        if name in self.submodules and name in module.__dict__:
            return self.view_of(module.__dict__[name])
        if name in self.only and name not in module.__dict__:
            unfollowed(module.__name__, name, sys._getframe(2))
        elif name in self.hidden:
            raise _refusal(made, module.__name__, name, sys._getframe(2))
        return getattr(module, name)

    def value(self, name: str) -> Any:
        """The value that a changed name has there."""
        value = self.changed[name]
        if type(value) is Later:
            return value.now()
        return value.make(self.module) if isinstance(value, lazy) else value

    def values(self) -> dict[str, Any]:
        """The module's namespace, less what is hidden."""
        shown = {key: value for key, value in self.module.__dict__.items() if key not in self.hidden}
        shown.update((key, self.value(key)) for key in self.changed if key in shown)
        return shown


class lazy:  # noqa: N801 - a mark, used like a function
    """A value that is made of the module when it is asked for: it may not be there before."""

    def __init__(self, make: Callable[[Any], Any]) -> None:
        self.make = make


class once(lazy):  # noqa: N801 - as lazy is
    """A value in a module of the recorder's that is imported when it is asked for: most runs never do.

    unit: the module's name. name: what it is called there (``TABLE.KEY`` in a dictionary), and what is made of the module that is looked at, where ``call``, or is the value itself.
    """

    def __init__(self, unit: str, name: str, call: bool = False) -> None:
        self.unit, self.name, self.call = unit, name, call
        self.value: list[Any] = []

    def make(self, module: Any) -> Any:
        """The value."""
        if not self.value:
            from .later import Later

            name, _, key = self.name.partition(".")
            found = Later(self.unit, name).now()
            found = found[key] if key else found
            self.value.append(found(module) if self.call else found)
        return self.value[0]


class Function:
    """A function of a module's as user code gets it instead; it is pickled as the module's own.

    An object, not a function: kept in a class it must not become a method, as functions in C do not.
    """

    def __init__(self, module: str, name: str, body: Callable[..., Any]) -> None:
        self.__module__, self.__name__, self.__qualname__ = module, name, name
        self.__doc__ = body.__doc__
        self._body = body

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self._body(*args, **kwargs)

    def __reduce__(self) -> Any:
        return eval, (f"__import__({self.__module__!r}).{self.__name__}",)


def _made(view: View) -> Any:
    module, special, seen, changed = view.module, view.special(), view.seen, view.changed
    values = module.__dict__

    def getattribute(self: Any, name: str) -> Any:
        if name in special:
            return seen(self, name)
        try:
            return values[name]
        except KeyError:
            return getattr(module, name)

    def setattribute(self: Any, name: str, value: Any) -> None:
        if name in changed and name in values:
            set_for_all(name, value)
        elif name in special:
            changed[name] = value
        else:
            setattr(module, name, value)

    kept: dict[str, Any] = {}

    def set_for_all(name: str, value: Any) -> None:
        """What the script sets holds for the standard library, too, until it sets what was there (``mock.patch``)."""
        raw, shown, real = kept.setdefault(name, (changed[name], view.value(name), values[name]))
        back = value is shown or value == raw
        changed[name], values[name] = (raw, real) if back else (value, value)

    def delattribute(self: Any, name: str) -> None:
        if name in changed:
            del changed[name]
        else:
            delattr(module, name)

    def names(self: Any) -> list[str]:
        return [name for name in dir(module) if name not in view.hidden]

    body = {
        "__module__": "builtins", "__qualname__": "module", "__slots__": (), "real": module, "hidden": view.hidden,
        "__dir__": names, "__getattribute__": getattribute, "__setattr__": setattribute, "__delattr__": delattribute,
    }  # fmt: skip
    made: Any = type("module", (_Module,), body)
    windows_picklers.made(made)
    return made(module.__name__)


def _refusal(view: Any, module: str, name: str, frame: FrameType) -> AttributeError:
    """The error of a name that Windows lacks, which is recorded: it may be what the run fails of."""
    text = f"module {module!r} has no attribute {name!r}"
    session.journal.write("missing", module=module, name=name, place=user_place(frame), text=text)
    return AttributeError(text, name=name, obj=view)


def refuse(view: Any, name: str, frame: FrameType) -> None:
    """Raise what ``from MODULE import NAME`` raises for a name that Windows lacks."""
    module, path = view.__name__, getattr(view, "__file__", None) or "unknown location"
    text = f"cannot import name {name!r} from {module!r} ({path})"
    session.journal.write("missing", module=module, name=name, place=user_place(frame), text=text)
    raise ImportError(text, name=module, path=path)


def unfollowed(module: str, name: str | None, frame: FrameType) -> None:
    """Record that user code goes where only Windows can follow."""
    session.journal.write("unfollowed", module=module, name=name, place=user_place(frame))


def unsure(what: str, why: str, frame: FrameType | None) -> None:
    """Record that user code does what ends otherwise on Windows, or may: ``what`` it does, and ``why``."""
    session.journal.write("unfollowed", module=what, name=None, place=user_place(frame), text=why)

"""A guard written into a function's own code.

A wrapper around a function of the standard library would stand in every traceback the script prints, and
would miss names bound before it was put in. So the function object stays, and its code is compiled anew from its
own source with calls to a hook in it: same file, same lines, no frame more in a traceback.

The hook sits in the code's constants, in place of a marker string (``ast`` takes only plain constants); the
module's namespace is not touched. The compiled code is kept in a folder: the launcher has it made before the first
run (``prepare.py``), so the script's processes only load it.
"""

from __future__ import annotations

import marshal
import os
import sys

from .later import Later

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import CodeType, FunctionType
    from typing import Any

    # The guarded code of functions by qualified name; the others, with the reason.
    Prepared = tuple[dict[str, CodeType], dict[str, str]]

_before: list[tuple[FunctionType, CodeType]] = []  # what was guarded, and the code it had
MARKER = "pickcheck: hook"
TOKEN = "_pickcheck_token"
CODE: Any = type((lambda: 0).__code__)


class Hook:
    """What is called where in a guarded function; each may be None.

    enter(*args) -> token              before anything else (``bare``: without args)
    leave(token, value, *args) -> value    at every return, and at the end
    error(token, *args)                when an exception leaves the function; it is being handled
    caught(token, *args)               first thing in each of the function's own ``except`` clauses
    args: the values of the locals in ``names`` (parameters, which are always bound).

    ``inline``: for the few functions that are called for every message, statements of theirs (as written there) and the
    source to put in their place, in which HOOK is this object, TOKEN what ``enter`` returned; it finds there what
    ``uses`` has.
    """

    __slots__ = ("__dict__", "_later", "bare", "caught", "enter", "error", "inline", "leave", "names")

    def __init__(
        self,
        *names: str,
        enter: Callable[..., Any] | None = None,
        leave: Callable[..., Any] | None = None,
        error: Callable[..., Any] | None = None,
        caught: Callable[..., Any] | None = None,
        bare: bool = False,
        inline: dict[str, str] | None = None,
        uses: dict[str, Any] | None = None,
    ) -> None:
        self.names, self.bare, self.inline = names, bare, inline or {}
        events = {"enter": enter, "leave": leave, "error": error, "caught": caught, **(uses or {})}
        self._later = {name: value for name, value in events.items() if type(value) is Later}
        for name in events.keys() - self._later.keys():
            setattr(self, name, events[name])

    def __getattr__(self, name: str) -> Any:
        """What is called for the first time: imported now, and from then on an attribute like any other."""
        later = self._later.get(name)
        if later is None:
            raise AttributeError(name)
        value, lasting = later.for_event(name)
        if lasting:
            setattr(self, name, value)
        return value

    def variant(self, code: CodeType, other: Hook) -> CodeType:
        """Code that is guarded by this hook, guarded by the other instead (its events must be this one's)."""
        return code.replace(co_consts=tuple(other if value is self else value for value in code.co_consts))


def function_at(module: Any, qualname: str) -> FunctionType:
    """The plain function that this qualified name leads to; raises LookupError where there is none."""
    found: Any = module
    for name in qualname.split("."):
        found = vars(found)[name]
    found = getattr(found, "__func__", getattr(found, "fget", found))
    if not hasattr(found, "__code__"):
        raise LookupError(qualname)
    return found  # type: ignore[no-any-return]


def stored_as(module: str) -> str:
    """The name under which what `prepare` gave for this module is found in a process that records."""
    return f"guards of {module}"


def install(module: Any, hooks: dict[str, Hook], cache: str, made: Prepared | None = None) -> dict[str, str]:
    """Guard functions of a module, by qualified name; returns those that could not be, with the reason.

    ``made``: what `prepare` gave for it, where that was done ahead.
    """
    codes, refused = made or prepare(module, hooks, cache)
    for qualname in hooks.keys() & codes.keys():
        code, hook = codes[qualname], hooks[qualname]
        function = function_at(module, qualname)
        before = function.__code__
        try:
            function.__code__ = _armed(code, hook)
        except ValueError as error:  # another number of free variables: not the function this was compiled from
            refused[qualname] = str(error)
        else:
            _before.append((function, before))
    return refused


def uninstall() -> None:
    """Give every guarded function the code back that it had."""
    while _before:
        function, code = _before.pop()
        function.__code__ = code


def _armed(code: CodeType, hook: Hook) -> CodeType:
    """The code with the hook in the markers' place, also in the functions that it defines (for statements put in)."""
    constants = (
        hook if type(value) is str and value == MARKER else _armed(value, hook) if type(value) is CODE else value
        for value in code.co_consts
    )
    return code.replace(co_consts=tuple(constants))


def prepare(module: Any, hooks: dict[str, Hook], cache: str) -> Prepared:
    """The guarded code of a module's functions, from the cache or compiled and put there; and what was refused."""
    path = os.path.join(cache, f"{sys.implementation.cache_tag}-{sys.hexversion:x}-{module.__name__}")
    codes, refused = _load(path), {}
    missing = [qualname for qualname in hooks if qualname not in codes]
    for qualname in missing:
        from .rewrite import compiled

        try:
            codes[qualname] = compiled(function_at(module, qualname), hooks[qualname])
        except (LookupError, OSError, SyntaxError) as error:
            refused[qualname] = f"{type(error).__name__}: {error}"
    if len(refused) < len(missing):
        _save(path, codes)
    return codes, refused


def _load(path: str) -> dict[str, CodeType]:
    try:
        with open(path, "rb") as file:
            return marshal.load(file)  # type: ignore[no-any-return]
    except (OSError, EOFError, ValueError, TypeError):
        return {}


def _save(path: str, codes: dict[str, CodeType]) -> None:
    temporary = f"{path}.{os.getpid()}"
    try:
        with open(temporary, "wb") as file:
            marshal.dump(codes, file)
        os.replace(temporary, path)
    except OSError:
        pass  # only slower: the next process compiles again

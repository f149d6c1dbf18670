"""A guard written into a function's own code.

A wrapper around a function of the standard library would stand in every traceback the script prints, and
would miss names bound before it was put in. So the function object stays, and its code is compiled anew from its
own source with calls to a hook in it: same file, same lines, no frame more in a traceback.

The hook sits in the code's constants, in place of a marker string (``ast`` takes only plain constants); the
module's namespace is not touched. The compiled code is kept in a folder: the launcher has it made before the first
run (``prepare.py``), so the script's processes only load it.
"""

from __future__ import annotations

from .later import Later

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import CodeType, FunctionType
    from typing import Any

    # The guarded code of functions by qualified name; the others, with the reason.
    Prepared = tuple[dict[str, CodeType], dict[str, str]]

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
    ``uses`` has. Those of ``uses`` that are there already (``fixed``) stand in the code's constants themselves.
    """

    __slots__ = ("__dict__", "_awaited", "_given", "_later", "caught", "enter", "error", "fixed", "leave")
    enter: Any
    leave: Any
    error: Any
    caught: Any
    fixed: frozenset[str]
    _given: Any

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
        # Most hooks of the table are never called in a process: the rest is done when the first attribute is asked for.
        self._given = enter, leave, error, caught, uses
        self.__class__ = _Awaiting

    def _settle(self, given: Any) -> None:
        enter, leave, error, caught, uses = given
        events = {"enter": enter, "leave": leave, "error": error, "caught": caught, **(uses or {})}
        self._later = {name: value for name, value in events.items() if type(value) is Later}
        self.fixed = frozenset((uses or {}).keys() - self._later.keys())
        for name in events.keys() - self._later.keys():
            setattr(self, name, events[name])
        self._awaited = set(self._later)
        self._given = None
        if not self._awaited:
            self.__class__ = Hook

    def variant(self, code: CodeType, other: Hook) -> CodeType:
        """Code that is guarded by this hook, guarded by the other instead (its events must be this one's)."""
        return code.replace(co_consts=tuple(other if value is self else value for value in code.co_consts))


class _Awaiting(Hook):
    """A hook of which something is not imported yet. A class of its own: ``__getattr__`` makes every look-up slower."""

    __slots__ = ()

    def __getattr__(self, name: str) -> Any:
        """What is called for the first time: imported now, and from then on an attribute like any other."""
        given = self._given
        if given is not None:
            self._settle(given)
            return getattr(self, name)
        later = self._later.get(name)
        if later is None:
            raise AttributeError(name)
        value, lasting = later.for_event(name)
        if lasting:
            setattr(self, name, value)
            self._awaited.discard(name)
            if not self._awaited:
                self.__class__ = Hook  # type: ignore[assignment]
        return value


_plain: dict[FunctionType, CodeType] = {}


def unguarded(function: FunctionType) -> CodeType:
    """The code that a guarded function had before, any other function's own."""
    return _plain.get(function, function.__code__)


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

    ``made``: what ``guarded.prepare`` gave for it, where that was done ahead.
    """
    if made is None:
        from .guarded import prepare

        made = prepare(module, hooks, cache)
    codes, refused = made
    for qualname in hooks.keys() & codes.keys():
        try:
            _guard(function_at(module, qualname), codes[qualname], hooks[qualname])
        except (LookupError, OSError, SyntaxError, ValueError) as error:
            refused[qualname] = str(error)
    return refused


def _guard(function: FunctionType, code: CodeType, hook: Hook) -> None:
    plain = function.__code__
    if (plain.co_filename, plain.co_firstlineno) != (code.co_filename, code.co_firstlineno):
        # Not the function that this was compiled from: something in this process has put its own in the place.
        from .rewrite import compiled

        code = compiled(function, hook)
    function.__code__ = _armed(code, hook)
    _plain.setdefault(function, plain)


def uninstall() -> None:
    """Give every guarded function the code back that it had."""
    while _plain:
        function, code = _plain.popitem()
        function.__code__ = code


def _armed(code: CodeType, hook: Hook) -> CodeType:
    """The code with the hook in the markers' place, also in the functions that it defines (for statements put in)."""
    return code.replace(co_consts=tuple(_constant(value, hook) for value in code.co_consts))


def _constant(value: Any, hook: Hook) -> Any:
    if type(value) is CODE:
        return _armed(value, hook)
    if type(value) is not str or not value.startswith(MARKER):
        return value
    name = value[len(MARKER) + 1 :]
    return getattr(hook, name) if name else hook

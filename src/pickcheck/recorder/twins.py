"""A class that there is twice in a child: the script's own, and that of the script imported by its name.

An object that the child was given is of the one, and what asks for the other (``isinstance``, a registry) takes it for a
stranger; under every start method, and nobody says a word. Nothing of the script's is called here.
"""

from __future__ import annotations

import sys

from .classes import MODULE, names_of, qualname_of, user_modules
from .session import quiet, session

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

_MOST = 50  # parts of one container


@quiet
def note(process: Any) -> None:
    """The process's work is done: was it given instances of the script's classes, and has it imported the script again?"""
    _look(_given([(f"args[{index}]", value) for index, value in enumerate(process._args)], process._kwargs))


@quiet
def note_task(args: Any, kwargs: Any, items: Any) -> bool:
    """The same of a worker's task: what it was called with, or the items of an iterable; whether there was such a one."""
    given = [(f"args[{index}]", value) for index, value in enumerate(args)]
    return _look(_given(given + [("item", item) for item in (items or ())[:_MOST]], kwargs))


def _look(given: Iterable[tuple[str, Any]]) -> bool:
    main = sys.modules.get("__main__")
    file = names_of(main).get("__file__") if type(main) is MODULE else None
    for name, module in user_modules():
        if module is main or type(file) is not str or names_of(module).get("__file__") != file:
            continue
        mine, other = names_of(main), names_of(module)
        for path, cls in given:
            called = qualname_of(cls)
            if mine.get(called) is cls and type(other.get(called)) is type(cls) and other[called] is not cls:
                session.journal.write("twin", place=None, path=path, name=called, module=name, channel=session.channel)
                return True
    return False


def _given(args: list[tuple[str, Any]], kwargs: dict[Any, Any]) -> Iterator[tuple[str, Any]]:
    """The classes of what was given, and of the parts of its containers."""
    for path, value in [*args, *((f"kwargs[{key!r}]", value) for key, value in kwargs.items() if type(key) is str)]:
        yield path, type(value)
        if type(value) in (list, tuple):
            yield from ((f"{path}[{index}]", type(part)) for index, part in enumerate(value[:_MOST]))
        elif type(value) is dict:
            yield from (
                (f"{path}[{key!r}]", type(part)) for key, part in list(value.items())[:_MOST] if type(key) in (str, int)
            )

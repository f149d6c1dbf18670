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
    from collections.abc import Iterator
    from typing import Any

_MOST = 50  # parts of one container


@quiet
def note(process: Any) -> None:
    """The process's work is done: was it given instances of the script's classes, and has it imported the script again?"""
    main = sys.modules.get("__main__")
    file = names_of(main).get("__file__") if type(main) is MODULE else None
    for name, module in user_modules():
        if module is main or type(file) is not str or names_of(module).get("__file__") != file:
            continue
        mine, other = names_of(main), names_of(module)
        for path, cls in _given(process):
            called = qualname_of(cls)
            if mine.get(called) is cls and type(other.get(called)) is type(cls) and other[called] is not cls:
                session.journal.write("twin", place=None, path=path, name=called, module=name, channel=session.channel)
                return


def _given(process: Any) -> Iterator[tuple[str, Any]]:
    """The classes of what the process was given, and of the parts of its containers."""
    given = [(f"args[{index}]", value) for index, value in enumerate(process._args)]
    given += [(f"kwargs[{key!r}]", value) for key, value in process._kwargs.items() if type(key) is str]
    for path, value in given:
        yield path, type(value)
        if type(value) in (list, tuple):
            yield from ((f"{path}[{index}]", type(part)) for index, part in enumerate(value[:_MOST]))
        elif type(value) is dict:
            yield from (
                (f"{path}[{key!r}]", type(part)) for key, part in list(value.items())[:_MOST] if type(key) in (str, int)
            )

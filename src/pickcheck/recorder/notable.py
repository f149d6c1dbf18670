"""Messages whose parts arrive as less than they were: exceptions, and sentinels that are known by their identity."""

from __future__ import annotations

import os
import sys

from .classes import MODULE, names_of, user_modules
from .context import look
from .labels import caller
from .places import is_machinery, user_place
from .session import quiet, session

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import FrameType
    from typing import Any

    from .places import Place

_said: set[tuple[Place | None, str, str]] = set()
_arrived: set[tuple[int, Place | None]] = set()


@quiet
def note(obj: Any, channel: str, direction: str, place: Place | None) -> None:
    """A message that ``dumps.is_notable`` was sent from this place."""
    parts = list(obj[:8]) if type(obj) in (tuple, list) else [obj]
    for index, part in enumerate(parts):
        path = "obj" if part is obj else f"obj[{index}]"
        if type(part) is object:
            _sentinel(part, path, channel, direction, place)
        elif issubclass(type(part), BaseException):
            look(part, path, parts, channel, direction, place)


def _sentinel(value: object, path: str, channel: str, direction: str, place: Place | None) -> None:
    """An ``object()`` that a module of the user's has a name for; any other is nobody's sentinel."""
    for module, found in _modules():
        name = next((name for name, bound in list(names_of(found).items()) if bound is value), None)
        if name is not None and (place, module, name) not in _said:
            _said.add((place, module, name))
            facts = {"path": path, "module": module, "name": name}
            session.journal.write("sentinel", place=place, channel=channel, direction=direction, **facts)
        if name is not None:
            return


def _modules() -> list[tuple[str, Any]]:
    """The user's modules. A script that has come to its end has lost its ``__file__``, while its queues are still fed."""
    main = sys.modules.get("__main__")
    ended = type(main) is MODULE and "__file__" not in names_of(main)
    return [*user_modules(), ("__main__", main)] if ended else user_modules()


@quiet
def arrived() -> None:
    """``Queue.get`` and ``SimpleQueue.get``: an ``object()`` has come, or a message that has one among its first parts."""
    reader, _label = caller(sys._getframe(2))
    if reader is not None:
        arrived_in("queue", reader)


@quiet
def arrived_in(channel: str, reader: FrameType) -> None:
    """The same for any channel; ``reader`` is the frame that asked for it. Only what the user's own code asks for is told."""
    place = None if is_machinery(reader.f_code.co_filename) else user_place(reader)
    key = (os.getpid(), place)  # a forked child has its parent's
    if place is not None and key not in _arrived:
        _arrived.add(key)
        session.journal.write("object_arrived", place=place, channel=channel)

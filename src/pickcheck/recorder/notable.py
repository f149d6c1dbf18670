"""Messages whose parts arrive as less than they were: exceptions, and sentinels that are known by their identity."""

from __future__ import annotations

from .classes import names_of, user_modules
from .context import look
from .session import quiet, session

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .places import Place

_said: set[tuple[Place | None, str, str]] = set()


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
    for module, found in user_modules():
        name = next((name for name, bound in list(names_of(found).items()) if bound is value), None)
        if name is not None and (place, module, name) not in _said:
            _said.add((place, module, name))
            facts = {"path": path, "module": module, "name": name}
            session.journal.write("sentinel", place=place, channel=channel, direction=direction, **facts)
        if name is not None:
            return

"""The environment: what the parent changed in it since it started, and which of that a child reads otherwise.

A forkserver's children have the environment of the server's start. ``os.environ`` (Lib/os.py, ``_Environ``, CPython
3.10 to 3.14) keeps its values in ``_data``; in a child where a changed variable differs that dictionary becomes one
that sees its keys being read.
"""

from __future__ import annotations

import os
import sys

from .places import USER, kind_of, place_of
from .session import quiet, session

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import FrameType
    from typing import Any

_OURS = ("PYTHONPATH", "PICKCHECK_RUN")
_OS = os.getenv.__code__.co_filename


def changed() -> dict[Any, Any]:
    """The variables, encoded, that were set, changed or removed (None) since this process started."""
    now = os.environ._data  # type: ignore[attr-defined]
    before = session.environ
    if not before or now == before:
        return {}
    return {key: now.get(key) for key in {**before, **now} if now.get(key) != before.get(key)}


def watch(theirs: dict[Any, Any], given: Any = None) -> None:
    """In a child: watch the reads of the variables that the parent changed and this process has otherwise.

    given: variables that it was given on purpose.
    """
    mine = os.environ._data  # type: ignore[attr-defined]
    given = given if type(given) is dict else {}
    ours = {os.environ.encodekey(name) for name in (*_OURS, *given) if type(name) is str}
    differing = {key for key, value in theirs.items() if mine.get(key) != value and key not in ours}
    if differing and type(mine) is dict:
        data = _Data(mine)
        data.theirs = {key: theirs[key] for key in differing}
        os.environ._data = data  # type: ignore[attr-defined]


class _Data(dict):  # type: ignore[type-arg]
    """The environment's values; ``theirs``: the parent's of the variables whose reads are watched."""

    theirs: dict[Any, Any]
    copying: tuple[int, int] | None = None

    def __getitem__(self, key: Any) -> Any:
        if key in self.theirs:
            _read(self, key, sys._getframe(1))
        return dict.__getitem__(self, key)

    def __setitem__(self, key: Any, value: Any) -> None:
        self.theirs.pop(key, None)  # from now on it is the child's own
        dict.__setitem__(self, key, value)

    def __delitem__(self, key: Any) -> None:
        self.theirs.pop(key, None)
        dict.__delitem__(self, key)

    def __iter__(self) -> Any:
        frame = _outside(sys._getframe(1))
        self.copying = (id(frame), frame.f_lasti) if frame is not None else None
        return dict.__iter__(self)


def _outside(frame: FrameType | None) -> FrameType | None:
    """The frame that used ``os.environ``: the first that is not in Lib/os.py or Lib/_collections_abc.py."""
    while frame is not None and (frame.f_code.co_filename == _OS or frame.f_code.co_filename.endswith(_ABC)):
        frame = frame.f_back
    return frame


_ABC = ("_collections_abc.py", "<frozen _collections_abc>")


@quiet
def _read(data: _Data, key: Any, frame: FrameType) -> None:
    reader = _outside(frame)
    if reader is None or (id(reader), reader.f_lasti) == data.copying or kind_of(reader.f_code.co_filename) != USER:
        return
    theirs = data.theirs.pop(key)
    mine = dict.get(data, key)
    session.journal.write(
        "env_stale", name=os.environ.decodekey(key), place=place_of(reader), channel=session.channel,
        parent=_shown(key, theirs), child=_shown(key, mine),
    )  # fmt: skip


def _shown(key: Any, value: Any) -> str:
    from .comparing import shown

    if value is None:
        return "not set"
    return shown(("=", "str", os.environ.decodevalue(value)), os.environ.decodekey(key))

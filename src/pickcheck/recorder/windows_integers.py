"""Integers of NumPy's that are wider here than on Windows, in a run under the emulated start method ``windows``.

Before NumPy 2 its default integer (``np.int_``, ``dtype=int``) is C's long: 64 bits here, 32 there, where it overflows without a
word. Whether an array was made so, or as ``np.int64``, it does not tell: what crosses with values beyond 32 bits is
recorded, and the source is read afterwards (``launch/integers.py``).
"""

from __future__ import annotations

import sys

from .classes import class_name
from .places import user_place
from .session import session

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType
    from typing import Any

_NODES, _DEPTH, _ELEMENTS = 200, 4, 1_000_000
_MOST = 2**31 - 1
_told: set[Any] = set()


def sent(obj: Any, frame: FrameType) -> None:
    """An object was pickled to be sent, by this frame: record it where it holds integers of C's long beyond 32 bits."""
    numpy: Any = sys.modules.get("numpy")
    if numpy is None or not str(getattr(numpy, "__version__", "")).startswith(("0.", "1.")):
        return
    place = user_place(frame)
    main = sys.modules.get("__mp_main__") or sys.modules.get("__main__")
    file = place[0] if place is not None else getattr(main, "__file__", None)
    if type(file) is not str or file in _told:
        return
    if any(_is_wide(part) for part in _parts(obj, [_NODES], _DEPTH)):
        _told.add(file)
        session.journal.write("integers", file=file)


def _is_wide(value: Any) -> bool:
    """Whether it is an array or a scalar of C's long (``l``) with a value that has no room in 32 bits."""
    if type(value).__module__ != "numpy" or getattr(getattr(value, "dtype", None), "char", "") != "l":
        return False
    if not 0 < value.size <= _ELEMENTS:
        return False
    return bool(value.max() > _MOST or value.min() < -_MOST - 1)


def _parts(value: Any, left: list[int], depth: int) -> Iterator[Any]:
    """What an object holds, by plain containers, and by the arguments of a process object."""
    left[0] -= 1
    if left[0] < 0:
        return
    yield value
    if depth == 0:
        return
    kind = type(value)
    inner: Any = ()
    if kind is list or kind is tuple:
        inner = value
    elif kind is dict:
        inner = list(value.values())
    elif class_name(kind).endswith(("Process", "_CallItem", "_ResultItem")):
        inner = list(getattr(value, "__dict__", {}).values())
    for part in inner:
        yield from _parts(part, left, depth - 1)

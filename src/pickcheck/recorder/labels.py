"""Which function of multiprocessing or concurrent.futures a frame runs, by file and name: ``queues.py:_feed``.

Of an engine (an installed package that starts processes) it is ``loky/process_executor.py:_process_worker``;
multiprocess is multiprocessing over again, and its functions have the names of those that they are copies of.
"""

from __future__ import annotations

import os
import sys

from .places import ENGINE, kind_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import CodeType, FrameType
    from typing import Any

_FOLDERS = tuple(
    os.path.join(os.path.dirname(os.__file__), *parts) + os.sep
    for parts in (("multiprocessing",), ("concurrent", "futures"), ("concurrent", "interpreters"))
)
_FORK = os.sep + os.path.join("site-packages", "multiprocess") + os.sep
_ENGINES = {os.sep + name + os.sep: name for name in ("loky", "torch", "distributed")}
# By identity: hashing a code object looks at its whole contents.
_labels: dict[int, tuple[CodeType, str]] = {}


def label_of(code: CodeType) -> str:
    """``file.py:function`` for code of multiprocessing, concurrent.futures and the engines, else an empty string."""
    known = _labels.get(id(code))
    if known is not None and known[0] is code:
        return known[1]
    label = ""
    if code.co_filename.startswith(_FOLDERS) or _FORK in code.co_filename:
        label = f"{os.path.basename(code.co_filename)}:{code.co_name}"
    elif kind_of(code.co_filename) == ENGINE:
        engine = next((name for part, name in _ENGINES.items() if part in code.co_filename), "")
        label = f"{engine}/{os.path.basename(code.co_filename)}:{code.co_name}" if engine else ""
    _labels[id(code)] = (code, label)
    return label


def caller(frame: FrameType) -> tuple[FrameType | None, str]:
    """The frame that called this one and its label, passing over comprehensions' frames (before 3.12)."""
    back = frame.f_back
    while back is not None and back.f_code.co_name in ("<listcomp>", "<genexpr>"):
        back = back.f_back
    return back, label_of(back.f_code) if back is not None else ""


_OPTIMIZED = 1  # CO_OPTIMIZED, Include/cpython/code.h: a function's frame, whose locals are no dictionary


def local(frame: FrameType | None, name: str, default: Any = None) -> Any:
    """The value of a frame's local variable.

    Before 3.13 ``frame.f_locals`` is a snapshot that the frame keeps: read once in a thread that lives long, it would
    hold the script's objects until the next message. So it is emptied again. (A module's are the module's own.)
    """
    if frame is None:
        return default
    values = frame.f_locals
    value = values.get(name, default)
    if sys.version_info < (3, 13) and frame.f_code.co_flags & _OPTIMIZED:
        values.clear()
    return value

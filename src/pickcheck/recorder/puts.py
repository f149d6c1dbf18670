"""Lines that put into a queue: whose a message is, asked only when ``put()`` is called from another line than the last time."""

from __future__ import annotations

from .labels import label_of
from .places import USER, kind_of, user_place
from .queue_dumps import watched
from .session import session

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import FrameType
    from typing import Any

    from .buffers import Buffer, Line
    from .crossings import Roots
    from .traffic import Total


def moved(buffer: Buffer, item: Any, frame: FrameType) -> None:
    """``put()`` was called from another line than the last time, or not by the user's own code: find out for whom."""
    try:
        key = (id(frame.f_code), frame.f_lasti)
        buffer.begin(buffer.known.get(key) or _of_line(buffer, item, frame))
        if key in buffer.known:
            buffer.code, buffer.lasti = frame.f_code, frame.f_lasti
    except Exception as error:
        buffer.begin(buffer.nobody)
        session.trouble("moved", error)


# The engine whose queue it is, by who calls put(): channel, direction, and what the user calls the parts.
ENGINES: dict[str, tuple[str, str, Roots]] = {
    "torch/worker.py:_worker_loop": ("dataloader", "to parent", [("obj[1]", "batch", 0)]),
    "torch/dataloader.py:_try_put_index": ("dataloader", "to child", [("obj[1]", "indices", 0)]),
    "torch/dataloader.py:_mark_worker_as_unavailable": ("dataloader", "to child", [("obj[1]", "indices", 0)]),
    "torch/dataloader.py:_reset": ("dataloader", "to child", [("obj[1]", "indices", 0)]),
}


def _of_line(buffer: Buffer, item: Any, frame: FrameType) -> Line:
    total = _total(buffer, item, frame)
    if total is None:
        return buffer.nobody
    line = buffer.lines.get(total)
    if line is None:
        line = buffer.lines[total] = watched(total, buffer.pending, buffer.forking)
    if buffer.pending is None and kind_of(frame.f_code.co_filename) == USER:
        # By identity: user_place keeps the code of such a frame alive.
        buffer.known[id(frame.f_code), frame.f_lasti] = line
    return line


def _total(buffer: Buffer, item: Any, frame: FrameType) -> Total | None:
    if buffer.pending is not None:
        work = buffer.pending.get(getattr(item, "work_id", None))
        future = getattr(work, "future", None)
        return session.total("executor", "to child", getattr(future, "_pickcheck_place", None))
    label = label_of(frame.f_code)
    if label in ENGINES:
        # A spawned child does not know the user's line; the reader does, from the start of the process.
        return session.traffic.total(*ENGINES[label][:2], user_place(frame))
    return session.total("queue", None, user_place(frame))

"""What a dump is for: which channel, which way, whose place, and what the user calls its parts.

multiprocessing pickles in two functions, ``reduction.dump`` (a process that starts) and
``ForkingPickler.dumps`` (everything else); who called them tells the channel. CPython 3.10 to 3.14.
"""

from __future__ import annotations

from .labels import caller, label_of, local
from .places import Place, is_machinery, user_place
from .session import session

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import FrameType
    from typing import Any

Roots = list[tuple[str, str, int]]


class Crossing:
    """One dump's purpose.

    roots: (expression in the pickled object ``obj``, what the user calls it, offset to add to the index behind it).
    delivered: whether a failure is raised into the user's own code, there and then.
    job: the task's number, where it is one of a pool or an executor (by which the other process knows it).
    """

    __slots__ = ("channel", "delivered", "direction", "job", "place", "roots")

    def __init__(
        self,
        channel: str,
        direction: str,
        place: Place | None,
        roots: Roots,
        delivered: bool = False,
        job: tuple[int, int] | None = None,
    ) -> None:
        self.channel, self.direction, self.place = channel, direction, place
        self.roots, self.delivered, self.job = roots, delivered, job


def of_dumps(frame: FrameType, obj: Any, failed: bool) -> Crossing | None:
    """The purpose of ``ForkingPickler.dumps(obj)``, from the frame that called it; None for internals.

    Results that went well are counted where they arrive: only there the call that asked for them is known.
    """
    label = label_of(frame.f_code)
    if label == "connection.py:send":
        return _of_send(frame, obj, failed)
    if label == "queues.py:put":
        return _of_simple_queue(frame, obj, failed)
    return None


def _of_send(frame: FrameType, obj: Any, failed: bool) -> Crossing | None:
    sender, label = caller(frame)
    if label == "pool.py:_handle_tasks" and sender is not None:
        return _pool_task(obj, local(sender, "cache").get(obj[0])) if obj is not None else None
    if label in ("managers.py:_callmethod", "managers.py:dispatch"):
        return _manager_call(frame, obj)
    if label == "managers.py:serve_client" and sender is not None:
        return _of_result(sender, label, obj) if failed else None
    if sender is None or is_machinery(sender.f_code.co_filename):
        return None
    return Crossing("pipe", session.onwards, user_place(sender), [], delivered=True)


def _of_simple_queue(frame: FrameType, obj: Any, failed: bool) -> Crossing | None:
    sender, label = caller(frame)
    if label in ("pool.py:worker", "process.py:_sendback_result", "process.py:_process_worker"):
        return _of_result(sender, label, obj) if failed else None
    if sender is None or is_machinery(sender.f_code.co_filename):
        return None
    return Crossing("queue", session.onwards, user_place(sender), [], delivered=True)


def _of_result(sender: FrameType | None, label: str, obj: Any) -> Crossing | None:
    from .result_crossings import of_result

    return of_result(sender, label, obj)


def of_pool(sender: FrameType | None, obj: Any, failed: bool) -> Crossing | None:
    """The purpose of what a pool's thread or worker sends by another pickler than multiprocessing's."""
    label = label_of(sender.f_code) if sender is not None else ""
    if label == "pool.py:_handle_tasks" and obj is not None:
        return _pool_task(obj, local(sender, "cache").get(obj[0]))
    return _of_result(sender, label, obj) if label == "pool.py:worker" and failed else None


def _pool_task(task: Any, result: Any) -> Crossing:
    job, part, func = task[0], task[1], task[2]
    place = getattr(result, "_pickcheck_place", None)
    name = getattr(func, "__name__", "")
    if name in ("mapstar", "starmapstar"):
        size = getattr(result, "_chunksize", None) or _chunk_of_imap(result, task)
        inner, chunk = task[3][0]
        roots: Roots = [("obj[3][0][0]", "func", 0), ("obj[3][0][1]", "iterable", part * size)]
        if (
            getattr(inner, "__module__", "") == "pathos.helpers.mp_helper"
        ):  # pathos zips its iterables and unpacks the tuples
            roots += _zipped("obj[3][0][1]", chunk, part * size)
    elif name == "_helper_reraises_exception":
        roots = [("obj[3][0]", "exception", 0)]
    elif hasattr(result, "_items"):  # an IMapIterator whose chunks are single items
        roots = [("obj[2]", "func", 0), ("obj[3][0]", f"iterable[{part}]", 0)]
    else:
        roots = [("obj[2]", "func", 0), ("obj[3]", "args", 0), ("obj[4]", "kwargs", 0)]
    delivered = getattr(result, "_error_callback", None) is not None
    return Crossing("pool", "to child", place, roots, delivered, (job, part))


def _chunk_of_imap(result: Any, task: Any) -> int:
    # imap does not keep its chunk size; every chunk but the last has it, and remembers it for the last.
    size = max(len(task[3][0][1]), getattr(result, "_pickcheck_chunk", 0))
    if result is not None:
        result._pickcheck_chunk = size
    return size


def executor_task(item: Any, work: Any) -> Crossing:
    """The purpose of an executor's call item; ``work`` is the work item that ``submit`` made of it."""
    future = getattr(work, "future", None)
    place, index = getattr(future, "_pickcheck_place", None), getattr(future, "_pickcheck_index", None)
    if index is None:
        roots: Roots = [("obj.fn", "func", 0), ("obj.args", "args", 0), ("obj.kwargs", "kwargs", 0)]
    else:
        roots = [("obj.fn.args[0]", "func", 0), *chunk_roots(item.args[0], index)]
    return Crossing("executor", "to child", place, roots, False, (item.work_id, index or 0))


def chunk_roots(chunk: Any, index: int) -> Roots:
    """``map`` sends chunks of tuples of arguments: one argument for each iterable that it was given."""
    return _zipped("obj.args[0]", chunk, index)


def _zipped(path: str, chunk: Any, index: int) -> Roots:
    if len(chunk[0]) == 1:
        return [(f"{path}[{n}][0]", f"iterable[{index + n}]", 0) for n in range(len(chunk))]
    return [
        (f"{path}[{n}][{k}]", f"iterables[{k}][{index + n}]", 0)
        for n in range(len(chunk))
        for k in range(len(chunk[n]))
    ]


def _manager_call(frame: FrameType, obj: Any) -> Crossing | None:
    create = obj[0] is None
    if create and obj[1] != "create":
        return None  # multiprocessing's own bookkeeping: accept_connection, incref, decref, ...
    place = user_place(frame)
    roots: Roots = [("obj[2]", "args", -1 if create else 0), ("obj[3]", "kwargs", 0)]
    return Crossing("manager", "to child", place, roots, delivered=True) if place is not None else None

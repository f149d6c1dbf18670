"""What arrives and does not load: whose it was, and which part of it.

multiprocessing loads in few places: ``Connection.recv``, ``Queue.get``, ``SimpleQueue.get`` and, for the process object
itself, ``spawn._main``. CPython 3.10 to 3.14. Who called tells the channel, as on the dump side (``crossings.py``).
"""

from __future__ import annotations

import sys

from . import floods
from .exceptions import describe
from .labels import caller, label_of, local
from .owners import process_roots
from .places import Place, is_machinery, user_place
from .session import quiet, session

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import FrameType
    from typing import Any

    from .crossings import Roots

# Loops that fail at one place fail alike.
SEARCHES_PER_PLACE = 20
READING = 5.0  # seconds that a message may take to be read as symbols
_searched: dict[tuple[str, Place | None], int] = {}

# Exceptions of a worker are sent in a holder of this attribute (pool.py and concurrent/futures/process.py).
_EXC = ".exc"
_TASK: Roots = [("obj[3][0][0]", "func", 0), ("obj[3][0][1]", "iterable", 0)]
_CALL: Roots = [("obj[2]", "func", 0), ("obj[3]", "args", 0), ("obj[4]", "kwargs", 0)]
_RESULT: Roots = [(f"obj[2][1]{_EXC}", "exception", 0), ("obj[2][1]", "result", 0)]
_ITEM: Roots = [("obj.fn", "func", 0), ("obj.args", "args", 0), ("obj.kwargs", "kwargs", 0)]
_ITEM_RESULT: Roots = [
    (f"obj.exception{_EXC}", "exception", 0),
    ("obj.exception", "exception", 0),
    ("obj.result", "result", 0),
]
_ASKED: Roots = [("obj[2]", "args", 0), ("obj[3]", "kwargs", 0)]
_ANSWER: Roots = [("obj[1]", "result", 0)]

# By who called recv() or get(): channel, direction, roots, and where the task's number stands in the message.
_READERS: dict[str, tuple[str, str, Roots, str]] = {
    "pool.py:worker": ("pool", "to child", _CALL, "tuple"),
    "pool.py:_handle_results": ("pool", "to parent", _RESULT, "tuple"),
    "process.py:_process_worker": ("executor", "to child", _ITEM, "state"),
    "process.py:wait_result_broken_or_wakeup": ("executor", "to parent", _ITEM_RESULT, "state"),
    "loky/process_executor.py:_process_worker": ("loky", "to child", _ITEM, "state"),
    "loky/process_executor.py:wait_result_broken_or_wakeup": ("loky", "to parent", _ITEM_RESULT, "state"),
    "torch/dataloader.py:_try_get_data": ("dataloader", "to parent", [("obj[1]", "batch", 0)], ""),
    "torch/worker.py:_worker_loop": ("dataloader", "to child", [("obj[1]", "indices", 0)], ""),
    "managers.py:_callmethod": ("manager", "to parent", _ANSWER, ""),
    "managers.py:dispatch": ("manager", "to parent", _ANSWER, ""),
    "managers.py:serve_client": ("manager", "to child", _ASKED, ""),
    "managers.py:handle_request": ("manager", "to child", _ASKED, ""),
    "managers.py:_handle_request": ("manager", "to child", _ASKED, ""),
}


class Copied:
    """A stream that keeps what was read from it: what arrives through a pipe cannot be read twice.

    ``peek`` and ``readinto`` are left out on purpose: pickle then reads exactly what it needs.
    """

    current: Copied | None = None

    def __init__(self, file: Any) -> None:
        self._file, self._read, self._line = file, file.read, file.readline
        self.chunks: list[bytes] = []
        Copied.current = self

    def read(self, size: int = -1) -> bytes:
        data: bytes = self._read(size)
        self.chunks.append(data)
        return data

    def readline(self) -> bytes:
        data: bytes = self._line()
        self.chunks.append(data)
        return data

    def again(self) -> Copied:
        """What was read, and then what is still to come, as one stream."""
        from io import BytesIO

        kept, live = BytesIO(b"".join(self.chunks)), self._read
        whole = Copied(self._file)
        whole._read = lambda size=-1: _filled(kept.read(size), size, live)
        whole._line = lambda: (line := kept.readline()) + (b"" if line.endswith(b"\n") else self._file.readline())
        return whole


def _filled(data: bytes, size: int, live: Any) -> bytes:
    return data + live(size - len(data)) if 0 <= len(data) < size else data


@quiet
def error_recv(_token: None, connection: Any) -> None:
    """``Connection.recv``: something arrived that does not load."""
    frame = sys._getframe(2)
    buffer = local(frame, "buf")
    if buffer is not None:
        _not_loaded(frame, buffer.getvalue())


@quiet
def error_get(_token: None) -> None:
    """``Queue.get`` and ``SimpleQueue.get``; ``queue.Empty`` comes this way too."""
    frame = sys._getframe(2)
    data = local(frame, "res")
    if data is not None:
        _not_loaded(frame, bytes(data))


def _not_loaded(frame: FrameType, data: bytes) -> None:
    error = sys.exc_info()[1]
    if not isinstance(error, Exception):
        return
    reader, label = caller(frame)
    if label in _READERS:
        channel, direction, roots, numbered = _READERS[label]
        root = _symbols(data)
        job = _job(root, numbered)
        if roots is _CALL and _is_map(root):
            roots = _TASK
        elif roots is _ITEM:
            roots = [*_chunk_roots(root), *_ITEM]
        place = _place(reader, label, job)
        record(
            data,
            error,
            channel,
            direction,
            place,
            roots,
            job=job,
            delivered=channel in ("manager", "dataloader") and place is not None,
        )
    elif reader is not None and not is_machinery(reader.f_code.co_filename):
        channel = "queue" if label_of(frame.f_code).startswith("queues.py") else "pipe"
        record(data, error, channel, session.inwards, user_place(reader), [], delivered=True)


def _symbols(data: bytes) -> Any:
    from ..pickling.stream import Reader

    try:
        return Reader(data, _until()).load()
    except Exception:
        return None  # no pickle, or a cut one: what is found of it is said by the search


def _until() -> float:
    """When reading it as symbols is given up (``time.monotonic``)."""
    from time import monotonic

    return monotonic() + READING


def _job(root: Any, numbered: str) -> tuple[int, int] | None:
    if numbered == "tuple" and type(root) is tuple and len(root) >= 3:
        return root[0], root[1]
    if numbered == "state":
        for state in getattr(root, "states", []):
            if type(state) is dict and "work_id" in state:
                return state["work_id"], 1
    return None


def _is_map(root: Any) -> bool:
    return type(root) is tuple and getattr(root[2], "qualname", "") in ("mapstar", "starmapstar")


def _chunk_roots(item: Any) -> Roots:
    """For a part of ``Executor.map`` (concurrent/futures/process.py, ``_process_chunk``): its tuples of arguments."""
    for state in getattr(item, "states", []):
        inner = getattr(state.get("fn"), "args", ()) if type(state) is dict else ()
        if [getattr(one, "qualname", "") for one in inner][:1] == ["_process_chunk"]:
            chunk = state["args"][0]
            one = len(chunk[0]) == 1
            return [
                (f"obj.args[0][{n}][{k}]", f"iterable[{n}]" if one else f"iterables[{k}][{n}]", 0)
                for n in range(len(chunk))
                for k in range(len(chunk[n]))
            ] + [("obj.fn.args[0]", "func", 0)]
    return []


def _place(reader: FrameType | None, label: str, job: tuple[int, int] | None) -> Place | None:
    """Where the user's own code asked for it, as far as this process knows."""
    if label == "pool.py:_handle_results" and job is not None:
        return getattr((local(reader, "cache") or {}).get(job[0]), "_pickcheck_place", None)
    if label.endswith(":wait_result_broken_or_wakeup") and job is not None:
        work = getattr(local(reader, "self"), "pending_work_items", {}).get(job[0])
        return getattr(getattr(work, "future", None), "_pickcheck_place", None)
    # A worker was forked from the line that made its pool, which is not the one that sent the task.
    return user_place(reader) if label.startswith(("managers.py", "torch/dataloader.py")) else None


def failed_process(file: Any) -> None:
    """``spawn._main``: the process object itself does not load. (Called while the pipe is still open.)"""
    try:
        _process(Copied.current)
    except Exception as error:
        session.trouble("failed_process", error)


def forget_process() -> None:
    """The process object is loaded, or has failed: what was read of it is not needed any more."""
    Copied.current = None


def _process(copied: Copied | None) -> None:
    error = sys.exc_info()[1]
    if copied is None or not isinstance(error, Exception) or not any(copied.chunks):
        return  # nothing came: the parent died, or could not pickle it (on Windows)
    from ..pickling.stream import Reader, Unpickler

    whole = copied.again()
    reader = Reader(b"", _until())
    Unpickler.__init__(reader, whole)
    try:
        root = reader.load()
    except Exception:
        root = None
    channel, roots = process_roots(*_target(root))
    record(b"".join(whole.chunks), error, channel, "to child", None, roots)


def _target(root: Any) -> tuple[str, str]:
    """Module and qualified name of the process's target, read off its state."""
    for state in getattr(root, "states", []):
        if type(state) is dict:
            target = state.get("_target")
            bound = getattr(target, "args", ())
            if type(bound) is tuple and len(bound) == 2:  # a bound method: getattr(object, name)
                return "", f"{getattr(getattr(bound[0], 'maker', None), 'qualname', '')}.{bound[1]}"
            return getattr(target, "module", ""), getattr(target, "qualname", "")
    return "", ""


def record(
    data: bytes,
    error: Exception,
    channel: str,
    direction: str,
    place: Place | None,
    roots: Roots,
    job: tuple[int, int] | None = None,
    delivered: bool = False,
) -> None:
    """Find which part of it does not load and write that down, as for a dump that failed (``failures.py``)."""
    key = (f"load {channel}{direction}", place)
    if floods.counted(key, error):
        return
    count = _searched[key] = _searched.get(key, 0) + 1
    facts: dict[str, Any] = {
        "stage": "load",
        "number": session.number(error),
        "channel": channel,
        "direction": direction,
        "place": place,
        "delivered": delivered,
        "job": job,
        "raised": describe(error),
        "type": "",
    }
    if count > SEARCHES_PER_PLACE:
        session.journal.write("failure", leaves=[], notes=[], repeated=True, **facts)
        floods.written(key, count, facts["number"], job)
        return
    session.journal.write("failing", **facts)
    from ..pickling.load import find_load_faults

    probe = find_load_faults(data, name="obj", error=error)
    session.journal.write("failure", leaves=probe.leaves, notes=probe.notes, roots=roots, **facts)

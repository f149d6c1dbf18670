"""Who reads a message, as far as can be told from who called: its channel, and what its parts are to the user.

On the load side, as ``crossings.py`` on the dump side. What arrived is there as symbols only (``pickling/stream.py``).
"""

from __future__ import annotations

from .labels import local
from .places import Place, user_place

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import FrameType
    from typing import Any

    from .crossings import Roots

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
READERS: dict[str, tuple[str, str, Roots, str]] = {
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


def message_of(label: str, root: Any) -> tuple[str, str, Roots, tuple[int, int] | None]:
    """A message by its reader's label: channel, direction, roots, and the task's number. ``root``: its symbols, or None."""
    channel, direction, roots, numbered = READERS[label]
    if roots is _CALL and _is_map(root):
        roots = _TASK
    elif roots is _ITEM:
        roots = [*_chunk_roots(root), *_ITEM]
    return channel, direction, roots, _job(root, numbered)


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


def place_of(reader: FrameType | None, label: str, job: tuple[int, int] | None) -> Place | None:
    """Where the user's own code asked for it, as far as this process knows."""
    if label == "pool.py:_handle_results" and job is not None:
        return getattr((local(reader, "cache") or {}).get(job[0]), "_pickcheck_place", None)
    if label.endswith(":wait_result_broken_or_wakeup") and job is not None:
        work = getattr(local(reader, "self"), "pending_work_items", {}).get(job[0])
        return getattr(getattr(work, "future", None), "_pickcheck_place", None)
    # A worker was forked from the line that made its pool, which is not the one that sent the task.
    return user_place(reader) if label.startswith(("managers.py", "torch/dataloader.py")) else None

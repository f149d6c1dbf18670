"""What a dump of a result is for that fails, on the way back from a worker or from a manager."""

from __future__ import annotations

from .crossings import Crossing
from .labels import local
from .places import definition

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import FrameType
    from typing import Any

    from .crossings import Roots


def of_result(sender: FrameType | None, label: str, obj: Any) -> Crossing | None:
    """The purpose of the dump of a result that a function of this label sends."""
    if label == "managers.py:serve_client":
        return _manager_result(sender, obj)
    return _pool_result(sender, obj) if label == "pool.py:worker" else _executor_result(sender, obj)


def _pool_result(worker: FrameType | None, obj: Any) -> Crossing | None:
    if obj is None:
        return None
    job, part, (success, _value) = obj
    roots: Roots = [("obj[2][1]", "result", 0)]
    if not success:
        roots = [("obj[2][1].exc", "exception", 0), ("obj[2][1]", "exception", 0)]
    func = local(worker, "func")
    return Crossing("pool", "to parent", definition(_inner(func, worker)), roots, False, (job, part))


def _inner(func: Any, worker: FrameType | None) -> Any:
    if getattr(func, "__name__", "") in ("mapstar", "starmapstar") and worker is not None:
        return local(worker, "args")[0][0]
    return func


def _executor_result(worker: FrameType | None, obj: Any) -> Crossing | None:
    work_id = getattr(obj, "work_id", None)
    if work_id is None:
        return None
    roots: Roots = [
        ("obj.exception.exc", "exception", 0),
        ("obj.exception", "exception", 0),
        ("obj.result", "result", 0),
    ]
    while worker is not None and local(worker, "call_item") is None:
        worker = worker.f_back
    func = getattr(local(worker, "call_item"), "fn", None)
    inner = getattr(func, "args", None) if getattr(func, "func", None).__class__.__name__ == "function" else None
    return Crossing("executor", "to parent", definition(inner[0] if inner else func), roots, False, (work_id, 0))


def _manager_result(server: FrameType | None, obj: Any) -> Crossing:
    roots: Roots = [("obj[1]", "exception" if obj[0] == "#ERROR" else "result", 0)]
    served = getattr(type(local(server, "obj")), str(local(server, "methodname")), None)
    return Crossing("manager", "to parent", definition(served), roots)

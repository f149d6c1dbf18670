"""a process, pool or manager hangs on what is sent."""

from __future__ import annotations

from .rule import Fault, Rule
from .words import a, short

_TYPES = frozenset(
    [
        "multiprocessing.process.AuthenticationString",
        "multiprocessing.process.BaseProcess",
        "multiprocessing.context.Process",
        "multiprocessing.context.ForkProcess",
        "multiprocessing.context.SpawnProcess",
        "multiprocessing.context.ForkServerProcess",
        "multiprocessing.pool.Pool",
        "multiprocessing.pool.ThreadPool",
        "multiprocessing.managers.BaseManager",
        "multiprocessing.managers.SyncManager",
        "concurrent.futures._base.Executor",
        "concurrent.futures.process.ProcessPoolExecutor",
        "concurrent.futures.thread.ThreadPoolExecutor",
        "multiprocessing.popen_fork.Popen",
        "multiprocessing.util.Finalize",
    ]
)


def _owner(fault: Fault) -> tuple[str, str]:
    path = ""
    for step, kind in fault.leaf.steps:
        path += step
        if kind in _TYPES and path != "self" and kind != "multiprocessing.process.AuthenticationString":
            return path, f"{path}, {a(short(kind))},"
    return fault.leaf.path, fault.leaf.path


def _whole(fault: Fault) -> str:
    return _owner(fault)[0]


def _matches(fault: Fault) -> bool:
    if fault.leaf.type in _TYPES or set(fault.leaf.bases) & _TYPES:
        return True
    return any(kind in _TYPES for step, kind in fault.leaf.steps[1:])


def _message(fault: Fault) -> str:
    return f"{_owner(fault)[1]} goes along with what is sent and must not: {fault.leaf.path} belongs to this process"


def _advice(fault: Fault) -> str:
    return "keep processes, pools and managers off the object whose method is the target, or leave them out in __getstate__"


RULE = Rule(
    code="PK117",
    slug="process-on-self",
    title="a process, pool or manager hangs on what is sent",
    why=(
        "A started Process, a Pool, an executor or a Manager that is kept on an object goes along when a method of that "
        "object is sent, and none of them may."
    ),
    matches=_matches,
    message=_message,
    advice=_advice,
    whole=_whole,
)

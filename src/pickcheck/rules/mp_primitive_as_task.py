"""a lock or queue of multiprocessing is sent after the process has started."""

from __future__ import annotations

from .rule import Fault, Rule
from .words import a, is_ctypes, short

_CHANNELS = {
    "pool": "a task",
    "executor": "a task",
    "queue": "a queue",
    "pipe": "a pipe",
    "manager": "a manager",
}


def _matches(fault: Fault) -> bool:
    # Value and Array without a lock are plain ctypes objects in shared memory, which refuse with a RuntimeError.
    shared = is_ctypes(fault) and fault.leaf.raised[0] == "builtins.RuntimeError"
    return (shared or fault.leaf.type.startswith("multiprocessing.")) and not fault.starts_process


def _message(fault: Fault) -> str:
    owner = fault.leaf.within or (fault.leaf.path, fault.leaf.type)
    return f"{owner[0]} is {a(short(owner[1]))}: it reaches a process only while that is started, not later through {_CHANNELS.get(fault.failure.channel, 'pickle')}"


def _advice(fault: Fault) -> str:
    if fault.failure.channel in ("pool", "executor", "loky", "joblib"):
        return "pass it through initializer and initargs and keep it in a global of the worker; or use multiprocessing.Manager()'s, whose proxies can be sent"
    return "pass it as an argument of the Process; or use multiprocessing.Manager()'s, whose proxies can be sent"


RULE = Rule(
    code="PK118",
    slug="mp-primitive-as-task",
    title="a lock or queue of multiprocessing is sent after the process has started",
    why=(
        "multiprocessing's Lock, Event, Queue, Value and the like reach a process only while it is being started: as "
        "arguments of Process, or as initargs of a pool. They cannot go through a queue, a pipe or as a task's argument."
    ),
    matches=_matches,
    message=_message,
    advice=_advice,
)

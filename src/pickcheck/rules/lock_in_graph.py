"""a lock of this process hangs on what is sent."""

from __future__ import annotations

from .rule import Fault, Rule
from .words import a, short, subject

_TYPES = frozenset(
    [
        "_thread.lock",
        "_thread.RLock",
        "_thread._local",
        "_thread._ThreadHandle",
        "_queue.SimpleQueue",
        "threading._RLock",
        "_thread._localdummy",
        "multiprocessing.pool.ApplyResult",
        "concurrent.futures._base.Future",
    ]
)

# How a lock is shared with an engine's workers.
_MANAGER = "to share a lock with workers, send one of a multiprocessing.Manager(), which is a proxy"
ENGINES = {
    "loky": _MANAGER,
    "joblib": _MANAGER,
    "dask": "to share a lock with workers, use distributed.Lock by its name",
    "interpreter": "interpreters share only what passes through a concurrent.interpreters queue",
    "dataloader": "to make it once for each worker, use worker_init_fn",
}


def _matches(fault: Fault) -> bool:
    return fault.leaf.type in _TYPES


def _message(fault: Fault) -> str:
    if fault.leaf.within is not None:
        return f"{subject(fault)} holds a lock of this process ({fault.leaf.path}), which cannot be sent"
    return f"{fault.leaf.path} is {a(short(fault.leaf.type))}, which belongs to this process and cannot be sent"


def _advice(fault: Fault) -> str:
    if fault.failure.channel in ENGINES:
        return f"leave it out in __getstate__ and make it anew on the other side; {ENGINES[fault.failure.channel]}"
    if fault.starts_process:
        return "leave it out in __getstate__ and make it anew in the child; to share it, use multiprocessing's own (ctx.Lock(), ctx.Event(), ctx.Queue()) and pass it as an argument of the Process"
    return "leave it out in __getstate__ and make it anew on the other side; to share a lock with workers, pass multiprocessing's own through initializer and initargs"


RULE = Rule(
    code="PK108",
    slug="lock-in-graph",
    title="a lock of this process hangs on what is sent",
    why=(
        "Locks, thread-local data and what is built on them (Event, Condition, Queue, Future, logging handlers, threads) "
        "belong to the process that made them. They can hide deep inside what is sent."
    ),
    matches=_matches,
    message=_message,
    advice=_advice,
)

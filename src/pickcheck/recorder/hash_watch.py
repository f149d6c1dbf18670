"""Who calls ``hash``, and who is watched: a process that starts others, what a child sends, and its end."""

from __future__ import annotations

from .classes import user_modules
from .hashes import Hashes
from .labels import caller, label_of
from .session import quiet, session

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


@quiet
def watch_parent() -> None:
    """In a process that starts others: watch the calls from now on. One that is running already goes on unwatched."""
    from . import sites
    from .reads import reads

    if session.hashes is None:
        session.hashes = Hashes()
    modules = [(name, id(module)) for name, module in user_modules()]
    if modules != session.hashes.modules:  # a pool starts many, one after the other
        session.hashes.modules = modules
        sites.instrument(reads, {}, {})


@quiet
def result_sent(frame: Any, obj: Any) -> None:
    """A child has pickled something for another process; a worker's result is without its task's numbers."""
    if not session.child or not isinstance(session.hashes, Hashes):
        return
    label = label_of(frame.f_code)
    sender = caller(frame)[1]
    if label == "queues.py:put" and sender == "pool.py:worker":
        obj = obj[2][1]
    elif sender in ("process.py:_sendback_result", "process.py:_process_worker"):
        obj = getattr(obj, "result", None)
    session.hashes.sent(obj)


@quiet
def sent(obj: Any) -> None:
    """A child's queue has pickled an item."""
    if session.child and isinstance(session.hashes, Hashes):
        session.hashes.sent(obj)


@quiet
def ended() -> None:
    """The process is about to leave."""
    if isinstance(session.hashes, Hashes):
        session.hashes.tell()

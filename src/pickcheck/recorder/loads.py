"""What arrives and does not load: whose it was, and which part of it.

multiprocessing loads in few places: ``Connection.recv``, ``Queue.get``, ``SimpleQueue.get`` and, for the process object
itself, ``spawn._main``. CPython 3.10 to 3.14. Who called tells the channel, as on the dump side (``crossings.py``).
"""

from __future__ import annotations

import sys

from .labels import caller, label_of, local
from .places import is_machinery, user_place
from .session import quiet, session

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import FrameType
    from typing import Any

    from .process_pipe import Copied

READING = 5.0  # seconds that a message may take to be read as symbols


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
    from .load_failures import record
    from .readers import READERS, message_of, place_of

    reader, label = caller(frame)
    if label in READERS:
        channel, direction, roots, job = message_of(label, _symbols(data))
        place = place_of(reader, label, job)
        delivered = channel in ("manager", "dataloader") and place is not None
        record(data, error, channel, direction, place, roots, job=job, delivered=delivered)
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


def process_not_loaded(copied: Copied, error: Exception) -> None:
    """``spawn._main``: what was read of a process object that does not load, and whose it is. May raise anything."""
    from ..pickling.stream import Reader, Unpickler
    from .load_failures import record
    from .owners import process_roots

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

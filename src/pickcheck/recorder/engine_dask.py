"""dask.distributed: what the client sends is pickled in the user's thread, what a worker sends back is not.

distributed 2025 and 2026: protocol/pickle.py ``dumps`` tries pickle and then cloudpickle; client.py ``Client.submit`` and
``map`` make a graph of tasks of their arguments, and ``_graph_to_futures`` sends it. A worker serializes its result when it
is gathered; what fails there comes back as a TypeError with the traceback for its text. actor.py ``Actor.__getattr__``.
"""

from __future__ import annotations

import sys
from sys import _getframe
from time import perf_counter

from .crossings import Crossing
from .exceptions import describe
from .failures import record_failure
from .labels import label_of, local
from .places import user_place
from .session import quiet, session

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import FrameType
    from typing import Any

    from .crossings import Roots

_CHANNEL = "dask"
_NEAR, _DEEPEST = 12, 100  # frames between the pickling and the client's function, or the worker's connection
_TASKS = 1000  # of a graph, those looked at
_CALLS = 10_000  # of actors' methods, whose places are kept
_calls: dict[int, Any] = {}
clock = perf_counter


@quiet
def leave_dumps(started: float, value: Any, obj: Any) -> Any:
    """Something of dask's was pickled; the client's graphs are counted."""
    sender = _caller(_getframe(3), "distributed/client.py:_graph_to_futures")
    total = session.total(_CHANNEL, "to child", user_place(sender)) if sender is not None else None
    if total is not None:
        session.traffic.add(total, len(value), started)
    return value


@quiet
def error_dumps(started: float, obj: Any) -> None:
    """A graph that does not pickle, or, in a worker, a result."""
    error = sys.exc_info()[1]
    sender = _caller(_getframe(3), "distributed/client.py:_graph_to_futures")
    if error is None:
        return
    call = _caller(_getframe(3), "distributed/actor.py:run_actor_function_on_worker", _DEEPEST)
    if sender is not None:
        _graph(obj, error, sender)
    elif call is not None:
        _actor_call(error, call)
    elif session.child and _caller(_getframe(3), "distributed/utils.py:_to_frames", _DEEPEST) is not None:
        crossing = Crossing(_CHANNEL, "to parent", None, [("obj", "result", 0)])
        record_failure(_whole(obj, _getframe(3)), error, crossing, _pickler())


def _caller(frame: FrameType | None, label: str, deepest: int = _NEAR) -> FrameType | None:
    """The frame of this function of dask's among the callers."""
    for _ in range(deepest):
        if frame is None or label_of(frame.f_code) == label:
            return frame
        frame = frame.f_back
    return None


def _graph(obj: Any, error: BaseException, sender: FrameType) -> None:
    """The tasks of a graph, each as the user gave it: function and arguments."""
    place = user_place(sender)
    tasks = [
        (task.func, task.args, task.kwargs)
        for graph in getattr(obj, "operands", ())
        for task in (graph.values() if type(graph) is dict else ())
        if hasattr(task, "func")
    ][:_TASKS]
    mapped = _caller(sender.f_back, "distributed/client.py:map")
    roots: Roots = []
    for number, (_func, args, _kwargs) in enumerate(tasks):
        base = f"obj[{number}]"
        roots += [(f"{base}[0]", "func", 0), (f"{base}[1]", "args", 0), (f"{base}[2]", "kwargs", 0)]
        if mapped is not None:
            several = len(args) > 1
            roots += [
                (f"{base}[1][{k}]", f"iterables[{k}][{number}]" if several else f"iterable[{number}]", 0)
                for k in range(len(args))
            ]
    crossing = Crossing(_CHANNEL, "to child", place, roots, place is not None)
    record_failure(tasks or obj, error, crossing, _pickler())


@quiet
def enter_actor_call(future: Any) -> None:
    """``ActorFuture``: a method of an actor is called; its arguments are pickled later, in the client's loop."""
    while len(_calls) >= _CALLS:
        _calls.pop(next(iter(_calls)))
    _calls[id(future)] = user_place(_getframe(3))


def _actor_call(error: BaseException, frame: FrameType) -> None:
    """An argument of an actor's method does not pickle: the loop only logs that, and the caller waits for ever."""
    place = _calls.get(id(local(frame.f_back, "actor_future")))
    given = (local(frame, "args", ()), local(frame, "kwargs", {}))
    roots: Roots = [("obj[0]", "args", 0), ("obj[1]", "kwargs", 0)]
    record_failure(given, error, Crossing(_CHANNEL, "to child", place, roots), _pickler())


def _whole(obj: Any, frame: FrameType | None) -> Any:
    """The result that this is a part of: lists and dictionaries are taken apart by ``serialize``, which calls itself."""
    for _ in range(_DEEPEST):
        if frame is None:
            break
        if label_of(frame.f_code) == "distributed/serialize.py:serialize":
            obj = local(frame, "x", obj)
        frame = frame.f_back
    while type(obj).__name__ in ("Serialize", "ToPickle"):
        obj = obj.data
    return obj


def _pickler() -> Any:
    return sys.modules["cloudpickle"].Pickler


# ---------------------------------------------------------------- what the client's caller is told


@quiet
def error_submit(_token: None, func: Any, args: Any, kwargs: Any) -> None:
    """``Client.submit``: an argument without a key, for it cannot be hashed because it does not pickle."""
    _unhashed((func, args, kwargs), [("obj[0]", "func", 0), ("obj[1]", "args", 0), ("obj[2]", "kwargs", 0)])


@quiet
def error_map(_token: None, func: Any, iterables: Any) -> None:
    """``Client.map``, likewise."""
    roots: Roots = [("obj[0]", "func", 0)]
    roots += [
        (f"obj[1][{k}]", "iterable" if len(iterables) == 1 else f"iterables[{k}]", 0) for k in range(len(iterables))
    ]
    _unhashed((func, iterables), roots)


def _unhashed(given: Any, roots: Roots) -> None:
    error = sys.exc_info()[1]
    if type(error).__name__ == "TokenizationError" and error is not None:
        record_failure(given, error, Crossing(_CHANNEL, "to child", user_place(_getframe(4)), roots, True), _pickler())


@quiet
def error_scatter(_token: None, client: Any, data: Any) -> None:
    """``Client.scatter``: it is sent to the workers at once, and does not pickle."""
    error = sys.exc_info()[1]
    if isinstance(error, TypeError):
        crossing = Crossing(_CHANNEL, "to child", user_place(_getframe(3)), [("obj", "data", 0)], True)
        record_failure(data, error, crossing, _pickler())


@quiet
def leave_result(_token: None, value: Any, asked: Any) -> Any:
    """``Future.result`` and ``Client.gather``: what was asked for has come."""
    place = user_place(_getframe(3))
    total = session.total(_CHANNEL, "to parent", place)
    if total is not None:
        total.count += 1
        session.traffic.flush()
    return value


@quiet
def error_result(_token: None, asked: Any) -> None:
    """An error has come instead: of the task's own, or that its result could not be sent."""
    error = sys.exc_info()[1]
    if isinstance(error, TypeError) and session.known(error) is None:
        session.journal.write(
            "received", number=session.number(error), channel=_CHANNEL, job=(0, 0), place=user_place(_getframe(3)),
            raised=describe(error), delivered=True, chunk=1, pids=[],
        )  # fmt: skip

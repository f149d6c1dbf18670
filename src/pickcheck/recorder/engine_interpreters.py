"""Interpreters of one process (CPython 3.14 and newer): what is handed to another one crosses as it does to a process.

Lib/concurrent/interpreters/__init__.py ``Interpreter._call``, ``prepare_main``; _queues.py ``Queue.put``;
Lib/concurrent/futures/interpreter.py. An object is shared in a way of its own (Python/crossinterp.c: numbers, strings,
tuples of such, functions without state), else pickled; ``prepare_main`` only shares.
"""

from __future__ import annotations

import sys
from sys import _getframe
from types import FunctionType

from .crossings import Crossing
from .failures import find, record_failure, write_failure
from .labels import label_of, local
from .places import definition, user_place
from .session import quiet, session

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import FrameType
    from typing import Any

_CHANNEL = "interpreter"
_REFUSED = "NotShareableError"


@quiet
def leave_call(_token: None, value: Any, interpreter: Any, callable: Any, args: Any, kwargs: Any) -> Any:
    """A call in another interpreter came back."""
    place, _future, _task = _asked(_getframe(3), callable, args, kwargs)
    for direction in ("to child", "to parent"):
        _count(direction, place)
    return value


@quiet
def error_call(_token: None, interpreter: Any, callable: Any, args: Any, kwargs: Any) -> None:
    """It did not; because something cannot be shared, or of what the code there raised."""
    error = sys.exc_info()[1]
    if type(error).__name__ != _REFUSED or error is None:
        return
    place, future, task = _asked(_getframe(3), callable, args, kwargs)
    index = getattr(future, "_pickcheck_index", None)
    roots = [("obj[0]", "func", 0), ("obj[1]", "args", 0), ("obj[2]", "kwargs", 0)]
    if index is not None:
        roots += [(f"obj[1][{n}]", f"iterable[{index}]" if len(task[1]) == 1 else f"iterables[{n}][{index}]", 0)
                  for n in range(len(task[1]))]  # fmt: skip
    delivered = future is None and place is not None
    if any(not _shares(part) for part in (task[0], *task[1], *task[2].values())):
        record_failure(_shown(task), error, Crossing(_CHANNEL, "to child", place, roots, delivered), _pickle())
        return
    # The result is in the other interpreter, out of reach.
    crossing = Crossing(_CHANNEL, "to parent", place or definition(task[0]), [("obj", "result", 0)], delivered)
    leaf = find(object(), error, name="obj")
    leaf["repr"] = "(in the other interpreter)"
    write_failure(None, error, crossing, [leaf], ["the result itself is out of reach"])


@quiet
def leave_put(_token: None, value: None, queue: Any, obj: Any) -> None:
    """``Queue.put`` and ``put_nowait``."""
    _count(session.onwards, user_place(_getframe(3)))


@quiet
def error_put(_token: None, queue: Any, obj: Any) -> None:
    """The queue refused it, or is full."""
    error = sys.exc_info()[1]
    place = user_place(_getframe(3))
    if type(error).__name__ == _REFUSED and error is not None:
        record_failure(obj, error, Crossing(_CHANNEL, session.onwards, place, [], place is not None), _pickle())


@quiet
def error_prepare(_token: None, interpreter: Any, kwargs: Any) -> None:
    """``prepare_main``, where what has no way of its own is not pickled either."""
    error = sys.exc_info()[1]
    given = local(_getframe(2), "ns")
    place = user_place(_getframe(3))
    if type(error).__name__ != _REFUSED or error is None or type(given) is not dict:
        return
    shareable = sys.modules["_interpreters"].is_shareable  # type: ignore[attr-defined,unused-ignore]
    for name, value in given.items():
        if not shareable(value):
            roots = [("obj", f"kwargs[{name!r}]", 0)]
            crossing = Crossing(_CHANNEL, "to child", place, roots, True)
            write_failure(value, error, crossing, [find(value, error, name="obj")], [])


def _asked(frame: FrameType | None, callable: Any, args: Any, kwargs: Any) -> tuple[Any, Any, Any]:
    """The user's line, the future of a pool's task, and function and arguments as the user gave them."""
    task = callable, args, kwargs
    place = user_place(frame)
    while frame is not None:
        label = label_of(frame.f_code)
        if label == "interpreter.py:run" and len(args) == 4:  # do_call(results, func, args, kwargs)
            task = args[1:]
        if label == "thread.py:run":
            future = getattr(local(frame, "self"), "future", None)
            return getattr(future, "_pickcheck_place", place), future, task
        frame = frame.f_back
    if place is None:  # call_in_thread
        thread = sys.modules["threading"].current_thread()
        place = getattr(thread, "_pickcheck_place", None)
    return place, None, task


def _count(direction: str, place: Any) -> None:
    total = session.total(_CHANNEL, direction, place)
    if total is not None:
        total.count += 1
        session.traffic.flush()


# ---------------------------------------------------------------- what can be shared


def _shares(obj: Any) -> bool:
    """Whether this part crosses: shared, a function without state, or pickled. (It is asked only after a failure.)"""
    if sys.modules["_interpreters"].is_shareable(obj) or _is_stateless(obj):  # type: ignore[attr-defined,unused-ignore]
        return True
    if type(obj) is tuple:
        return all(map(_shares, obj))
    try:
        sys.modules["pickle"].dumps(obj)
    except Exception:
        return False
    return True


def _is_stateless(obj: Any) -> bool:
    """No closure, no defaults, no globals but builtins (Objects/funcobject.c, ``_PyFunction_VerifyStateless``)."""
    if type(obj) is not FunctionType or obj.__closure__ or obj.__defaults__ or obj.__kwdefaults__:
        return False
    return not any(name in obj.__globals__ for name in obj.__code__.co_names)


def _shown(task: Any) -> Any:
    """The task without what crosses in a way of its own, which pickle would refuse."""
    func, args, kwargs = task
    return (
        None if _is_stateless(func) else func,
        tuple(None if _shares(arg) else arg for arg in args),
        {name: value for name, value in kwargs.items() if not _shares(value)},
    )


def _pickle() -> Any:
    return sys.modules["_pickle"].Pickler  # type: ignore[attr-defined,unused-ignore]

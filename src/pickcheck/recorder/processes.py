"""In the parent: which processes it starts, where, with what, and how each ended.

CPython 3.10 to 3.14: Lib/multiprocessing/popen_*.py ``Popen._launch``, ``poll``, ``_send_signal``.
"""

from __future__ import annotations

import os
import sys

from .crossings import Crossing
from .labels import label_of, local
from .owners import PROCESS, owner_of
from .places import USER, kind_of, user_place
from .session import quiet, session

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import FrameType
    from typing import Any

_KILLED = -9  # SIGKILL, which nobody but a program that asks for it, and the kernel out of memory, sends
_waited: set[int] = set()
_looked_at: set[int] = set()


def forget() -> None:
    """A process's number may be another's by now."""
    _waited.clear()
    _looked_at.clear()


def start_crossing(frame: FrameType, obj: Any) -> Crossing | None:
    """The purpose of ``reduction.dump(obj, ...)`` called from this frame (``Popen._launch``; on Windows ``__init__``)."""
    if frame.f_code.co_name != "_launch" and label_of(frame.f_code) != "popen_spawn_win32.py:__init__":
        return None
    process = local(frame, "process_obj")
    place = user_place(frame)
    if obj is not process:
        # The preparation data (spawn.get_preparation_data): the child's sys.path, argv and the like.
        return Crossing("process", "to child", place, [("obj", "preparation_data", 0)], place is not None)
    channel, roots = owner_of(process)
    return Crossing(channel, "to child", place, [*roots, *PROCESS], place is not None)


@quiet
def enter_launch(popen: Any, process: Any) -> None:
    """In the parent, about to start the child."""
    if popen.method == "fork":
        from . import forks

        _make_ready()
        forks.before()
    else:
        from . import state

        state.before_start(process)
    if sys.platform == "win32":
        from .spawning import give_ours, started_with

        started_with(os.fsdecode(sys.modules["multiprocessing.spawn"].get_executable()), sys._getframe(2))
        give_ours()


def _make_ready() -> None:
    """What a forked child needs is imported here once, and not in each child."""
    from . import bootstrap, dumps  # noqa: F401

    if f"{__package__}.buffers" in sys.modules:
        from . import feeder, puts  # noqa: F401


@quiet
def leave_launch(_token: None, value: None, popen: Any, process: Any) -> None:
    """In the parent, once the child runs."""
    place = user_place(sys._getframe(2))
    channel, _roots = owner_of(process)
    pid = getattr(popen, "pid", None)
    session.journal.write(
        "started", pid=pid, name=process._name, method=popen.method, channel=channel, place=place,
        daemon=process.daemon, again=channel == "pool" and _again(sys._getframe(2)),
    )  # fmt: skip
    if popen.method == "fork" and place is not None:
        # Nothing is pickled: the child inherits it all.
        total = session.total(channel, "to child", place)
        if total is not None:
            total.count += 1
            session.traffic.flush()
        from . import forks

        forks.after(channel, place)


def _again(frame: FrameType | None) -> bool:
    """Whether a pool starts this worker in the place of one that has ended."""
    while frame is not None and label_of(frame.f_code) != "pool.py:_maintain_pool":
        frame = frame.f_back
    return frame is not None


def leave_poll(_token: None, value: Any, popen: Any) -> Any:
    """The parent asked after the child."""
    if popen.returncode is not None:
        has_ended(popen)
    return value


@quiet
def has_ended(popen: Any) -> None:
    """The parent asked after a child that has ended: its exit status is known, which is told once."""
    if popen.pid not in _waited:
        _waited.add(popen.pid)
        meant = False
        if popen.returncode == _KILLED:
            from .kills import kills_others

            meant = kills_others()
        session.journal.write("reaped", pid=popen.pid, status=popen.returncode, meant=meant)


@quiet
def looked_at(process: Any) -> None:
    """``Process.exitcode`` was read after the child had ended badly: by the script's own code?"""
    if process.pid not in _looked_at and kind_of(sys._getframe(3).f_code.co_filename) == USER:
        _looked_at.add(process.pid)
        session.journal.write("looked_at", pid=process.pid)


@quiet
def enter_send_signal(popen: Any, number: Any) -> None:
    """The parent ends the child itself: terminate() or kill()."""
    if popen.returncode is None:
        session.journal.write("signalled", pid=popen.pid, signal=int(number), place=user_place(sys._getframe(2)))


@quiet
def enter_terminate_windows(popen: Any) -> None:
    """terminate() and kill() on Windows."""
    if popen.returncode is None:
        session.journal.write("signalled", pid=popen.pid, signal=15, place=user_place(sys._getframe(2)))

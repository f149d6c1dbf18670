"""A fresh process that loads an object as a spawned child would: with the caller's main module, and safely.

It is no child of multiprocessing: a script that checks at its top level, without a main guard, has its top level run
once more there and no further, for what is checked there again starts nothing.
"""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing import context, process, spawn, util
from multiprocessing.reduction import ForkingPickler
from pathlib import Path
from typing import Any

from ..trees import literal_of

SECONDS = 60.0
_ENTRY = "import sys; sys.path.insert(0, {folder!r}); from pickcheck.pickling.arrival import main; del sys.path[0]; main({control!r})"


@dataclass(frozen=True)
class Arrival:
    """What a fresh process made of an object.

    event: "" when it got as far as loading; "main" (the main module did not load), "died", "late" (no end in time).
    leaves: of what did not load. raised: type and text of the error of an event. raised_in: where.
    """

    event: str
    leaves: list[dict[str, Any]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    raised: dict[str, str] = field(default_factory=dict)
    raised_in: dict[str, Any] | None = None


class Sending:
    """As much of multiprocessing's ``Popen`` as the reducers ask for while an object is pickled for a child."""

    def __init__(self, method: str) -> None:
        self.method = method
        self.fds: list[int] = []
        self.child: Any = None

    def DupFd(self, fd: int) -> Any:  # noqa: N802 - multiprocessing's name
        """As in Lib/multiprocessing/popen_spawn_posix.py."""
        from multiprocessing.popen_spawn_posix import _DupFd

        return _DupFd(fd)

    def duplicate_for_child(self, handle: int) -> int:
        """The handle as the child will know it."""
        if sys.platform == "win32":
            from multiprocessing import reduction

            # Without a child the object is only looked through: nothing is to arrive anywhere.
            return reduction.duplicate(handle, int(self.child._handle)) if self.child is not None else handle
        self.fds.append(handle)
        return handle


@contextmanager
def sending(method: str) -> Iterator[Sending]:
    """While this is open in a thread, locks and queues pickle as they do for a process that is being started."""
    popen: Any = Sending(method)
    before = context.get_spawning_popen()
    context.set_spawning_popen(popen)
    try:
        yield popen
    finally:
        context.set_spawning_popen(before)


def is_being_imported() -> bool:
    """Whether this is a child, ours or multiprocessing's, that is importing the main module."""
    return bool(getattr(process.current_process(), "_inheriting", False))


def arrive(obj: object, name: str, method: str, seconds: float = SECONDS) -> Arrival:
    """Load the object in a fresh process as a child under the start method would. It must pickle within `sending`.

    Raises what pickling raises, and AttributeError for a main module without ``__spec__``, as multiprocessing does.
    """
    preparation = _preparation(method)
    with (
        tempfile.TemporaryDirectory(prefix="pickcheck-", ignore_cleanup_errors=True) as control,
        sending(method) as popen,
    ):
        if sys.platform == "win32":
            popen.child = _start(control, [])  # handles are duplicated into it
            data = bytes(ForkingPickler.dumps(obj))
        else:
            data = bytes(ForkingPickler.dumps(obj))
            popen.child = _start(control, _passed(popen))
        try:
            payload = pickle.dumps((name, data, preparation, _tracker()))
            (Path(control) / "payload").write_bytes(payload)
            return _await(popen.child, control, seconds)
        finally:
            _end(popen.child)


def _preparation(method: str) -> dict[str, Any]:
    """``spawn.get_preparation_data``, without its side effect: that asks for, and so fixes, the default start method."""
    default: Any = context._default_context
    before = default._actual_context
    try:
        data: dict[str, Any] = dict(spawn.get_preparation_data("Process-1"))
    finally:
        default._actual_context = before
    data["authkey"] = bytes(data["authkey"])
    data["start_method"] = method
    return data


def _tracker() -> int | None:
    if sys.platform == "win32":
        return None
    from multiprocessing import resource_tracker

    tracker: Any = resource_tracker._resource_tracker
    found: int | None = tracker._fd
    return found


def _passed(popen: Sending) -> list[int]:
    tracker = _tracker()
    return [*popen.fds, *([tracker] if tracker is not None else [])]


def _start(control: str, fds: list[int]) -> subprocess.Popen[bytes]:
    folder = str(Path(__file__).resolve().parents[2])
    flags: list[str] = util._args_from_interpreter_flags()  # type: ignore[attr-defined]
    command = [os.fsdecode(spawn.get_executable()), *flags, "-c", _ENTRY.format(folder=folder, control=control)]
    words: dict[str, Any] = {} if sys.platform == "win32" else {"pass_fds": fds, "start_new_session": True}
    with open(Path(control) / "output", "wb") as output:
        return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=output, stderr=output, **words)


def _await(child: subprocess.Popen[bytes], control: str, seconds: float) -> Arrival:
    assert child.stdin is not None
    try:
        child.stdin.close()
    except OSError:  # it has ended already
        pass
    try:
        status = child.wait(seconds)
    except subprocess.TimeoutExpired:
        return Arrival("late", raised={"type": "builtins.TimeoutError", "message": f"not loaded after {seconds:.0f} s"})
    result = Path(control) / "result"
    if result.exists():
        return Arrival(**literal_of(result.read_text(encoding="utf-8")))
    printed = (Path(control) / "output").read_text(encoding="utf-8", errors="replace").strip().splitlines()
    ended = f"the process {_how(status)} while it loaded this"
    return Arrival("died", notes=printed[-3:], raised={"type": "builtins.RuntimeError", "message": ended})


def _how(status: int) -> str:
    if status < 0:
        try:
            return f"was killed by {signal.Signals(-status).name}"
        except ValueError:
            return f"was killed by signal {-status}"
    return f"ended with status {status}"


def _end(child: subprocess.Popen[bytes]) -> None:
    """End it and whatever its main module has started."""
    try:
        if sys.platform == "win32":
            child.kill()
        else:
            os.killpg(child.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):  # nothing is left of it
        pass
    child.wait()

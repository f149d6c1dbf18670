"""Processes: who started which, where, with what, and how each ended.

CPython 3.10 to 3.14: Lib/multiprocessing/popen_*.py ``Popen._launch``, ``poll``, ``_send_signal``;
Lib/multiprocessing/process.py ``BaseProcess._bootstrap``.
"""

from __future__ import annotations

import os
import sys

from . import forks
from .crossings import Crossing, Roots
from .labels import label_of, local
from .places import USER, Place, function_of, kind_of, user_place
from .session import quiet, session

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import FrameType
    from typing import Any

# Whose Process it is, by the function it runs: what the user calls its arguments (positions in ``_args``).
_POOL = [("obj._args[2]", "initializer", 0), ("obj._args[3]", "initargs", 0)]
_LOADER = [("obj._args[1]", "dataset", 0), ("obj._args[6]", "collate_fn", 0), ("obj._args[9]", "worker_init_fn", 0)]
_MANAGER = [("obj._args[0]", "self._registry", 0), ("obj._args[5]", "initializer", 0), ("obj._args[6]", "initargs", 0)]
_OWNERS: dict[str, tuple[str, Roots]] = {
    "multiprocessing.pool.worker": ("pool", _POOL),
    "multiprocess.pool.worker": ("pool", _POOL),
    "concurrent.futures.process._process_worker": ("executor", _POOL),
    "BaseManager._run_server": ("manager", _MANAGER),
    "torch.utils.data._utils.worker._worker_loop": ("dataloader", _LOADER),
    "loky.process_executor._process_worker": ("loky", _POOL),
    "joblib.externals.loky.process_executor._process_worker": ("joblib", _POOL),
}
_PROCESS: Roots = [
    ("obj._target", "target", 0),
    ("obj._args", "args", 0),
    ("obj._kwargs", "kwargs", 0),
    ("obj", "self", 0),
]
_CODECS = (UnicodeDecodeError, UnicodeEncodeError)
_KILLED = -9  # SIGKILL, which nobody but a program that asks for it, and the kernel out of memory, sends
_SENDERS = frozenset(("kill", "killpg", "pidfd_send_signal"))
_waited: set[int] = set()
_looked_at: set[int] = set()
_executables: set[str] = set()


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
    return Crossing(channel, "to child", place, [*roots, *_PROCESS], place is not None)


def owner_of(process: Any) -> tuple[str, Roots]:
    """Whether this process is a pool's, an executor's, a manager's or the user's own."""
    target = getattr(process, "_target", None)
    return _owner(getattr(target, "__module__", ""), getattr(target, "__qualname__", ""))


def _owner(module: str, qualname: str) -> tuple[str, Roots]:
    return _OWNERS.get(qualname) or _OWNERS.get(f"{module}.{qualname}") or ("process", [])


def process_roots(module: str, qualname: str) -> tuple[str, Roots]:
    """Whose process it is, by the name of its target, and what the user calls the parts of the process object."""
    channel, roots = _owner(module, qualname)
    return channel, [*roots, *_PROCESS]


@quiet
def enter_launch(popen: Any, process: Any) -> None:
    """In the parent, about to start the child."""
    if popen.method == "fork":
        from . import dumps  # noqa: F401 - what the child needs is imported here once, and not in each child

        forks.before()
    else:
        from . import state

        state.before_start(process)
    if sys.platform == "win32":
        _started_with(os.fsdecode(sys.modules["multiprocessing.spawn"].get_executable()), sys._getframe(2))
        give_ours()


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
        meant = popen.returncode == _KILLED and _kills_others()
        session.journal.write("reaped", pid=popen.pid, status=popen.returncode, meant=meant)


def _kills_others() -> bool:
    """Whether the script's own code sends signals by itself, which no hook sees: ``os.kill`` is written in C.

    A function that asks for its own process's number does it to itself.
    """
    from .classes import user_modules
    from .guard import CODE
    from .live import functions_of

    stack = [function.__code__ for _name, module in user_modules() for function in functions_of(module)]
    frame: FrameType | None = sys._getframe()
    while frame is not None:  # the main module's own code is on the stack, and nowhere else
        stack += [frame.f_code] if kind_of(frame.f_code.co_filename) == USER else []
        frame = frame.f_back
    while stack:
        code = stack.pop()
        if not _SENDERS.isdisjoint(code.co_names) and "getpid" not in code.co_names:
            return True
        stack += [constant for constant in code.co_consts if type(constant) is CODE]
    return False


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


@quiet
def enter_spawn(path: Any) -> None:
    """``util.spawnv_passfds``: the child gets our variables even if the script has set its own PYTHONPATH by now."""
    _started_with(os.fsdecode(path), sys._getframe(2))
    give_ours()


def _started_with(executable: str, frame: FrameType) -> None:
    """What children are started with, where that is something else than this process was."""
    if executable == session.executable or executable in _executables:
        return
    _executables.add(executable)
    fault = "there is no such file" if not os.path.isfile(executable) else ""
    fault = fault or ("" if os.access(executable, os.X_OK) else "it may not be executed")
    path = os.path.abspath(executable) if executable else ""
    session.journal.write("executable", path=path, fault=fault, place=user_place(frame))


def give_ours() -> None:
    """Our variables, into the environment that a child gets."""
    theirs, entry = os.environ.get("PYTHONPATH"), session.settings["entry"]
    os.putenv("PYTHONPATH", f"{entry}{os.pathsep}{theirs}" if theirs else entry)
    os.putenv("PICKCHECK_RUN", session.control)


def with_ours(environ: dict[str, str]) -> dict[str, str]:
    """A copy of ``os.environ`` that a child is given (from a venv on Windows) with our variables in it."""
    try:
        theirs, entry = environ.get("PYTHONPATH"), session.settings["entry"]
        environ["PYTHONPATH"] = f"{entry}{os.pathsep}{theirs}" if theirs else entry
        environ["PICKCHECK_RUN"] = session.control
    except Exception as error:
        session.trouble("with_ours", error)
    return environ


# ---------------------------------------------------------------- in the child


@quiet
def enter_bootstrap(process: Any) -> None:
    """The child begins its work: from here on it is no copy of its parent."""
    session.child = True
    session.channel = owner_of(process)[0]
    session.journal.write("child", name=process._name, channel=session.channel, parent=process._parent_pid)
    if forks.at_fork.happened:
        forks.watch()
        if "numpy.random.mtrand" in sys.modules:
            from . import rng

            rng.watch()
    else:
        from . import state

        state.compare(process)


@quiet
def caught_bootstrap(_token: None, process: Any) -> None:
    """What the child's work raised, SystemExit among it; multiprocessing prints it and ends the child with 1."""
    error = sys.exc_info()[1]
    if error is not None:
        stage = "initializer" if session.initializing else None
        session.journal.write("uncaught", stage=stage, **uncaught(error))
        enter_remote_error(error)


@quiet
def enter_remote_error(error: Any) -> None:
    """A worker packs up what its task raised (``ExceptionWithTraceback``), to send it to the parent."""
    from .errors import raised

    _note_windows(error, _where(error)[0])
    raised(error)


@quiet
def leave_bootstrap(_token: None, value: Any, process: Any) -> Any:
    """The child is about to leave, perhaps by os._exit."""
    if session.random is not None:
        from . import rng

        rng.ended(process)
    if session.hashes is not None:
        from . import hashes

        hashes.ended()
    if session.inherited is not None:
        from . import memory

        memory.look()
    if session.channel == "process" and _is_loaded_twice():
        from . import twins

        twins.note(process)
    session.traffic.flush()
    session.traffic.interval = 0.0  # from here on any record may be the last
    session.journal.write("end", status=value)
    return value


def _is_loaded_twice() -> bool:
    """Whether the script was imported by its name as well."""
    from .classes import names_of, user_modules

    files = [names_of(module)["__file__"] for _name, module in user_modules()]
    return len(files) != len(set(files))


@quiet
def error_spawn_main(_token: None) -> None:
    """The child failed before its work began: its main module, or the process object, would not load."""
    error = sys.exc_info()[1]
    if error is not None and not session.child and not isinstance(error, SystemExit):
        session.child = True
        session.journal.write("uncaught", stage="starting", **uncaught(error))


@quiet
def leave_exit(_token: None, value: None) -> None:
    """``util._exit_function``, which joins the feeder threads: in a forked child of 3.13 and newer it comes last."""
    session.traffic.flush()
    if session.changes is not None:
        session.changes.let_go()


def uncaught(error: BaseException) -> dict[str, Any]:
    """Facts of an exception that ended a process (or a thread): type, text, the user's last line, its links."""
    from .failures import describe

    place, raised_in = _where(error)
    _note_windows(error, place)
    facts: dict[str, Any] = dict(describe(error))
    remote = type(error.__cause__).__name__ if error.__cause__ is not None else None
    bases = [f"{cls.__module__}.{cls.__qualname__}" for cls in type(error).__mro__]
    facts.update(place=place, raised_in=raised_in, links=session.links(error), remote=remote, bases=bases)
    facts.update(causes=_causes(error), codec=error.encoding if isinstance(error, _CODECS) else None)
    return facts


def _where(error: BaseException) -> tuple[Place | None, str]:
    """The user's last line in an error's traceback, and the label of the function that raised it."""
    trace, place, raised_in = error.__traceback__, None, ""
    while trace is not None:
        code = trace.tb_frame.f_code
        if kind_of(code.co_filename) == USER:
            place = (code.co_filename, trace.tb_lineno, function_of(trace.tb_frame))
        raised_in = label_of(code)
        trace = trace.tb_next
    return place, raised_in


def _note_windows(error: BaseException, place: Place | None) -> None:
    if session.settings.get("windows") is not None and session.changes is None:
        from .windows_errors import note

        note(error, place)


def _causes(error: BaseException) -> list[str]:
    """The texts of the errors that this one was raised from, or while they were handled; the nearest first."""
    from .failures import describe

    texts: list[str] = []
    cause = error.__cause__ or error.__context__
    while cause is not None and len(texts) < 5:
        texts.append(describe(cause)["message"])
        cause = cause.__cause__ or cause.__context__
    return texts

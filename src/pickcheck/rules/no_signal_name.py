"""A signal that Windows has not."""

from __future__ import annotations

from collections.abc import Iterable

from ..facts.platforms import MissingName
from .rule import RunRule, RunView, Said
from .windows import fatal_limits, say_missing

_INSTEAD = {
    "SIGKILL": "Process.kill() ends a process everywhere, and so does subprocess.Popen.kill()",
    "SIGALRM": "use a threading.Timer, or the timeout of join(), get() and result()",
    "alarm": "use a threading.Timer, or the timeout of join(), get() and result()",
    "setitimer": "use a threading.Timer, or the timeout of join(), get() and result()",
    "SIGHUP": "catch SIGTERM, or ask hasattr(signal, 'SIGHUP') first",
    "SIGCHLD": "wait with Process.join(), or multiprocessing.connection.wait([process.sentinel])",
    "SIGUSR1": "use a multiprocessing.Event or a Queue to tell another process something",
    "SIGUSR2": "use a multiprocessing.Event or a Queue to tell another process something",
    "pause": "wait for a threading.Event",
    "pthread_sigmask": "ask hasattr(signal, 'pthread_sigmask') first",
}


def _mine(name: MissingName) -> bool:
    return name.module == "signal" and name.name is not None


def _advice(name: MissingName) -> str:
    return _INSTEAD.get(str(name.name), f"ask hasattr(signal, {name.name!r}) first and do otherwise on Windows")


def _find(run: RunView) -> Iterable[Said]:
    yield from say_missing(run, _mine, _advice)
    for limit in fatal_limits(run.facts, "loop"):
        yield Said(
            f"{limit.asked}: the event loops of Windows do not take signals, and raise NotImplementedError",
            "use signal.signal(), or catch NotImplementedError and do without",
            place=limit.place,
            about=limit.asked,
        )
    for limit in fatal_limits(run.facts, "signal"):
        yield Said(
            f"signal {limit.asked} is none of those that Windows knows",
            "handle SIGINT and SIGTERM, and the others only where hasattr(signal, ...) finds them",
            place=limit.place,
            about=limit.asked,
        )


RULE = RunRule(
    code="PK702",
    slug="no-signal-name",
    title="a signal that Windows has not",
    why=(
        "Windows knows SIGABRT, SIGFPE, SIGILL, SIGINT, SIGSEGV, SIGTERM and SIGBREAK. Alarms, timers and "
        "user signals are Unix's."
    ),
    find=_find,
)

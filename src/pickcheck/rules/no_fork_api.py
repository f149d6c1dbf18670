"""A name of the standard library that Windows has not."""

from __future__ import annotations

from collections.abc import Iterable

from ..facts.platforms import MissingName
from .rule import RunRule, RunView, Said
from .windows import fatal_limits, say_missing

_INSTEAD = {
    "getgid": "os.getpid() is the process id everywhere (getgid is the id of the user's group)",
    "getegid": "os.getpid() is the process id everywhere (getegid is the id of the user's group)",
    "getuid": "getpass.getuser() names the user everywhere",
    "geteuid": "getpass.getuser() names the user everywhere; ctypes.windll.shell32.IsUserAnAdmin() tells an administrator",
    "fork": "use multiprocessing.Process, or subprocess, which start processes everywhere",
    "forkpty": "use subprocess with pipes",
    "killpg": "psutil.Process(pid).children(recursive=True) ends a whole tree everywhere",
    "setsid": "use start_new_session of subprocess.Popen, which is ignored there",
    "nice": "psutil.Process().nice(...) sets the priority everywhere",
    "uname": "platform.uname() is there everywhere",
    "sched_getaffinity": "os.cpu_count(), or psutil.Process().cpu_affinity()",
    "sched_setaffinity": "psutil.Process().cpu_affinity([...]) works on both",
    "getloadavg": "psutil.getloadavg() works on both",
    "wait": "use Process.join() or subprocess.Popen.wait()",
    "mkfifo": "use multiprocessing.Pipe(), Queue() or a socket",
    "statvfs": "shutil.disk_usage(path) is there everywhere",
    "AF_UNIX": "use AF_INET on 127.0.0.1, or multiprocessing.connection.Listener, which chooses by itself",
    "tzset": "use zoneinfo.ZoneInfo (with the tzdata package) instead of the process's own zone",
    "clock_gettime": "time.monotonic_ns() and time.perf_counter_ns() are there everywhere",
}


def _mine(name: MissingName) -> bool:
    return name.name is not None and name.module not in ("signal", "select", "selectors")


def _advice(name: MissingName) -> str:
    general = f"ask for it first (hasattr({name.module}, {name.name!r}), or sys.platform) and do otherwise on Windows"
    return _INSTEAD.get(str(name.name), general)


def _find(run: RunView) -> Iterable[Said]:
    yield from say_missing(run, _mine, _advice)
    for limit in fatal_limits(run.facts, "family"):
        yield Said(
            "the address is that of a Unix socket, a family that multiprocessing's listeners and clients do not know on Windows",
            "leave the address out, so that each platform takes its own, or give (host, port)",
            place=limit.place,
            about="AF_UNIX",
        )
    for limit in fatal_limits(run.facts, "popen"):
        yield Said(
            f"subprocess refuses {limit.asked} on Windows",
            "leave it out there; start_new_session and process_group are ignored, and do no harm",
            place=limit.place,
            about=limit.asked,
        )
    for limit in fatal_limits(run.facts, "posix"):
        yield Said(
            f"{limit.asked} is refused on Windows",
            "ask sys.platform first, and do without on Windows",
            place=limit.place,
            about=limit.asked,
        )


RULE = RunRule(
    code="PK701",
    slug="no-fork-api",
    title="a name of the standard library that Windows has not",
    why=(
        "Some functions of os, time, socket and other modules do what only Unix can. On Windows the name is "
        "not there: an AttributeError or an ImportError, and not for a reason of pickling."
    ),
    find=_find,
)

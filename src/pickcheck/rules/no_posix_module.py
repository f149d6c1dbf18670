"""A module of the standard library that Windows has not."""

from __future__ import annotations

from collections.abc import Iterable

from ..facts.platforms import MissingName
from .rule import RunRule, RunView, Said
from .windows import say_missing

_INSTEAD = {
    "fcntl": "lock files with the filelock or portalocker package, which work on both, or with msvcrt.locking() there",
    "resource": "psutil.Process() tells memory and time everywhere; limits can only be set on Unix",
    "pwd": "getpass.getuser() and os.path.expanduser('~') work everywhere",
    "grp": "ask for it with try: import grp ... except ImportError, and do without",
    "termios": "getpass.getpass() reads without echo everywhere; for keys there is msvcrt.getwch()",
    "_curses": "depend on windows-curses there",
    "readline": "depend on pyreadline3 there, or do without: try: import readline ... except ImportError",
    "syslog": "use logging, with a SysLogHandler or an NTEventLogHandler",
}


def _mine(name: MissingName) -> bool:
    return name.name is None


def _advice(name: MissingName) -> str:
    return _INSTEAD.get(
        name.module, f"import it with try: import {name.module} ... except ImportError, and do without it there"
    )


def _find(run: RunView) -> Iterable[Said]:
    yield from say_missing(run, _mine, _advice)
    for name in dict.fromkeys((name.module, name.place, name.text) for name in run.facts.platform.packages):
        module, place, file = name
        yield Said(
            f"an installed package that is imported here imports {module} in its turn ({file}), which Windows has not",
            "see whether the package has a version for Windows; if not, import it only where sys.platform is not win32",
            place=place,
            about=module,
        )


RULE = RunRule(
    code="PK703",
    slug="no-posix-module",
    title="a module of the standard library that Windows has not",
    why=(
        "fcntl, resource, pwd, grp, termios, pty, curses and some more are thin covers of Unix. Importing "
        "them on Windows raises ModuleNotFoundError."
    ),
    find=_find,
)

"""What a child should see of its parent: written down by the parent as it starts the child, compared in the child.

Only for children that are not forked. The parent writes a picture of the globals of the user's modules, of the
environment it changed, of logging and of the interpreter's settings into the control folder (``state/``); the child,
about to begin its work, compares its own with it, and only where they differ are its reads watched.
"""

from __future__ import annotations

import marshal
import os
import sys
import time
from time import perf_counter

from . import environ, handlers, logs, warned
from .classes import names_of, plain_name, user_modules
from .comparing import is_whole
from .places import user_place
from .session import quiet, session
from .shapes import UNKNOWN, Budget, Shape, shape_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

NODES, SECONDS = 4_000, 0.02  # of one picture
SHARE = 500  # nodes of one global
TOTAL = 0.6  # seconds for all pictures of one process; after that a child is not compared
_SLOW = 0.5  # seconds of a start, from which on its imports are of interest
_NOT_SHOWN = frozenset(sys.builtin_module_names) | sys.stdlib_module_names | {"_pickcheck"}


class Pictures:
    """What this process has written for its children. ``last``: the bytes of the last picture, and its number."""

    def __init__(self) -> None:
        self.last = b""
        self.number = 0
        self.spent = 0.0


_pictures = Pictures()
patched: dict[tuple[str, str], str] = {}  # (module, attribute) that unittest.mock replaced -> what with


def forget() -> None:
    """Children may be compared for as long as in a new process."""
    _pictures.spent = 0.0


def picture(nearest: str = "") -> dict[str, Any]:
    """This process as a forked child would see it, in plain values.

    nearest: the file whose module is looked at first, as the budget may not do for all.
    """
    from . import hash_use

    budget = Budget(NODES, SECONDS)
    modules = {}
    for name, module in sorted(user_modules(), key=lambda found: names_of(found[1])["__file__"] != nearest):
        names = names_of(module)
        modules[name] = (os.path.abspath(names["__file__"]), _shapes(names, budget))
    return {
        "version": sys.hexversion,
        "modules": modules,
        "environ": environ.changed(),
        "logging": logs.picture(),
        "patched": [(*key, value) for key, value in patched.items()],
        "limit": sys.getrecursionlimit(),
        "warnings": warned.picture(),
        "handlers": handlers.picture(),
        "hashes": hash_use.wanted(),
    }


def _shapes(names: dict[str, Any], budget: Budget) -> dict[str, Shape]:
    found = {}
    for key, value in list(names.items()):
        if type(key) is str and key[:2] != "__":
            budget.share(SHARE)
            found[key] = shape_of(value, budget)
    return found


@quiet
def before_start(process: Any) -> None:
    """In the parent, about to start this process by spawn or forkserver."""
    # Past quiet's frames and enter_launch, to Popen._launch.
    place = user_place(sys._getframe(4))
    if place is None or _pictures.spent > TOTAL:
        return
    started = perf_counter()
    try:
        theirs = {**picture(place[0]), "descriptors": [number for number in _numbers(process) if is_open(number)]}
        _write(marshal.dumps(theirs), process._identity[-1])
        if theirs["hashes"]:
            from . import hash_watch

            hash_watch.watch_parent()
    finally:
        _pictures.spent += perf_counter() - started


def _write(data: bytes, child: int) -> None:
    folder = os.path.join(session.control, "state")
    mine = os.path.join(folder, str(os.getpid()))
    os.makedirs(folder, exist_ok=True)
    if data != _pictures.last:
        _pictures.last = data
        _pictures.number += 1
        _replace(f"{mine}.{_pictures.number}", data)
    _replace(f"{mine}-{child}", f"{_pictures.number}".encode())


def _replace(path: str, data: bytes) -> None:
    with open(path + ".new", "wb") as file:
        file.write(data)
    os.replace(path + ".new", path)


# ---------------------------------------------------------------- in the child


class Inherited:
    """What this child's parent wrote for it. ``seen``: what the child had when its work began."""

    def __init__(self) -> None:
        self.modules: dict[str, tuple[str, dict[str, Shape]]] = {}
        self.limit = 0
        self.descriptors: list[int] = []
        self.seen: dict[str, dict[str, Shape]] = {}


inherited = Inherited()


@quiet
def compare(process: Any) -> bool:
    """In the child, about to begin its work: arm what watches its reads, where something differs.

    Whether the parent wrote anything for this child, which then is no fork of it.
    """
    theirs = _read(process)
    if theirs is None:
        return False
    inherited.modules, inherited.limit = theirs["modules"], theirs["limit"]
    inherited.descriptors = theirs["descriptors"]
    environ.watch(theirs["environ"], getattr(process, "env", None))  # loky's processes can be given one
    logs.watch(theirs["logging"])
    warned.watch(theirs["warnings"])
    handlers.watch(theirs["handlers"])
    wanted, unknown = _differing(), _unknown()
    if theirs["hashes"]:
        from . import hashes

        session.hashes = hashes.Hashes()
    if wanted or unknown or theirs["patched"] or theirs["hashes"]:
        from . import reads

        reads.watch(wanted, theirs["patched"], unknown)
    return True


def _read(process: Any) -> dict[str, Any] | None:
    folder = os.path.join(session.control, "state")
    try:
        with open(os.path.join(folder, f"{process._parent_pid}-{process._identity[-1]}"), "rb") as file:
            number = int(file.read())
        with open(os.path.join(folder, f"{process._parent_pid}.{number}"), "rb") as file:
            theirs: dict[str, Any] = marshal.loads(file.read())
    except (OSError, ValueError, EOFError, TypeError, IndexError):
        return None
    _ready()
    return theirs if theirs["version"] == sys.hexversion else None


def _numbers(process: Any) -> list[int]:
    """The small numbers among the process's arguments: any of them could be a file descriptor."""
    given = (*process._args, *process._kwargs.values())
    return [value for value in given if type(value) is int and 2 < value < 4096]


def is_open(number: int) -> bool:
    """Whether this is an open file descriptor."""
    try:
        os.fstat(number)
    except OSError:
        return False
    return True


def _ready() -> None:
    """Record what it took to get here, in processor time, and what was imported on the way."""
    seconds = time.process_time()
    packages: dict[str, int] = {}
    if seconds > _SLOW:
        for name in list(sys.modules):
            top = name.partition(".")[0]
            packages[top] = packages.get(top, 0) + 1
    modules = sum(not name.startswith("_pickcheck") for name in list(sys.modules))
    own = {name: count for name, count in packages.items() if name not in _NOT_SHOWN and not name.startswith("_")}
    most = sorted(own.items(), key=lambda item: -item[1])[:3]
    session.journal.write("ready", seconds=seconds, modules=modules, packages=most)


def _differing() -> dict[str, dict[str, Shape]]:
    """By module and name, the parent's shapes of the globals that this child has otherwise, or not at all."""
    budget = Budget(NODES, SECONDS)
    found: dict[str, dict[str, Shape]] = {}
    for name, module in user_modules():
        names = names_of(module)
        file, shapes = inherited.modules.get(plain_name(name), ("", {}))
        if os.path.abspath(names["__file__"]) != file:
            continue
        for key, theirs in shapes.items():
            if key not in names or theirs == UNKNOWN:
                continue
            budget.share(SHARE)
            mine = shape_of(names[key], budget)
            if mine != UNKNOWN and (mine != theirs or mine[0] == "m"):
                inherited.seen.setdefault(name, {})[key] = mine
                found.setdefault(name, {})[key] = theirs
    return found


def _unknown() -> dict[str, set[str]]:
    """By module, the names that the bounds kept the parent from looking at."""
    return {
        module: names
        for module, (_file, shapes) in inherited.modules.items()
        if (names := {key for key, shape in shapes.items() if not is_whole(shape)})
    }

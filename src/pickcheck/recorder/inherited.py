"""What a child's parent wrote for it, compared in the child as its work begins: only where they differ are its reads watched."""

from __future__ import annotations

import marshal
import os
import sys
import time

from . import environ, handlers, logs, warned
from .classes import names_of, plain_name, user_modules
from .comparing import is_whole
from .session import quiet, session
from .shapes import NODES, SECONDS, SHARE, UNKNOWN, Budget, Shape, shape_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_SLOW = 0.5  # seconds of a start, from which on its imports are of interest
_NOT_SHOWN = frozenset(sys.builtin_module_names) | sys.stdlib_module_names | {"_pickcheck"}


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
        from . import watching

        watching.watch(wanted, theirs["patched"], unknown)
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

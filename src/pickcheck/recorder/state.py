"""What a child should see of its parent: written down by the parent as it starts the child.

Only for children that are not forked. The parent writes a picture of the globals of the user's modules, of the
environment it changed, of logging and of the interpreter's settings into the control folder (``state/``); the child,
about to begin its work, compares its own with it (``inherited.py``).
"""

from __future__ import annotations

import marshal
import os
import sys
from time import perf_counter

from . import environ, handlers, logs, warned
from .classes import names_of, user_modules
from .places import user_place
from .session import quiet, session
from .shapes import NODES, SECONDS, SHARE, Budget, Shape, shape_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

TOTAL = 0.6  # seconds for all pictures of one process; after that a child is not compared


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
    from .descriptors import handed_to

    started = perf_counter()
    try:
        theirs = {**picture(place[0]), "descriptors": handed_to(process)}
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

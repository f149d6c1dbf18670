"""What this process records into: one journal, one set of totals, the failures seen so far.

Hooks never raise into the script: each is made ``quiet``, and what went wrong inside one is a record itself.
"""

from __future__ import annotations

import os
import sys

from .journal import Journal, is_the_scripts
from .places import Place, user_place
from .traffic import Total, Traffic

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, TypeVar

    Function = TypeVar("Function", bound=Callable[..., Any])


class Session:
    """The recording of this process.

    child: whether multiprocessing started this process. initializing: whether it died in a pool's initializer.
    deaf: whether the thread that takes a pool's results has died.
    bundle: what was made ahead for this interpreter (``entry/sitecustomize.py``), None where that is another.
    changes: the module that makes multiprocessing what it is on Windows, in a run that emulates that.
    suspects: threads that are pickling a process object with a lock in it that will crash the child.
    heavy: the bytes from which on a task is looked into for what makes it so.
    executable: the Python that runs here, as it was named at the start.
    channel: by what it was started: "process", "pool", "executor", "manager".
    environ: the environment's encoded values as this process started with them.
    random: what watches numpy's random state (``rng.py``), None where nothing does.
    pages: the memory that a forked child began with (``memory.py``), None where it is little.
    copied: the bytes of it from which on it is worth a word that children copied them.
    hashes: what watches the user's calls of ``hash`` (``hashes.py``), None where nothing does.
    stand_ins: by thread, the user's line that an engine's thread works for now.
    forked_with, forked_main: how many modules were loaded when this process was forked, if it was, and the main one's identity.
    raised: identity and type of an exception that came from a boundary -> the number of its record.
    """

    def __init__(self) -> None:
        self.journal = Journal("")
        self.traffic = Traffic(self.journal)
        self.control = ""
        self.executable = sys.executable
        self.settings: dict[str, Any] = {}
        self.bundle: Any = None
        self.child = False
        self.initializing = False
        self.deaf = False
        self.heavy = 1_000_000
        self.channel = "process"
        self.random: object = None
        self.hashes: Any = None
        self.pages: Any = None
        self.copied = 100_000_000
        self.environ: dict[Any, Any] = {}
        self.changes: Any = None
        self.raised: dict[tuple[int, type], int] = {}
        self.suspects: set[int] = set()
        self.stand_ins: dict[int, Place | None] = {}
        self.forked_with = self.forked_main = 0
        self._numbers = 0

    def begin(self, control: str, settings: dict[str, Any], bundle: Any = None) -> None:
        """Record into this control folder from now on."""
        self.control, self.settings, self.bundle = control, settings, bundle
        self.heavy = settings.get("heavy", self.heavy)
        self.copied = settings.get("copied", self.copied)
        self.journal.folder = os.path.join(control, "journals")

    def after_fork(self) -> None:
        """In a forked child: what the parent counted is the parent's."""
        self.traffic.forget()
        self.raised.clear()
        self.pages = None
        self.forked_with, self.forked_main = len(sys.modules), id(sys.modules.get("__main__"))

    def number(self, error: BaseException | None) -> int:
        """A new record's number in this process; the error, when given, is known by it from now on."""
        self._numbers += 1
        if error is not None:
            # Only the identity is kept: a reference would keep the frames and their objects alive.
            self.raised[id(error), type(error)] = self._numbers
        return self._numbers

    def trouble(self, hook: str, error: Exception) -> None:
        """Record what went wrong inside a hook, whatever the exception's own ``__str__`` does.

        Called while the error is handled. Raises nothing, but for an error of the script's own: that goes its way.
        """
        if is_the_scripts(error):
            raise error
        try:
            text = str(error)[:300]
        except Exception:
            text = "(its text cannot be shown)"
        self.journal.write("trouble", hook=hook, error=type(error).__name__, text=text)

    def known(self, error: object) -> int | None:
        """The number of the record that this exception comes from, if there is one."""
        return self.raised.get((id(error), type(error)))

    def links(self, error: BaseException | None) -> list[int]:
        """The numbers of the recorded errors in this error's chain of causes and contexts."""
        found: list[int] = []
        seen: set[int] = set()
        while error is not None and id(error) not in seen:
            seen.add(id(error))
            number = self.known(error)
            if number is not None:
                found.append(number)
            error = error.__cause__ or error.__context__
        return found

    def total(self, channel: str, direction: str | None, place: Place | None) -> Total | None:
        """The running total of a crossing; None where no code of the user's has to do with it."""
        if place is None:
            return None
        return self.traffic.total(channel, direction or self.onwards, place)

    @property
    def onwards(self) -> str:
        """The direction of what this process sends without saying to whom."""
        return "to parent" if self.child else "to child"

    @property
    def inwards(self) -> str:
        """The direction of what this process receives without knowing from whom."""
        return "to child" if self.child else "to parent"


session = Session()


def quiet(function: Function) -> Function:
    """The hook, but what it raises is recorded and goes no further. A ``leave`` hook still gives its value."""

    def hook(*args: Any) -> Any:
        try:
            return function(*args)
        except Exception as error:
            session.trouble(getattr(function, "__qualname__", "?"), error)
            return args[1] if function.__name__.startswith("leave_") else None

    return hook  # type: ignore[return-value]


def user_place_above(depth: int) -> Place | None:
    """The user's place, searched from ``depth`` frames above the caller."""
    return user_place(sys._getframe(depth + 1))

"""In the child: its work begins, raises, ends; or it fails before it begins.

CPython 3.10 to 3.14: Lib/multiprocessing/process.py ``BaseProcess._bootstrap``; Lib/multiprocessing/spawn.py ``_main``.
"""

from __future__ import annotations

import sys

from .classes import is_loaded_twice
from .exceptions import note_windows, uncaught, where
from .owners import owner_of
from .session import quiet, session

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


@quiet
def enter_bootstrap(process: Any) -> None:
    """The child begins its work: from here on it is no copy of its parent."""
    session.child = True
    session.channel = owner_of(process)[0]
    session.journal.write("child", name=process._name, channel=session.channel, parent=process._parent_pid)
    forks = sys.modules.get(f"{__package__}.forks")  # what forks has imported it
    if forks is not None and forks.at_fork.happened:
        forks.watch()
    else:
        from . import inherited

        inherited.compare(process)
    # A fork server may have it, too: it imports the script (CPython 3.13.10 and 3.14.1, gh-126631).
    if session.forked_with and "numpy.random.mtrand" in sys.modules:
        from . import rng

        rng.watch()


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

    note_windows(error, where(error)[0])
    raised(error)


@quiet
def leave_bootstrap(_token: None, value: Any, process: Any) -> Any:
    """The child is about to leave, perhaps by os._exit."""
    if session.random is not None:
        from . import rng

        rng.ended(process)
    if session.hashes is not None:
        from . import hash_watch

        hash_watch.ended()
    if session.pages is not None:
        from . import memory

        memory.look()
    if session.channel == "process" and is_loaded_twice():
        from . import twins

        twins.note(process)
    session.traffic.flush()
    session.traffic.interval = 0.0  # from here on any record may be the last
    session.journal.write("end", status=value)
    return value


@quiet
def error_spawn_main(_token: None) -> None:
    """The child failed before its work began: its main module, or the process object, would not load."""
    error = sys.exc_info()[1]
    if error is not None and not session.child and not isinstance(error, SystemExit):
        session.child = True
        session.journal.write("uncaught", stage="starting", **uncaught(error))

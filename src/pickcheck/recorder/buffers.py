"""A queue's buffer, and beside it, in run lengths, which line put how many of its items.

CPython 3.10 to 3.14, Lib/multiprocessing/queues.py: ``Queue._reset`` makes the buffer, ``put`` appends to it with the
queue's lock held: it adds one to the run of its line.
"""

from __future__ import annotations

import sys
from sys import _getframe

from .session import quiet
from .traffic import Total

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections import deque
    from types import CodeType
    from typing import Any
else:
    from _collections import deque  # the package collections would be one import more

NEVER = sys.maxsize


class Line:
    """A line that puts into one queue.

    total: what its messages are counted in. dumps: what pickles them; measured: the same, and measures.
    seen: how many it had before the run that is being taken; due: the number of those at which the next is measured.
    """

    __slots__ = ("due", "dumps", "measured", "seen", "total")

    def __init__(self, total: Total, dumps: Any, measured: Any = None) -> None:
        self.total, self.dumps, self.measured = total, dumps, measured
        self.seen, self.due = 0, 0 if measured else NEVER


class Run:
    """Messages that a line put one after the other.

    put, taken: how many so far, and how many of them the feeder thread has taken. closed: whether there will be more.
    due: how many may be taken before the feeder thread has to ask (`turn`). counted: how many the total knows of.
    """

    __slots__ = ("closed", "counted", "due", "dumps", "line", "put", "taken")

    def __init__(self, line: Line) -> None:
        self.line, self.dumps = line, line.dumps
        self.closed = False
        self.put = self.taken = self.counted = self.due = 0

    def close(self, put: int) -> None:
        """There will not be more than these."""
        # In this order: the feeder thread sets what is due first, and then looks whether this is closed.
        self.put, self.closed = put, True
        self.due = min(self.due, put)

    def await_(self, due: int) -> None:
        """After so many messages the feeder thread has to ask."""
        self.due = due
        if self.closed:
            self.due = min(due, self.put)

    def settle(self) -> None:
        """Count what was taken. No call in it, so that no other thread comes between."""
        taken = self.taken
        self.line.total.count += taken - self.counted
        self.counted = taken


class Buffer(deque):  # type: ignore[type-arg,misc,unused-ignore]
    """A queue's buffer, and beside it the runs that its items are of.

    ``run``: the one that ``put()`` adds to; ``code``, ``lasti``: the line that it is of; ``runs``: those that the feeder
    thread comes to after the one that it is ``taking``.
    """

    __slots__ = ("code", "forking", "known", "lasti", "lines", "nobody", "pending", "run", "runs", "taking")

    def __init__(self, pending: Any, forking: Any) -> None:
        super().__init__()
        self.forking = forking
        self.pending = pending
        self.lines: dict[Total, Line] = {}
        self.known: dict[tuple[int, int], Line] = {}
        self.runs: deque[Run] = deque()
        self.nobody = uncounted(forking)
        self.run = self.taking = over(self.nobody)
        self.code: CodeType | None = None
        self.lasti = -1

    add = deque.append

    def append(self, item: Any) -> None:
        # Only for others than put(), which appends by itself: the sentinel, a queue class of the user's.
        self.begin(self.nobody)
        self.run.put += 1
        super().append(item)

    def begin(self, line: Line) -> None:
        """What is put from now on is of this line."""
        self.code = None
        self.run.close(self.run.put)
        self.run = Run(line)
        self.runs.append(self.run)

    def clear(self) -> None:
        self.code = None
        self.runs.clear()
        self.taking.close(self.taking.taken)
        super().clear()


# Who looks at it finds what the standard library has there.
Buffer.__name__ = Buffer.__qualname__ = "deque"


def over(line: Line) -> Run:
    """A run of no messages, to which none will come."""
    run = Run(line)
    run.close(0)
    return run


def uncounted(forking: Any) -> Line:
    """The line of what nobody knows who put."""
    return Line(Total("queue", "", None), forking.dumps)


@quiet
def leave_reset(_token: None, value: None, queue: Any) -> None:
    """``Queue._reset``: its new, empty buffer becomes one that keeps what pickles its items."""
    module = _getframe(2).f_globals
    # A class of another library's (loky) may feed its pipe in a way of its own, and take nothing from a second deque.
    if type(queue._buffer) is deque and not queue._buffer and type(queue)._feed.__globals__ is module:
        queue._buffer = Buffer(getattr(queue, "pending_work_items", None), module["_ForkingPickler"])

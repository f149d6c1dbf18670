"""Whether forked children draw from one copy of numpy's global random state. numpy is looked at only where it is loaded.

The state is MT19937's: 624 words and a position (numpy 1.17 and newer, ``numpy.random.mtrand._rand``). It was drawn from
when the position has moved, or when the words are those that the inherited ones lead to.
"""

from __future__ import annotations

import sys

from .crossings import of_dumps
from .places import definition
from .session import quiet, session

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

LOOKS = 50  # results of a worker after which it is taken not to draw at all
BLOCKS = 200  # of 624 words that are followed to tell drawing from seeding


class Watched:
    """The state with which this child began."""

    def __init__(self, words: bytes, position: int) -> None:
        self.words, self.position = words, position
        self.looks = LOOKS


def _state() -> Any:
    mtrand: Any = sys.modules.get("numpy.random.mtrand")
    if mtrand is None:
        return None
    state = mtrand._rand.get_state(legacy=False)
    return state["state"] if state["bit_generator"] == "MT19937" else None


@quiet
def watch() -> None:
    """In a forked child, about to begin its work."""
    state = _state()
    if state is not None:
        session.random = Watched(state["key"].tobytes(), int(state["pos"]))


@quiet
def result_sent(frame: Any, obj: Any) -> None:
    """A worker has sent a result: did the task draw?"""
    watched = session.random
    if not isinstance(watched, Watched):
        return
    crossing = of_dumps(frame, obj, True)
    if crossing is None or crossing.direction != "to parent":
        return
    watched.looks -= 1
    _look(watched, crossing.place)
    if watched.looks <= 0:
        session.random = None


@quiet
def ended(process: Any) -> None:
    """The child's work has ended."""
    if isinstance(session.random, Watched):
        _look(session.random, definition(getattr(process, "_target", None)) or definition(type(process).run))


def _look(watched: Watched, place: Any) -> None:
    state = _state()
    if state is None:
        return
    words, position = state["key"].tobytes(), int(state["pos"])
    if (words, position) == (watched.words, watched.position):
        return
    session.random = None
    if words == watched.words or _follows(watched, words):
        session.journal.write(
            "drew", state=f"{hash(watched.words)}-{watched.position}", place=place, channel=session.channel
        )


def _follows(watched: Watched, words: bytes) -> bool:
    """Whether the words come of the inherited ones, and not of a seed of the child's own."""
    numpy: Any = sys.modules["numpy"]
    generator = numpy.random.MT19937(0)
    key = numpy.frombuffer(watched.words, dtype="uint32")
    generator.state = {"bit_generator": "MT19937", "state": {"key": key, "pos": 624}}
    for _block in range(BLOCKS):
        generator.random_raw(624, output=False)
        if generator.state["state"]["key"].tobytes() == words:
            return True
    return False

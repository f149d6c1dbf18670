"""Facts of dumps and loads that failed, and of the leaves in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from . import RawPlace


@dataclass(frozen=True)
class LeafFacts:
    """One leaf as the process that held it described it; its path begins with what the user wrote.

    function, cls: facts of the function or of the class at fault (``pickling/facts.py``); steps: pairs of
    (step, type) from the root to the leaf; by_value: whether cloudpickle would carry it by value, None if unknown;
    python_class: whether Python code of its class says how it is pickled, and so refused; load: for a part that pickled
    and did not load, what that has to do with (``pickling/loadfacts.py``); beside: for the first steps what lies beside
    each (``pickling/siblings.py``), None where that is not told.
    """

    path: str
    also_at: tuple[str, ...]
    steps: tuple[tuple[str, str], ...]
    type: str
    bases: tuple[str, ...]
    repr: str
    within: tuple[str, str] | None
    raised: tuple[str, str]
    defined_at: tuple[str, int | None, str | None] | None
    function: Mapping[str, Any] | None
    cls: Mapping[str, Any] | None
    by_value: bool | None
    depth: int | None
    python_class: bool
    load: Mapping[str, Any] | None = None
    beside: tuple[Mapping[str, Any] | None, ...] = ()

    @property
    def root(self) -> str:
        """The root that the path begins with: ``target``, ``args``, ``obj``, ``result``, ..."""
        for end, letter in enumerate(self.path):
            if not (letter.isalnum() or letter == "_"):
                return self.path[:end]
        return self.path


@dataclass(frozen=True)
class Failure:
    """A dump that failed, or with stage "load" what was dumped and did not load.

    delivered: its error reached the script's own code. sender: "parent" or "child", who pickled.
    count: how often it failed so at this place. links: the numbers by which errors refer to it. searched: whether the search for
    its leaves came to an end; it runs methods of the script's (``__reduce__``), which may never return.
    """

    channel: str
    direction: str
    place: RawPlace | None
    delivered: bool
    sender: str
    raised: tuple[str, str]
    type: str
    leaves: tuple[LeafFacts, ...]
    notes: tuple[str, ...]
    count: int
    keys: frozenset[tuple[int, int]]
    stage: str = "dump"
    searched: bool = True

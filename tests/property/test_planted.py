"""Random graphs with planted leaves: exactly the planted ones are found, and every path leads to its leaf."""

from __future__ import annotations

import functools
import io
import random
import threading
from collections import OrderedDict, defaultdict, deque, namedtuple
from multiprocessing.reduction import ForkingPickler
from types import SimpleNamespace
from typing import Any

import pytest

from pickcheck.pickling.probe import Limits, find_leaves

hypothesis = pytest.importorskip("hypothesis")
st = pytest.importorskip("hypothesis.strategies")

LOCK = type(threading.Lock())
SMALL = Limits(walk=40)  # the C pass takes part in graphs of any size
Pair = namedtuple("Pair", "left right")


class Plain:
    """An instance with a dictionary."""


class Slotted:
    """An instance with slots and no dictionary."""

    __slots__ = ("first", "second", "third")


class Both(Slotted):
    """Slots and a dictionary."""


class Stateful:
    """State of its own making."""

    def __init__(self, parts: list[Any]) -> None:
        self.parts = parts

    def __getstate__(self) -> dict[str, Any]:
        return {"kept": self.parts}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.parts = state["kept"]


class Reduced:
    """Rebuilt by a call."""

    def __init__(self, *parts: Any) -> None:
        self.parts = parts

    def __reduce__(self) -> Any:
        return Reduced, self.parts


class Rows(list):  # type: ignore[type-arg]
    """A list with attributes."""


class Table(dict):  # type: ignore[type-arg]
    """A dictionary of its own class."""


def plain(parts: list[Any]) -> Any:
    made = Plain()
    made.__dict__.update((f"a{number}", part) for number, part in enumerate(parts))
    return made


def slotted(parts: list[Any], kind: type = Slotted) -> Any:
    made = kind()
    for name, part in zip(Slotted.__slots__, parts, strict=False):
        setattr(made, name, part)
    if kind is Slotted and len(parts) > 3:
        made.third = parts[2:]
    elif len(parts) > 3:
        made.rest = parts[3:]
    return made


def rows(parts: list[Any]) -> Any:
    made = Rows(parts[1:])
    made.extra = parts[:1]
    return made


MAKERS = {
    "list": list,
    "tuple": tuple,
    "dict": lambda parts: {(number if number % 2 else f"k{number}"): part for number, part in enumerate(parts)},
    "deque": deque,
    "ordered": lambda parts: OrderedDict((f"k{number}", part) for number, part in enumerate(parts)),
    "default": lambda parts: defaultdict(list, {(number, "k"): part for number, part in enumerate(parts)}),
    "plain": plain,
    "slotted": slotted,
    "both": lambda parts: slotted(parts, Both),
    "pair": lambda parts: Pair(parts[:1], parts[1:]),
    "partial": lambda parts: functools.partial(print, *parts[1:], key=parts[:1]),
    "method": lambda parts: plain(parts).__dict__.get if len(parts) < 2 else rows(parts).append,
    "state": Stateful,
    "reduced": lambda parts: Reduced(*parts),
    "rows": rows,
    "table": lambda parts: Table(enumerate(parts)),
    "namespace": lambda parts: SimpleNamespace(**{f"n{number}": part for number, part in enumerate(parts)}),
    "wide": lambda parts: [*([[0]] * 70), *parts, *({"i": n} for n in range(60))],
    "wide dict": lambda parts: {**{n: [n] for n in range(80)}, **{f"p{n}": part for n, part in enumerate(parts)}},
    "wide ordered": lambda parts: OrderedDict(enumerate([*([n] for n in range(90)), *parts])),
    "error": lambda parts: ValueError(*parts),
}
MUTABLE = (list, dict, Plain, Rows)


class Planted:
    """A random graph, its root, and the locks that hang in it."""

    def __init__(self, seed: int, size: int, leaves: int, kinds: list[str], tail: int) -> None:
        rng = random.Random(seed)
        self.locks = [threading.Lock() for _ in range(leaves)]
        pool: list[Any] = [*self.locks, 1, "text", None, 2.5, b"bytes"]
        made: list[Any] = []
        for _ in range(size):
            parts = [
                rng.choice(made) if made and rng.random() < 0.5 else rng.choice(pool) for _ in range(rng.randint(0, 5))
            ]
            made.append(MAKERS[rng.choice(kinds)](parts))
        for _ in range(size // 3):  # back references: cycles
            holder, part = rng.choice(made), rng.choice(made)
            if type(holder) is list:
                holder.append(part)
            elif type(holder) is dict:
                holder["back"] = part
            elif type(holder) is Plain:
                holder.back = part
        self.root = [*made, *self.locks[: leaves // 2], [{"n": [n]} for n in range(tail)], self.locks]


graphs = st.builds(
    Planted,
    st.integers(0, 2**32),
    st.integers(1, 60),
    st.integers(0, 6),
    st.lists(st.sampled_from(sorted(MAKERS)), min_size=1, max_size=8),
    st.sampled_from([0, 5, 200, 3000]),
)


def paths(leaf: dict[str, Any]) -> list[str]:
    return [leaf["path"], *leaf["also_at"]]


@hypothesis.settings(max_examples=150, deadline=None)
@hypothesis.given(graphs, st.sampled_from([SMALL, Limits(walk=300), Limits()]))
def test_exactly_the_planted_leaves_are_found(graph: Planted, limits: Limits) -> None:
    probe = find_leaves(graph.root, name="root", limits=limits)
    found = [eval(leaf["path"], {"root": graph.root}) for leaf in probe.leaves]
    assert sorted(map(id, found)) == sorted(map(id, graph.locks))
    assert probe.notes == []


@hypothesis.settings(max_examples=100, deadline=None)
@hypothesis.given(graphs, st.sampled_from([SMALL, Limits()]))
def test_every_way_leads_to_the_same_leaf(graph: Planted, limits: Limits) -> None:
    for leaf in find_leaves(graph.root, name="root", limits=limits).leaves:
        reached = {id(eval(path, {"root": graph.root})) for path in paths(leaf)}
        assert len(reached) == 1
        assert len(set(paths(leaf))) == len(paths(leaf)) <= 21
        assert "".join(step["step"] for step in leaf["steps"]) == leaf["path"]


@hypothesis.settings(max_examples=150, deadline=None)
@hypothesis.given(graphs, st.sampled_from([SMALL, Limits()]), st.integers(0, 1))
def test_no_leaf_exactly_when_the_dump_succeeds(graph: Planted, limits: Limits, clean: int) -> None:
    if clean:
        graph = Planted(1, 1, 0, ["list"], 0)
    try:
        ForkingPickler(io.BytesIO()).dump(graph.root)
    except Exception:
        dumps = False
    else:
        dumps = True
    assert (find_leaves(graph.root, limits=limits).leaves == []) is dumps


@hypothesis.settings(max_examples=40, deadline=None)
@hypothesis.given(st.integers(100, 5000), st.lists(st.integers(0, 4999), max_size=8), st.booleans())
def test_leaves_far_down_a_wide_container(width: int, spots: list[int], in_dict: bool) -> None:
    rows_: list[Any] = [[number] for number in range(width)]
    wanted = {spot % width for spot in spots}
    for spot in wanted:
        rows_[spot] = threading.Lock()
    obj = dict(enumerate(rows_)) if in_dict else rows_
    paths_ = {leaf["path"] for leaf in find_leaves([obj]).leaves}
    assert paths_ == {f"obj[0][{spot}]" for spot in wanted}

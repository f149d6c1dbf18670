"""What objects can do to a check: lie, raise, recurse, block, end the process; and the bounds that it has."""

from __future__ import annotations

import ctypes
import gc
import os
import pickle
import sys
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest

import pickcheck
from pickcheck import Limits
from pickcheck.errors import UsageError

LOCK = threading.Lock()
# Every special method that a class of Python's can have.
DUNDERS = """
repr str bytes format lt le eq ne gt ge hash bool getattr getattribute setattr delattr dir get set delete set_name
init_subclass mro_entries class_getitem call len length_hint getitem setitem delitem missing iter next reversed contains
index int float complex round trunc floor ceil neg pos abs invert enter exit await aiter anext aenter aexit buffer
reduce reduce_ex getstate setstate getnewargs getnewargs_ex copy deepcopy sizeof fspath instancecheck subclasscheck
add radd iadd or ror eq ne iter class dict doc module slots weakref annotations match_args del
""".split()


def raising(*args: Any, **words: Any) -> Any:
    raise ZeroDivisionError("hostile")


def lying(*args: Any, **words: Any) -> Any:
    return 42


def recursing(self: Any, *args: Any, **words: Any) -> Any:
    return recursing(self, *args, **words)


def crosses(obj: object) -> bool:
    try:
        pickle.loads(pickle.dumps(obj))
    except Exception:
        return False
    return True


@pytest.fixture
def swept() -> Iterator[None]:
    """What is made is gone before the next test."""
    yield
    globals().pop("Hostile", None)
    gc.collect()


@pytest.mark.usefixtures("swept")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # of __del__
@pytest.mark.parametrize("conduct", [raising, lying, recursing], ids=["raises", "lies", "recurses"])
@pytest.mark.parametrize("name", dict.fromkeys(DUNDERS))
def test_each_dunder(name: str, conduct: Any) -> None:
    """The verdict is plain Python's, the other leaf is found, and nothing is raised."""
    dunder = f"__{name}__"
    try:
        hostile_class = type("Hostile", (), {"__module__": __name__, "__qualname__": "Hostile", dunder: conduct})
        globals()["Hostile"] = hostile_class
        hostile = object.__new__(hostile_class)
    except Exception:
        pytest.skip(f"a class with such a {dunder} cannot be made")
    diagnosis = pickcheck.check([hostile], pickler="pickle")
    assert diagnosis.ok is crosses([hostile]), str(diagnosis)
    both = pickcheck.check([hostile, LOCK], pickler="pickle")
    assert "obj[1]" in [leaf.path for leaf in both.leaves]
    assert str(both) and both.to_dict() and both._repr_html_()


class Changes:
    """Another state each time it is asked."""

    def __init__(self) -> None:
        self.parts: list[Any] = []

    def __getstate__(self) -> Any:
        self.parts.append(lambda: 1 if len(self.parts) % 2 else [])
        return {"parts": list(self.parts)}


def test_a_change_while_it_is_looked_at() -> None:
    """Something is found, and nothing is raised."""
    assert not pickcheck.check([Changes(), LOCK])


class Counts:
    """How often it was reduced."""

    reductions = 0

    def __reduce__(self) -> Any:
        Counts.reductions += 1
        return Counts, ()


@pytest.mark.parametrize("wide", [0, 5_000], ids=["walked", "swept"])
@pytest.mark.parametrize(("load", "passes"), [(False, 1), (True, 3)])
def test_once_per_pass(load: bool, passes: int, wide: int) -> None:
    """As check says: one pass that looks, to load one that makes the pickle and one that compares."""
    obj = [Counts(), *([number] for number in range(wide))]
    Counts.reductions = 0
    assert pickcheck.check(obj, load=load).ok
    # A graph that is small enough to be walked in Python is dumped once, to be sure; the twin is compared, too.
    assert Counts.reductions <= passes + 1


class Crashes:
    def __reduce__(self) -> Any:
        ctypes.string_at(0)


class Ends:
    def __reduce__(self) -> Any:
        os._exit(3)


class Blocks:
    def __reduce__(self) -> Any:
        time.sleep(1000)


class Holder:
    def __init__(self, part: Any) -> None:
        self.part = part


forks = pytest.mark.skipif(
    sys.platform in ("win32", "darwin"), reason="pickled in a forked process first, on Linux only"
)


@forks
@pytest.mark.parametrize(("kind", "said"), [(Crashes, "was killed by SIGSEGV"), (Ends, "ended with status 3")])
def test_what_ends_the_process(kind: type, said: str) -> None:
    """With methods= the caller survives, and the part that does it is named."""
    obj = {"fine": [1, [2]], "jobs": [Holder(1), Holder((3, kind()))]}
    (finding,) = pickcheck.check(obj, methods=["spawn"]).findings
    assert finding.leaf is not None
    assert finding.leaf.path == "obj['jobs'][1].part[1]" and said in finding.message


@forks
def test_what_blocks() -> None:
    """With methods= it is given up after the time that is allowed."""
    diagnosis = pickcheck.check([Blocks()], methods=["spawn"], limits=Limits(process_seconds=0.5))
    assert not diagnosis and "TimeoutError: pickling it was not done after 0.5 s" in str(diagnosis)


@forks
def test_what_blocks_beside_other_threads() -> None:
    """It is not tried here, where it would block too; that a thread's lock may be the reason is said."""
    ended = threading.Event()
    other = threading.Thread(target=ended.wait)
    other.start()
    try:
        diagnosis = pickcheck.check([Blocks()], methods=["spawn"], limits=Limits(process_seconds=0.5))
    finally:
        ended.set()
        other.join()
    assert not diagnosis and "held at the fork" in str(diagnosis)


@forks
def test_what_is_raised_there_is_raised_here() -> None:
    """KeyboardInterrupt of the object's own goes through, as without a process."""

    class Interrupts:
        def __reduce__(self) -> Any:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        pickcheck.check([Interrupts()], methods=["spawn"])


def test_too_deep() -> None:
    """A hundred thousand levels: said as what it is, with a path to where it is too deep."""
    deep: Any = []
    for _ in range(100_000):
        deep = [deep]
    (finding,) = pickcheck.check({"deep": deep, "fine": 1}).findings
    assert finding.rule == "deep-recursion" and finding.leaf is not None
    assert finding.leaf.path.startswith("obj['deep'][0][0]")


def test_ten_million_nodes() -> None:
    """Looked through, loaded and compared within bounds; the leaf at its end is found."""
    psutil = pytest.importorskip("psutil")
    if psutil.virtual_memory().available < 4 << 30:
        pytest.skip("takes 1.5 GB")
    rows: list[Any] = [[number] for number in range(5_000_000)]
    diagnosis = pickcheck.check(rows)
    assert diagnosis.ok and diagnosis.notes == ("only the first 20000 parts were compared with what was loaded",)
    rows[-1].append(LOCK)
    assert [leaf.path for leaf in pickcheck.check(rows).leaves] == ["obj[4999999][1]"]


def test_bounds_are_said() -> None:
    """Each bound is a parameter, and a note when it is reached."""
    many = [threading.Lock() for _ in range(50)]
    for pickler in ("multiprocessing", "dill"):
        parts: list[Any] = many if pickler == "multiprocessing" else [(n for n in ()) for _ in range(50)]
        if pickler == "dill":
            pytest.importorskip("dill", reason="dill is not installed")
        diagnosis = pickcheck.check(parts, pickler=pickler, limits=Limits(leaves=10))
        assert len(diagnosis.leaves) == 10 and "only 10 of" in diagnosis.notes[0]
    deep: Any = [[[[n, LOCK] for n in range(300)] for _ in range(30)] for _ in range(10)]
    assert "not all was searched" in str(pickcheck.check(deep, limits=Limits(parts=1000)))
    assert "only the first 5 parts" in str(pickcheck.check([[1, [2]] for _ in range(9)], limits=Limits(compared=5)))
    error = pickcheck.check([list(range(9999)), BadInit(1, 2)], limits=Limits(load_bytes=10))
    assert not error and "too many to be looked through" in str(error)
    with pytest.raises(UsageError, match="the limit leaves must be more than 0"):
        Limits(leaves=0)


class BadInit(Exception):
    def __init__(self, one: int, other: int) -> None:
        super().__init__(one)

"""Which part of a pickle will not load: every fault with its path, and the facts that rules need."""

from __future__ import annotations

import collections
import functools
import logging
import pickle
import subprocess
import sys
import types
from collections.abc import Iterator
from typing import Any

import pytest

from pickcheck.pickling.load import find_load_faults

HERE = __name__


class BadInit(Exception):
    def __init__(self, a: int, b: int) -> None:
        super().__init__("text")


class KeywordOnly(Exception):
    def __init__(self, message: str, *, code: int) -> None:
        super().__init__(message)
        self.code = code


class Delegates:
    def __init__(self) -> None:
        self.inner: list[int] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self.inner, name)


class NeedsNew:
    def __new__(cls, a: int) -> NeedsNew:
        return super().__new__(cls)


class Shelf(dict):  # type: ignore[type-arg]
    def __init__(self) -> None:
        self.log: list[object] = []

    def __setitem__(self, key: object, value: object) -> None:
        self.log.append(key)
        super().__setitem__(key, value)


class Friend:
    def __init__(self) -> None:
        self.name = "n"
        self.friends = {self}

    def __hash__(self) -> int:
        return hash(self.name)


class Refuses:
    def __init__(self) -> None:
        self.x = 1

    def __setstate__(self, state: object) -> None:
        raise ValueError("no")


class Plain:
    def __init__(self, **parts: Any) -> None:
        self.__dict__.update(parts)

    def method(self) -> None: ...


def function() -> None: ...


def faults(obj: object, **options: Any) -> dict[str, dict[str, Any]]:
    return {leaf["path"]: leaf for leaf in find_load_faults(pickle.dumps(obj), **options).leaves}


def shelf() -> Shelf:
    found = Shelf()
    found["a"] = 1
    return found


@pytest.mark.parametrize(
    "obj, path, event, raised",
    [
        ([BadInit(1, 2)], "obj[0]", "call", "TypeError"),
        ({"e": KeywordOnly("m", code=1)}, "obj['e']", "call", "TypeError"),
        (Plain(g=Delegates()), "obj.g", "state", "RecursionError"),
        (Plain(k=(NeedsNew(1),)), "obj.k[0]", "new", "TypeError"),
        (Plain(d=shelf()), "obj.d", "items", "AttributeError"),
        (Plain(h=Friend()), "obj.h", "hash", "AttributeError"),
        ([Refuses()], "obj[0]", "state", "ValueError"),
        (subprocess.CalledProcessError(returncode=1, cmd="x"), "obj", "call", "TypeError"),
    ],
    ids=["bad-init", "keyword-only", "getattr", "new", "items", "hash", "setstate", "stdlib"],
)
def test_what_fails_while_loading(obj: object, path: str, event: str, raised: str) -> None:
    with pytest.raises(Exception) as plain:
        pickle.loads(pickle.dumps(obj))
    ((found, leaf),) = faults(obj).items()
    assert (found, leaf["load"]["event"]) == (path, event)
    assert leaf["raised"]["type"] == f"builtins.{raised}" == f"builtins.{type(plain.value).__name__}"
    assert eval(path, {"obj": obj}) is not None


def test_all_that_are_independent() -> None:
    obj = {"a": BadInit(1, 2), "b": [Refuses(), Plain(x=1)], "c": shelf(), "d": Friend()}
    assert list(faults(obj)) == ["obj['a']", "obj['b'][0]", "obj['c']", "obj['d']"]


def test_instances_that_fail_alike_are_one() -> None:
    (leaf,) = faults([BadInit(1, 2), BadInit(3, 4), BadInit(5, 6)]).values()
    assert (leaf["path"], leaf["also_at"], leaf["cls"]["instances"]) == ("obj[0]", ["obj[1]", "obj[2]"], 3)


MADE: list[object] = []


def make(part: object) -> object:
    MADE.append(part)
    return part


class Outer:
    def __reduce__(self) -> Any:
        return make, (Refuses(),)


def test_what_needs_a_part_that_failed_is_not_tried() -> None:
    MADE.clear()
    probe = find_load_faults(pickle.dumps([Outer(), Plain(x=1)]))
    assert [leaf["path"] for leaf in probe.leaves] == [f"obj[0].__reduce_ex__({pickle.DEFAULT_PROTOCOL})[1][0]"]
    assert MADE == []
    assert any("left out" in note for note in probe.notes)


def test_facts_of_a_signature() -> None:
    (leaf,) = faults(KeywordOnly("m", code=1)).values()
    assert leaf["load"]["signature"] == {
        "function": "KeywordOnly.__init__", "positional": ["message"], "required": ["message"],
        "keyword_only": ["code"], "any_number": False, "given": 1,
    }  # fmt: skip
    assert leaf["load"]["exception"] and "__init__" in leaf["load"]["defines"]
    assert leaf["type"] == f"{HERE}.KeywordOnly" and leaf["defined_at"]["path"] == __file__


def test_facts_of_a_cycle_through_a_hash() -> None:
    (leaf,) = faults([Friend()]).values()
    assert leaf["load"]["begun"] and leaf["load"]["holder"] == "obj[0].friends"
    assert leaf["load"]["raised_in"]["function"] == "__hash__"


def test_facts_of_items_before_the_state() -> None:
    (leaf,) = faults([shelf()]).values()
    assert leaf["load"]["begun"] and leaf["load"]["defines"]["__setitem__"] == f"{HERE}.Shelf"


@pytest.fixture
def vanishing() -> Iterator[types.ModuleType]:
    """A module with a class and a function that are gone after the pickle was made."""
    module = types.ModuleType("vanishing")
    module.__file__ = "vanishing.py"
    exec(
        "class X:\n    def m(self): pass\n    def __init__(self, **k): self.__dict__.update(k)\ndef f(): pass",
        vars(module),
    )
    sys.modules["vanishing"] = module
    yield module
    sys.modules.pop("vanishing", None)


def test_missing_names_with_every_way_to_them(vanishing: Any) -> None:
    x = vanishing.X(inner=[vanishing.f])
    ring = [functools.partial(vanishing.f, x), x, x.m, {"q": collections.defaultdict(vanishing.f, {1: x})}, vanishing.X]
    ring.append(ring)
    data = pickle.dumps(ring)
    del vanishing.X, vanishing.f
    leaves = {leaf["path"]: leaf for leaf in find_load_faults(data).leaves}
    assert list(leaves) == ["obj[1]", "obj[0].func"]
    instance, bare = leaves.values()
    assert sorted(instance["also_at"]) == ["obj[0].args[0]", "obj[2].__self__", "obj[3]['q'][1]", "obj[4]"]
    assert sorted(bare["also_at"]) == ["obj[1].inner[0]", "obj[3]['q'].default_factory"]
    assert (instance["type"], bare["type"]) == ("vanishing.X", "unknown")
    assert instance["defined_at"] == {"path": "vanishing.py", "line": None, "qualname": "X"}
    assert instance["load"]["where"]["state"] == "loaded"


def test_a_missing_module_and_one_that_is_only_not_imported(vanishing: Any) -> None:
    """After the first missing name nothing is imported that loading would not have imported."""
    del sys.modules["vanishing"]
    source = b"\x80\x04](cvanishing\nf\ncvanishing\ng\nclib2to3_or_so\nh\ncwave\nopen\ne."
    probe = find_load_faults(source)
    assert [leaf["load"]["qualname"] for leaf in probe.leaves] == ["f", "g", "h"]
    assert {leaf["load"]["where"]["state"] for leaf in probe.leaves} == {"not found"}
    assert probe.leaves[0]["load"]["missing_module"] == "vanishing"
    assert "wave" not in sys.modules and any("wave.open" in note for note in probe.notes)


def test_nothing_is_made_while_names_are_missing(vanishing: Any) -> None:
    data = pickle.dumps([BadInit(1, 2), vanishing.f])
    del vanishing.f
    probe = find_load_faults(data)
    assert [leaf["path"] for leaf in probe.leaves] == ["obj[1]"]
    assert "nothing was made: names are missing" in probe.notes


@pytest.mark.parametrize("protocol", range(6))
def test_every_protocol(protocol: int) -> None:
    obj = [Plain(a=[BadInit(1, 2)], s={1, 2}, f=frozenset("ab"), d={"k": Plain(x=1.5)}), Refuses()]
    probe = find_load_faults(pickle.dumps(obj, protocol))
    assert [leaf["path"] for leaf in probe.leaves] == ["obj[0].a[0]", "obj[1]"]


@pytest.mark.parametrize("data", [b"", b"\x80\x04", b"garbage", b"\x80\x04]q\x00.", b"\x80\xff.", b"c\n", b"0.", b"R."])
def test_no_pickle_is_no_crash(data: bytes) -> None:
    probe = find_load_faults(data, error=ValueError("as given"))
    assert len(probe.leaves) == 1 and probe.leaves[0]["path"] == "obj"


def test_what_loads_has_no_fault() -> None:
    obj = {"a": [1, 2.0, "x", b"y", None], "p": functools.partial(print, 1), "m": Plain(x=1).method, "s": {(1, 2)}}
    probe = find_load_faults(pickle.dumps(obj))
    assert (probe.leaves, probe.notes) == ([], [])


def test_an_error_that_does_not_come_again_is_told_of_the_root() -> None:
    probe = find_load_faults(pickle.dumps([1]), name="args", error=ValueError("once"))
    assert [(leaf["path"], leaf["raised"]["message"]) for leaf in probe.leaves] == [("args", "once")]
    assert probe.notes == ["the failure was not found again"]


class Hostile:
    def __init__(self) -> None:
        self.x = [1]

    def __setstate__(self, state: object) -> None:
        raise SystemExit(Hostile())

    def __repr__(self) -> str:
        raise RuntimeError

    def __eq__(self, other: object) -> bool:
        raise RuntimeError

    def __hash__(self) -> int:
        raise RuntimeError

    def __bool__(self) -> bool:
        raise RuntimeError


def test_hostile_objects() -> None:
    """What their methods raise goes no further; a SystemExit neither."""
    (leaf,) = faults([Hostile(), {"a": Hostile()}]).values()
    assert (leaf["path"], leaf["raised"]["type"], leaf["repr"]) == (
        "obj[0]", "builtins.SystemExit", f"<{HERE}.Hostile object>",
    )  # fmt: skip


def test_within_names_the_standard_librarys_object(vanishing: Any) -> None:
    filter_ = logging.Filter("a")
    filter_.extra = vanishing.X()
    data = pickle.dumps({"f": filter_})
    del vanishing.X
    (leaf,) = find_load_faults(data).leaves
    assert (leaf["path"], leaf["within"]) == ("obj['f'].extra", {"path": "obj['f']", "type": "logging.Filter"})


def test_limits_are_said() -> None:
    """What is too large, or takes too long, is told of the root, and why no more is known."""
    data = pickle.dumps([list(range(10_000)), BadInit(1, 2)])
    limits: Any = (
        ({"largest": 100}, "too many to be looked through"),
        ({"seconds": -1.0}, "looked through in"),
    )
    for bound, words in limits:
        probe = find_load_faults(data, error=TypeError("as raised"), **bound)
        assert [leaf["path"] for leaf in probe.leaves] == ["obj"] and words in probe.notes[0]


def test_large_and_deep() -> None:
    deep: Any = [BadInit(1, 2)]
    for _ in range(300):
        deep = [deep]
    (leaf,) = faults([list(range(100_000)), deep]).values()
    assert leaf["path"] == "obj[1]" + "[0]" * 301

"""The procedure as a whole: several leaves, sharing, cycles, groups, depth, limits, the pickler's own rules."""

from __future__ import annotations

import collections
import io
import multiprocessing as mp
import pickle
import socket
import sys
import threading
from multiprocessing import context
from multiprocessing.reduction import ForkingPickler
from typing import Any

import pytest

from pickcheck.pickling.entries import describe
from pickcheck.pickling.probe import Limits, find_leaves


class Plain:
    def __init__(self, **parts: Any) -> None:
        self.__dict__.update(parts)


def paths(obj: object, **options: Any) -> list[str]:
    return [leaf["path"] for leaf in find_leaves(obj, **options).leaves]


def local_class() -> type:
    class Local:
        def __init__(self) -> None:
            self.lock = threading.Lock()

    return Local


def test_a_leaf_is_plain_data() -> None:
    (leaf,) = find_leaves([threading.Lock()], name="args").leaves
    assert leaf == {
        "path": "args[0]",
        "also_at": [],
        "steps": [
            {"step": "args", "type": "builtins.list", "stdlib": True},
            {"step": "[0]", "type": "_thread.lock", "stdlib": True},
        ],
        "beside": [None, None],
        "within": None,
        "type": "_thread.lock",
        "python_class": False,
        "bases": ["_thread.lock", "builtins.object"],
        "repr": "<_thread.lock object>",
        "raised": {"type": "builtins.TypeError", "message": "cannot pickle '_thread.lock' object"},
        "defined_at": None,
        "function": None,
        "cls": None,
        "by_value": False,
    }


def test_every_leaf_not_the_first() -> None:
    assert paths({"a": threading.Lock(), "b": [lambda: 0], "c": sys}) == ["obj['a']", "obj['c']", "obj['b'][0]"]


def test_a_shared_leaf_is_one_entry() -> None:
    lock = threading.Lock()
    (leaf,) = find_leaves({"a": lock, "b": Plain(x=[lock])}).leaves
    assert (leaf["path"], leaf["also_at"]) == ("obj['a']", ["obj['b'].x[0]"])


def test_also_at_is_bounded() -> None:
    (leaf,) = find_leaves([threading.Lock()] * 40).leaves
    assert len(leaf["also_at"]) == 20


def test_a_cycle_ends() -> None:
    ring = Plain(lock=threading.Lock())
    ring.me = [ring]
    (leaf,) = find_leaves([ring, ring]).leaves
    assert (leaf["path"], leaf["also_at"]) == ("obj[0].lock", ["obj[1].lock"])


def test_instances_of_an_unsendable_class_are_one_leaf_and_searched_for_more() -> None:
    kind = local_class()
    first, lock, other = find_leaves([kind(), [kind()]]).leaves
    assert (first["path"], first["also_at"], first["cls"]["instances"]) == ("obj[0]", ["obj[1][0]"], 2)
    assert first["cls"]["local"] and first["cls"]["lookup"] == "missing"
    assert [lock["path"], other["path"]] == ["obj[0].lock", "obj[1][0].lock"]


def test_namedtuple_under_another_name() -> None:
    pair = collections.namedtuple("Missing", "a b")
    (leaf,) = find_leaves([pair(1, 2)]).leaves
    assert (leaf["path"], leaf["cls"]["lookup"]) == ("obj[0]", "missing")


def test_within_names_the_outermost_object_of_the_standard_library() -> None:
    (leaf,) = find_leaves(Plain(stop=threading.Event())).leaves
    assert leaf["within"] == {"path": "obj.stop", "type": "threading.Event"}
    assert leaf["path"] == "obj.stop._cond._lock"
    assert leaf["also_at"] == []


def test_a_shared_event_keeps_its_other_place() -> None:
    event = threading.Event()
    (leaf,) = find_leaves({"a": event, "b": event}).leaves
    assert leaf["also_at"] == ["obj['b']._cond._lock"]


@pytest.mark.parametrize("depth", [1, 10, 60])
def test_a_graph_that_is_not_too_deep(depth: int) -> None:
    assert paths(nested(depth)) == []


def nested(depth: int) -> Any:
    obj: Any = []
    for _ in range(depth):
        obj = [obj]
    return obj


@pytest.mark.parametrize("walk", [50, 100_000], ids=["swept", "walked"])
def test_a_graph_too_deep_is_one_leaf(walk: int) -> None:
    depth = 200_000 if sys.version_info >= (3, 14) else 30_000
    (leaf,) = find_leaves(nested(depth), limits=Limits(walk=walk)).leaves
    assert leaf["raised"]["type"] == "builtins.RecursionError"
    assert 100 < leaf["depth"] < depth


def test_a_long_chain_of_instances_is_too_deep() -> None:
    node = None
    for _ in range(100_000):
        node = Plain(next=node)
    (leaf,) = find_leaves(node).leaves
    assert leaf["path"].startswith("obj.next.next.next.")
    while node is not None:  # or the interpreter unwinds it by recursion
        node = node.next


def test_limits_are_said() -> None:
    probe = find_leaves([threading.Lock() for _ in range(30)], limits=Limits(leaves=10))
    assert len(probe.leaves) == 10
    assert probe.notes == ["only 10 of at least 30 parts that fail are described"]


def test_describe_gives_the_root() -> None:
    leaf = describe({"a": 1}, ValueError("no"), "args")
    assert (leaf["path"], leaf["raised"]) == ("args", {"type": "builtins.ValueError", "message": "no"})


def test_a_socket_and_a_connection_cross() -> None:
    left, right = mp.Pipe()
    with socket.socket() as plug, left, right:
        assert paths([plug, left]) == []
        assert paths([plug], pickler=pickle.Pickler) == ["obj[0]"]


class ByTable(ForkingPickler):
    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.dispatch_table[type(threading.Lock())] = lambda lock: (threading.Lock, ())


class ByOverride(ForkingPickler):
    def reducer_override(self, obj: Any) -> Any:
        if type(obj) is type(paths) and obj.__name__ == "<lambda>":
            return str, ("lambda",)
        return NotImplemented


class ById(pickle.Pickler):
    def persistent_id(self, obj: Any) -> Any:
        return "lock" if type(obj) is type(threading.Lock()) else None


@pytest.mark.parametrize("walk", [1, 2000], ids=["swept", "walked"])
@pytest.mark.parametrize(
    "pickler, left",
    [(ByTable, ["obj[1]"]), (ByOverride, ["obj[0]"]), (ById, ["obj[1]"])],
    ids=["dispatch_table", "reducer_override", "persistent_id"],
)
def test_the_picklers_own_rules_hold(pickler: type, left: list[str], walk: int) -> None:
    obj = [threading.Lock(), lambda: 0]
    assert paths(obj, pickler=pickler, limits=Limits(walk=walk)) == left


def test_primitives_of_multiprocessing_outside_a_spawning_context() -> None:
    ctx = mp.get_context("spawn")
    (lock,) = find_leaves([ctx.Lock()]).leaves
    assert (lock["path"], lock["raised"]["type"]) == ("obj[0]", "builtins.RuntimeError")
    leaves = find_leaves(ctx.Event()).leaves
    assert [leaf["path"] for leaf in leaves] == ["obj._cond", "obj._flag"]
    assert {leaf["within"]["type"] for leaf in leaves} == {"multiprocessing.synchronize.Event"}


class Popen:
    """As much of a child being started as the reducers ask for."""

    method = "spawn"
    DupFd = staticmethod(int)

    def duplicate_for_child(self, handle: int) -> int:
        return handle


@pytest.fixture
def spawning() -> Any:
    context.set_spawning_popen(Popen())
    yield
    context.set_spawning_popen(None)


@pytest.mark.skipif(sys.platform == "win32", reason="no fork there")
@pytest.mark.usefixtures("spawning")
def test_a_lock_made_for_fork_is_a_leaf_on_every_version() -> None:
    (leaf,) = find_leaves([mp.get_context("fork").Lock()]).leaves
    assert leaf["raised"]["type"] == "builtins.RuntimeError"
    assert "A SemLock created in a fork context" in leaf["raised"]["message"]


@pytest.mark.usefixtures("spawning")
def test_primitives_cross_while_a_process_is_being_spawned() -> None:
    ctx = mp.get_context("spawn")
    assert paths([ctx.Lock(), ctx.Event(), ctx.Queue(), ctx.Value("i", 1)]) == []


@pytest.mark.parametrize(
    "good", [[[n] for n in range(5000)], {"a": [Plain(n=n) for n in range(3000)]}], ids=["lists", "instances"]
)
def test_large_and_clean(good: Any) -> None:
    probe = find_leaves(good)
    assert (probe.leaves, probe.notes) == ([], [])


def test_a_wide_container_within_itself() -> None:
    rows: list[Any] = [[number] for number in range(5000)]
    rows[10].append(rows)
    rows[4321].append(threading.Lock())
    assert paths(Plain(rows=rows)) == ["obj.rows[4321][1]"]


@pytest.mark.parametrize("index", [0, 1, 2, 999, 1000, 1001, 1002, 2999])
def test_the_batches_of_the_c_pickler(index: int) -> None:
    rows: list[Any] = [[number] for number in range(3000)]
    rows[index] = [threading.Lock()]
    assert paths(rows) == [f"obj[{index}][0]"]


def test_fresh_objects_from_every_reduction() -> None:
    probe = find_leaves([[Fresh()] for _ in range(5000)], limits=Limits(walk=100, leaves=3))
    assert len(probe.leaves) == 3
    assert all(leaf["path"].endswith("[2]['made']") for leaf in probe.leaves)


class Fresh:
    def __getstate__(self) -> Any:
        return {"made": lambda: 0}


def test_nothing_is_left_behind() -> None:
    import gc

    assert gc.isenabled()
    find_leaves([lambda: 0])
    assert gc.isenabled()


def test_the_real_dump_agrees_about_buffers() -> None:
    obj = [pickle.PickleBuffer(b"abc")]
    try:
        ForkingPickler(io.BytesIO()).dump(obj)
    except pickle.PicklingError:
        assert paths(obj) == ["obj[0]"]
    else:
        assert paths(obj) == []

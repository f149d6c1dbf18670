"""Other picklers, each by its library's own serializer: leaves and paths of what is pickled by value."""

from __future__ import annotations

import pickle
import subprocess
import sys
import threading
import warnings
from typing import Any

import cloudpickle
import dill
import pytest

import pickcheck
from pickcheck.errors import UsageError

db = threading.Lock()
cursor = (number for number in ())


def closures() -> dict[str, Any]:
    session, rows = threading.Lock(), cursor

    def inner(x: object = rows, *, k: object = session) -> object:
        return session, rows, db, cursor

    class Local:
        lock = session
        rows = cursor

    inner.attribute = [rows]  # type: ignore[attr-defined]
    return {"f": inner, "c": Local, "i": Local(), "l": [lambda: session]}


def places(obj: object, pickler: Any) -> set[str]:
    return {path for leaf in pickcheck.check(obj, pickler=pickler).leaves for path in (leaf.path, *leaf.also_at)}


LOCKS = {
    *("obj['f'].__closure__['session']", "obj['f'].__kwdefaults__['k']", "obj['c'].lock", "obj['f'].__globals__['db']"),
    "obj['l'][0].__closure__['session']",
}
ROWS = {
    *("obj['f'].__closure__['rows']", "obj['f'].__defaults__[0]", "obj['c'].rows", "obj['f'].attribute[0]"),
    "obj['f'].__globals__['cursor']",
}


# The module without which a pickler's library is not installed.
HOMES = {"joblib": "joblib", "loky": "loky", "dask": "distributed", "ray": "ray", "pyspark": "pyspark"}


@pytest.mark.parametrize("pickler", ["cloudpickle", cloudpickle.Pickler, *HOMES], ids=["name", "class", *HOMES])
def test_by_value_with_cloudpickle(pickler: Any) -> None:
    """Closures, defaults, globals and entries of classes, by the names the user gave them."""
    if pickler in HOMES:
        pytest.importorskip(HOMES[pickler], reason=f"{HOMES[pickler]} is not installed")
    through = {"obj['i'].__class__.lock", "obj['i'].__class__.rows"}
    assert places(closures(), pickler) == LOCKS | ROWS | through
    assert (
        pickcheck.check([closures, lambda: 1, {1: b"x"}], pickler=pickler).did == "pickles, and loads in this process"
    )


@pytest.mark.parametrize(
    ("pickler", "module"),
    [("dask", "distributed.protocol.pickle"), ("ray", "ray.cloudpickle"), ("pyspark", "pyspark.cloudpickle")],
)
def test_the_library_agrees(pickler: str, module: str, caplog: pytest.LogCaptureFixture) -> None:
    """What is said to cross is what the library's own dumps takes; it logs nothing of our search."""
    own = pytest.importorskip(module, reason=f"{module} is not installed")
    for obj in ([1], lambda: db, lambda: 1, [cursor], {"c": type("C", (), {"x": 1})}):
        try:
            own.dumps(obj)
            takes = True
        except Exception:
            takes = False
        caplog.clear()
        assert pickcheck.check(obj, pickler=pickler).ok is takes
        assert not caplog.records


def test_dask_tries_pickle_first() -> None:
    """What pickle takes crosses, also where cloudpickle alone would not."""
    pytest.importorskip("distributed", reason="distributed is not installed")

    globals()["Sent"] = Sent = type("Sent", (), {"__module__": __name__, "__reduce__": lambda self: (Sent, ())})
    Sent.lock = db  # type: ignore[attr-defined]
    cloudpickle.register_pickle_by_value(sys.modules[__name__])
    try:
        assert not pickcheck.check([Sent()], pickler="cloudpickle").ok
        assert pickcheck.check([Sent()], pickler="dask").ok
    finally:
        cloudpickle.unregister_pickle_by_value(sys.modules[__name__])


def test_torch() -> None:
    """Tensors cross as torch.multiprocessing sends them; what its reducers refuse is a leaf in their own words."""
    torch = pytest.importorskip("torch", reason="torch is not installed")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of a torch without numpy
        weights = torch.ones(3, requires_grad=True)
        model = torch.nn.Linear(2, 2)
        assert pickcheck.check({"w": [weights, model]}, pickler="torch").ok
        found = pickcheck.check({"w": [weights * 2], "m": model, "l": db}, pickler="torch")
    assert {leaf.path: leaf.type for leaf in found.leaves} == {
        "obj['w'][0]": "torch.Tensor",
        "obj['l']": "_thread.lock",
    }
    assert "refuses: RuntimeError: Cowardly refusing" in str(found)


def test_dill() -> None:
    """dill carries locks; a generator is a leaf wherever it hangs. What it reports fails for dill, too."""
    obj = closures()
    with pytest.raises(TypeError):
        dill.dumps(obj)
    (leaf,) = pickcheck.check(obj, pickler="dill").leaves
    assert leaf.type == "builtins.generator" and {leaf.path, *leaf.also_at} >= ROWS - {"obj['f'].__globals__['cursor']"}
    assert pickcheck.check([db, lambda: db], pickler="dill")
    rows = cursor
    assert places([lambda: rows], "dill") == {"obj[0].__closure__['rows']"}


@pytest.mark.parametrize("pickler", ["cloudpickle", "dill"])
def test_an_instance_of_a_class_sent_by_value(pickler: str) -> None:
    """What its class holds is reached through the instance."""

    class Local:
        rows = cursor

    assert places([Local()], pickler) == {"obj[0].__class__.rows"}


def test_dill_finds_every_leaf() -> None:
    """Not only the first."""
    obj = {"a": cursor, "b": [sys._getframe()], "c": ({1: (n for n in ())},)}
    assert {leaf.path for leaf in pickcheck.check(obj, pickler="dill").leaves} == {
        "obj['a']",
        "obj['b'][0]",
        "obj['c'][0][1]",
    }


def test_a_comparison() -> None:
    """A line a part, a column a pickler; what lies below another fault is not judged."""
    comparison = pickcheck.check({"f": lambda: db, "n": cursor}, pickler=("pickle", "cloudpickle", "dill"))
    assert not comparison and not comparison["dill"]
    rows = [line.split() for line in str(comparison).splitlines()]
    assert rows == [
        ["pickle", "cloudpickle", "dill"],
        ["obj['f']", "✗", "✓", "✓"],
        ["obj['f'].__globals__['db']", "–", "✗", "✓"],
        ["obj['n']", "✗", "✗", "✗"],
    ]
    assert comparison.to_dict()["dill"]["pickler"] == "dill"
    assert "crosses under each" in str(pickcheck.check([1], pickler=("pickle", "dill")))


def test_a_function_or_a_class() -> None:
    """Of a function only the whole is known, and that is said."""
    diagnosis = pickcheck.check([threading.Lock()], pickler=pickle.dumps)
    assert [leaf.path for leaf in diagnosis.leaves] == ["obj"] and "was not looked for" in diagnosis.notes[0]
    assert pickcheck.check([1], pickler=pickle.dumps)

    class Own(pickle.Pickler):
        def reducer_override(self, obj: object) -> Any:
            return (int, ()) if type(obj) is type(db) else NotImplemented

    assert pickcheck.check([db], pickler=Own).ok


def test_what_is_not_installed() -> None:
    """One clear line; and nothing of these libraries is imported unless it is asked for."""
    source = """\
import sys, pickcheck
pickcheck.check([1])
assert not {"dill", "joblib", "cloudpickle", "loky", "distributed", "ray", "pyspark", "torch"} & set(sys.modules)
sys.modules["dill"] = None
try:
    pickcheck.check([1], pickler="dill")
except pickcheck.errors.UsageError as error:
    print(error)
"""
    result = subprocess.run([sys.executable, "-c", source], capture_output=True, text=True, check=True)
    assert result.stdout.startswith("the pickler 'dill' is not installed")
    for name in ("ray", "pyspark", "torch", "loky", "dask"):
        again = source.replace('"dill"] = None', f'"{HOMES.get(name, name)}"] = None').replace('"dill")', f'"{name}")')
        result = subprocess.run([sys.executable, "-c", again], capture_output=True, text=True, check=True)
        assert result.stdout.startswith(f"the pickler '{name}' is not installed")
    with pytest.raises(UsageError, match="cloudpickle"):
        pickcheck.check([1], pickler="yaml")

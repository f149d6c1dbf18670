"""Other picklers, each by its library's own serializer: leaves and paths of what is pickled by value."""

from __future__ import annotations

import pickle
import subprocess
import sys
import threading
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


@pytest.mark.parametrize("pickler", ["cloudpickle", cloudpickle.Pickler, "joblib"], ids=["name", "class", "joblib"])
def test_by_value_with_cloudpickle(pickler: Any) -> None:
    """Closures, defaults, globals and entries of classes, by the names the user gave them."""
    through = {"obj['i'].__class__.lock", "obj['i'].__class__.rows"}
    assert places(closures(), pickler) == LOCKS | ROWS | through


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
assert not {"dill", "joblib", "cloudpickle"} & set(sys.modules)
sys.modules["dill"] = None
try:
    pickcheck.check([1], pickler="dill")
except pickcheck.errors.UsageError as error:
    print(error)
"""
    result = subprocess.run([sys.executable, "-c", source], capture_output=True, text=True, check=True)
    assert result.stdout.startswith("the pickler 'dill' is not installed")
    with pytest.raises(UsageError, match="cloudpickle"):
        pickcheck.check([1], pickler="yaml")

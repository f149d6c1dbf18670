"""What is told of functions and classes: names, where they lead, where they were defined, what they wrap."""

from __future__ import annotations

import sys
import threading
from typing import Any

from pickcheck.pickling.facts import leaf_facts
from pickcheck.pickling.probe import find_leaves


def deco(function: Any) -> Any:
    def wrapper() -> Any:
        return function()

    return wrapper


@deco
def job() -> None: ...


named = lambda: 0  # noqa: E731
replaced: Any = None


def make_replaced() -> Any:
    global replaced

    def replaced_() -> None: ...

    replaced_.__qualname__ = replaced_.__name__ = "replaced"
    original = replaced_
    replaced = 3
    return original


def facts(obj: object) -> dict[str, Any]:
    (leaf,) = find_leaves(obj).leaves
    return leaf


def test_unwrapped_decorator() -> None:
    leaf = facts(job)
    assert leaf["function"] == {
        "name": "wrapper",
        "qualname": "deco.<locals>.wrapper",
        "module": __name__,
        "lambda": False,
        "local": True,
        "lookup": "missing",
        "found_type": None,
        "bound_as": "job",
        "coroutine": False,
        "wraps": "job",
    }
    assert leaf["repr"] == "<function deco.<locals>.wrapper>"
    assert leaf["defined_at"] == {"path": __file__, "line": deco.__code__.co_firstlineno + 1}


def test_named_lambda() -> None:
    told = facts(named)["function"]
    assert (told["lambda"], told["bound_as"], told["lookup"], told["wraps"]) == (True, "named", "missing", None)


def test_another_object_under_the_name() -> None:
    told = facts(make_replaced())["function"]
    assert (told["lookup"], told["found_type"], told["local"]) == ("other", "builtins.int", False)


def test_no_such_module() -> None:
    function = deco(None)
    function.__module__ = "gone.entirely"
    assert facts(function)["function"]["lookup"] == "no module"


def test_coroutine_function() -> None:
    async def work() -> None: ...

    assert facts(work)["function"]["coroutine"] is True


def test_class_under_another_name() -> None:
    made = type("Other", (), {"__module__": __name__})
    globals()["alias"] = made
    leaf = facts(made)
    assert (leaf["cls"]["name"], leaf["cls"]["bound_as"], leaf["cls"]["lookup"]) == ("Other", "alias", "missing")
    assert leaf["type"] == "builtins.type"
    assert leaf["repr"] == f"<class '{__name__}.Other'>"


def test_where_a_class_is_defined() -> None:
    class Local: ...

    told = facts(Local())["defined_at"]
    line = told.pop("line")
    assert told == {"path": __file__, "qualname": "test_where_a_class_is_defined.<locals>.Local"}
    assert (line is not None) is (sys.version_info >= (3, 13))


def test_long_messages_are_cut() -> None:
    leaf = leaf_facts(1, ValueError("x" * 10_000), None)
    assert len(leaf["raised"]["message"]) == 500


def test_module() -> None:
    assert facts(sys)["repr"] == "<module 'sys'>"


def test_lock_has_neither_function_nor_class() -> None:
    leaf = facts(threading.Lock())
    assert (leaf["function"], leaf["cls"], leaf["defined_at"]) == (None, None, None)

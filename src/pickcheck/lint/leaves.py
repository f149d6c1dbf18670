"""The facts of one leaf, as a run would have taken them of the object itself."""

from __future__ import annotations

import ast
from dataclasses import dataclass, replace
from typing import Any

from ..facts.leaves import LeafFacts
from .kinds import Kind

Steps = tuple[tuple[str, str], ...]
_WRITTEN = ("args", "kwargs", "initargs", "iterable")


@dataclass(frozen=True)
class Way:
    """A path and its steps, from the root that the user wrote."""

    path: str
    steps: Steps

    def to(self, step: str, kind: str) -> Way:
        """One step on; the first is into what the user wrote in the call, and its root."""
        if self.path in _WRITTEN:
            return Way(self.path + step, ((self.path + step, kind),))
        return Way(self.path + step, (*self.steps, (step, kind)))

    def onto(self, kind: str) -> Way:
        """The same, with the type of what the last step leads to."""
        return replace(self, steps=(*self.steps[:-1], (self.steps[-1][0], kind)))


@dataclass(frozen=True)
class Defined:
    """A function or class of the file: where, under which names. module: its module's name; file: the path."""

    file: str
    module: str
    line: int
    qualname: str
    bound: str | None = None
    wraps: str | None = None
    lookup: str = "missing"


def _leaf(way: Way, kind: str, **facts: Any) -> LeafFacts:
    plain: dict[str, Any] = {
        "also_at": (), "bases": (), "repr": f"<{kind.rpartition('.')[2]}>", "within": None, "raised": ("", ""),
        "defined_at": None, "function": None, "cls": None, "by_value": None, "depth": None, "python_class": False,
    }  # fmt: skip
    way = way.onto(kind)
    return LeafFacts(path=way.path, steps=way.steps, type=kind, **{**plain, **facts})


def function(way: Way, of: Defined) -> LeafFacts:
    """A function or lambda that its name does not lead to."""
    name = of.qualname.rpartition(".")[2]
    facts = {**_named(of), "lambda": name == "<lambda>", "coroutine": False, "wraps": of.wraps}
    return _leaf(
        way, "builtins.function", repr=f"<function {of.qualname}>", function=facts, defined_at=(of.file, of.line, None),
        by_value=True,
    )  # fmt: skip


def instance(way: Way, of: Defined) -> LeafFacts:
    """An instance of a class that its name does not lead to."""
    kind = f"{of.module}.{of.qualname}"
    return _leaf(way, kind, repr=f"<{of.qualname}>", cls=_named(of), defined_at=(of.file, of.line, None))


def cls(way: Way, of: Defined) -> LeafFacts:
    """A class that its own name does not lead to."""
    found = _leaf(way, "builtins.type", repr=f"<class {of.qualname}>", cls=_named(of), bases=("builtins.type",))
    return replace(found, defined_at=(of.file, of.line, None))


def _named(of: Defined) -> dict[str, Any]:
    return {
        "name": of.qualname.rpartition(".")[2], "qualname": of.qualname, "module": of.module,
        "local": "<locals>" in of.qualname, "lookup": of.lookup, "found_type": None, "bound_as": of.bound,
    }  # fmt: skip


def made(way: Way, kind: Kind) -> LeafFacts:
    """What a library's call made, or the leaf inside it."""
    facts: dict[str, Any] = {"raised": kind.raised, "python_class": kind.python_class, "bases": kind.bases}
    if not kind.inner:
        return _leaf(way, kind.type, **facts)
    outer = way.onto(kind.type)
    if kind.module:
        facts["function"] = {
            "lambda": False,
            "local": True,
            "wraps": None,
            "module": kind.module,
            "qualname": "_remove",
        }
    inner = outer
    for step in kind.inner.split(".")[1:]:
        inner = inner.to(f".{step}", "")
    return _leaf(inner, kind.leaf, within=(outer.path, kind.type), **facts)


def module(way: Way, name: str) -> LeafFacts:
    """A module."""
    return _leaf(way, "builtins.module", bases=("builtins.module",), repr=f"<module '{name}'>")


def environ(way: Way) -> LeafFacts:
    """os.environ, whose inner functions are the leaves."""
    outer = way.onto("os._Environ")
    facts = {
        "lambda": False,
        "local": True,
        "wraps": None,
        "module": "os",
        "qualname": "_createenviron.<locals>.encode",
    }
    return _leaf(outer.to(".encodekey", ""), "builtins.function", within=(way.path, "os._Environ"), function=facts)


def primitive(way: Way, kind: str) -> LeafFacts:
    """One of multiprocessing's own."""
    return _leaf(way, kind, bases=(kind, "multiprocessing.synchronize.SemLock"))


def under_guard(way: Way, of: Defined) -> LeafFacts:
    """A name that loads only in the main module itself."""
    where = {"main": True, "state": "loaded", "file": of.file}
    load = {"event": "global", "where": where, "qualname": of.qualname, "raised_bases": ["builtins.AttributeError"]}
    found = _leaf(way, "unknown", load=load, defined_at=(of.file, of.line, None))
    return replace(found, repr=of.qualname)


def unloadable(way: Way, of: Defined, load: dict[str, Any]) -> LeafFacts:
    """An instance that pickles, and does not load."""
    return replace(instance(way, of), load=load)


def refusing(way: Way, of: Defined, raised: tuple[str, str]) -> LeafFacts:
    """An instance of a class that refuses on purpose."""
    return _leaf(way, f"{of.module}.{of.qualname}", raised=raised, python_class=True)


def let_go(way: Way, of: Defined, kind: str, load: dict[str, Any]) -> LeafFacts:
    """A lock of multiprocessing's that is gone before the child opens it."""
    return replace(_leaf(way, kind, load=load), bases=(kind, "multiprocessing.synchronize.SemLock"))


def literal(node: ast.expr) -> str | None:
    """A key as it is written in a path; None for any that is no constant."""
    return repr(node.value) if isinstance(node, ast.Constant) else None

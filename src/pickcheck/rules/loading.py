"""Facts of a part that does not load, as the rules of the load side ask for them and speak of them."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Any

from .rule import Fault
from .words import a, short


def load(fault: Fault) -> Mapping[str, Any]:
    """The facts that ``pickling/loadfacts.py`` took."""
    return fault.leaf.load or {}


def event(fault: Fault) -> str:
    """What failed: "global", "call", "new", "state", "items", "hash", "stream"; or what changed."""
    return str(load(fault).get("event", ""))


def raised_a(fault: Fault, name: str) -> bool:
    """Whether the exception is an instance of this class (its full name)."""
    return name in load(fault).get("raised_bases", ())


def where(fault: Fault) -> Mapping[str, Any]:
    """The module that the missing name was looked for in."""
    found: Mapping[str, Any] = load(fault).get("where") or {}
    return found


def is_missing_in_main(fault: Fault) -> bool:
    """Whether a name was not found in the main module."""
    lost = event(fault) == "global" and where(fault).get("main") and where(fault).get("state") == "loaded"
    return bool(lost) and raised_a(fault, "builtins.AttributeError")


def name(fault: Fault) -> str:
    """The qualified name of the global at fault."""
    return str(load(fault).get("qualname", "?"))


def class_name(fault: Fault) -> str:
    """The name of the class at fault."""
    return name(fault) if fault.leaf.cls is None else str(fault.leaf.cls["qualname"])


def what(fault: Fault) -> str:
    """The path, and what it is: ``args[0], a Job,``; for a bare name only what it names."""
    leaf = fault.leaf
    if leaf.type == "unknown":
        return f"{leaf.path} ({name(fault)})" if name(fault) != "?" else leaf.path
    return f"{leaf.path}, {a(short(leaf.type))},"


def signature(fault: Fault) -> Mapping[str, Any] | None:
    """How the function that was called takes its arguments."""
    found: Mapping[str, Any] | None = load(fault).get("signature")
    return found


def does_not_fit(found: Mapping[str, Any] | None) -> bool:
    """Whether a call with the arguments that pickle has cannot fit the signature."""
    if found is None:
        return False
    given = found["given"]
    too_many = given > len(found["positional"]) and not found["any_number"]
    return given < len(found["required"]) or too_many or bool(found["keyword_only"])


def wanted(found: Mapping[str, Any]) -> str:
    """The arguments that must be given: ``path, *, status``."""
    keyword_only = found["keyword_only"]
    return ", ".join([*found["required"], *(["*", *keyword_only] if keyword_only else [])]) or "none"


def owner(fault: Fault, *methods: str) -> str | None:
    """``Class.method`` of the first of these methods that Python code of the class (or above it) defines."""
    defines = load(fault).get("defines") or {}
    for method in methods:
        if method in defines:
            return f"{short(str(defines[method])).rpartition('.')[2]}.{method}"
    return None


def basename(path: object) -> str:
    """The last part of a path."""
    return str(path).replace("\\", "/").rpartition("/")[2]


def is_stdlib(fault: Fault) -> bool:
    """Whether the class at fault is the standard library's."""
    return str(load(fault).get("module", "")).partition(".")[0] in sys.stdlib_module_names

"""Where a source asks NumPy for integers of the platform's width."""

from __future__ import annotations

import ast
from collections.abc import Iterable

from ..trees import parsed
from .lines import Record

Place = tuple[str, int, str]
_NAMES = ("int_", "uint")
_WIDE = "int64"  # whoever says that somewhere knows


def platform_integers(records: Iterable[Record]) -> list[tuple[str, str, Place]]:
    """A hazard for each source whose arrays crossed with values beyond 32 bits, and that makes integers of C's long."""
    files = dict.fromkeys(record["file"] for record in records if record["kind"] == "integers")
    found = ((file, asked_for(file)) for file in files)
    return [("int32", asked[1], (file, asked[0], "<module>")) for file, asked in found if asked is not None]


def asked_for(path: str) -> tuple[int, str] | None:
    """The first line that says ``dtype=int``, ``astype(int)`` or ``np.int_``, and what it says; None where 64 bits are said, too."""
    source = parsed(path)
    if source is None or _WIDE in source.text:
        return None
    said = [(node.lineno, words) for node in ast.walk(source.tree) if (words := _words(node))]  # type: ignore[attr-defined]
    return min(said, default=None)


def _words(node: ast.AST) -> str:
    if isinstance(node, ast.Attribute) and node.attr in _NAMES and isinstance(node.value, ast.Name):
        return f"{node.value.id}.{node.attr}" if node.value.id in ("np", "numpy") else ""
    if not isinstance(node, ast.Call):
        return ""
    if any(word.arg == "dtype" and _is_int(word.value) for word in node.keywords):
        return "dtype=int"
    called = node.func.attr if isinstance(node.func, ast.Attribute) else ""
    return "astype(int)" if called == "astype" and node.args and _is_int(node.args[0]) else ""


def _is_int(node: ast.expr) -> bool:
    named = isinstance(node, ast.Name) and node.id == "int"
    return named or (isinstance(node, ast.Constant) and node.value == "int")

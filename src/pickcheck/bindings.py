"""Which names a script binds at its top level, and which only under its main guard: read, not run."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from .trees import parsed


@dataclass(frozen=True)
class Binding:
    """A statement that binds a name. kind: "class", "function" or "name"; guarded: only when the file is the main one."""

    kind: str
    line: int
    guarded: bool


def binding(path: str, name: str) -> Binding | None:
    """How the module's file binds the name; an unguarded statement before a guarded one. None where none does."""
    found = bindings(path) or {}
    return found.get(name)


@lru_cache(maxsize=64)
def bindings(path: str) -> dict[str, Binding] | None:
    """Every name the file binds at its top level; None for a file that cannot be read or parsed, or that imports *."""
    source = parsed(path)
    if source is None:
        return None
    found: dict[str, Binding] = {}
    for name, one in _of(source.tree.body, guarded=False):
        if name == "*":
            return None
        if name not in found or (found[name].guarded and not one.guarded):
            found[name] = one
    return found


def _of(body: list[ast.stmt], guarded: bool) -> Iterator[tuple[str, Binding]]:
    for node in body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield node.name, Binding("function", node.lineno, guarded)
        elif isinstance(node, ast.ClassDef):
            yield node.name, Binding("class", node.lineno, guarded)
        elif isinstance(node, ast.If) and is_guard(node.test):
            yield from _of(node.body, guarded=True)
            yield from _of(node.orelse, guarded)
        else:
            yield from _simple(node, guarded)
            for blocks in ("body", "orelse", "finalbody"):
                yield from _of(getattr(node, blocks, []), guarded)
            for handler in getattr(node, "handlers", []):
                yield from _of(handler.body, guarded)


def _simple(node: ast.stmt, guarded: bool) -> Iterator[tuple[str, Binding]]:
    if isinstance(node, (ast.Import, ast.ImportFrom)):
        for alias in node.names:
            yield alias.asname or alias.name.partition(".")[0], Binding("name", node.lineno, guarded)
        return
    targets: list[ast.expr] = []
    if isinstance(node, ast.Assign):
        targets = node.targets
    elif isinstance(node, (ast.AnnAssign, ast.For)):
        targets = [node.target]
    elif isinstance(node, ast.With):
        targets = [item.optional_vars for item in node.items if item.optional_vars is not None]
    for target in targets:
        for part in ast.walk(target):
            if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store):
                yield part.id, Binding("name", node.lineno, guarded)


def is_guard(test: ast.expr) -> bool:
    """Whether it is ``__name__ == "__main__"``, either way round, perhaps with more after an ``and``."""
    if isinstance(test, ast.BoolOp) and isinstance(test.op, ast.And):
        return any(map(is_guard, test.values))
    if not (isinstance(test, ast.Compare) and len(test.ops) == 1 and isinstance(test.ops[0], ast.Eq)):
        return False
    sides = [test.left, *test.comparators]
    names = {side.id for side in sides if isinstance(side, ast.Name)}
    texts = {side.value for side in sides if isinstance(side, ast.Constant)}
    return names == {"__name__"} and texts == {"__main__"}

"""The user's source files: lines to show, paths as the user sees them, where a class begins."""

from __future__ import annotations

import ast
import os
import tokenize
from functools import lru_cache
from pathlib import Path

from .facts import RawPlace
from .model import Place
from .trees import tree_of


class Sources:
    """Reads source files, each once. Paths are shown relative to ``base``, where the user stands."""

    def __init__(self, base: Path) -> None:
        self._base = base.resolve()
        self._lines: dict[str, list[str]] = {}

    def shown(self, path: str) -> str:
        """The path relative to the base, with forward slashes; absolute when it lies elsewhere."""
        absolute = self._base / path
        for candidate in (absolute, Path(os.path.realpath(absolute))):
            try:
                return candidate.relative_to(self._base).as_posix()
            except ValueError:
                continue
        return absolute.as_posix()

    def place(self, raw: RawPlace | None) -> Place | None:
        """A recorded (file, line, function) as the report shows it, with its source line."""
        if raw is None:
            return None
        path, line, function = raw
        return Place(self.shown(path), line, function, self.line(path, line))

    def definition(self, raw: tuple[str, int | None, str | None] | None) -> Place | None:
        """Where a leaf was defined; a class's line is looked up in the source by its qualified name."""
        if raw is None:
            return None
        path, line, qualname = raw
        if line is None and qualname is not None:
            line = class_line("\n".join(self._read(path)), qualname)
        return Place(self.shown(path), line, None, self.line(path, line)) if line is not None else None

    def line(self, path: str, number: int | None) -> str | None:
        """One source line without its indentation; None when there is no such line."""
        lines = self._read(path)
        return lines[number - 1].strip() if number is not None and 0 < number <= len(lines) else None

    def _read(self, path: str) -> list[str]:
        if path not in self._lines:
            try:
                with tokenize.open(self._base / path) as file:
                    # As Python counts them: a form feed, or any other of what str.splitlines() splits at, ends no line.
                    self._lines[path] = file.read().split("\n")
            except (OSError, SyntaxError, ValueError):
                self._lines[path] = []
        return self._lines[path]


@lru_cache(maxsize=256)
def class_line(source: str, qualname: str) -> int | None:
    """The line on which the class (or function) of this qualified name begins, ``<locals>`` included."""
    names = [name for name in qualname.split(".") if name != "<locals>"]
    try:
        scope: ast.AST | None = tree_of(source)
    except (SyntaxError, ValueError, RecursionError):
        return None
    for name in names:
        scope = _named(scope, name)
        if scope is None:
            return None
    return getattr(scope, "lineno", None)


def _named(scope: ast.AST | None, name: str) -> ast.AST | None:
    kinds = (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    stack = list(ast.iter_child_nodes(scope)) if scope is not None else []
    while stack:
        node = stack.pop(0)
        if isinstance(node, kinds):
            if node.name == name:
                return node
            continue
        stack.extend(ast.iter_child_nodes(node))
    return None

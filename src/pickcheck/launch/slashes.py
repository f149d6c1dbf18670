"""Where a source splits a path at ``/``, or decides by one: on Windows there is a backslash in it. Read in one function at a time.

Only what the standard library gives as a path is one (``os.path.join``, ``os.getcwd``, ``str(Path(...))``, ``glob``, ``__file__``), by
its own name or by that of a variable that is nothing else: a URL that is split at ``/`` is none.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..trees import FUNCTIONS, parsed
from .lines import Record
from .path_values import Values

_SPLITS = (
    *("split", "rsplit", "partition", "rpartition", "index", "rindex", "find", "rfind", "count", "replace"),
    *("startswith", "endswith", "removeprefix", "removesuffix"),
)
_MEMBER = ("read", "open", "getinfo", "extract", "getmember", "extractfile")
_DECIDES = (ast.If, ast.While, ast.Assert, ast.IfExp)


@dataclass(frozen=True)
class Found:
    """Where it is done, and what: (file, line, function), in words, and what Windows has instead."""

    place: tuple[str, int, str]
    what: str
    why: str


def looked(records: Iterable[Record]) -> Iterator[tuple[int, Found]]:
    """What the user's files do with paths in functions that ran, and with times before 1970, each with a process' id."""
    ran: dict[str, tuple[int, set[int]]] = {}
    for record in records:
        if record["kind"] == "looks":
            _, lines = ran.setdefault(record["file"], (record["pid"], set()))
            lines.update(record["functions"] or ())
    for file, (pid, lines) in ran.items():
        source = parsed(file)
        for found in _in_file(file, source.tree, lines) if source is not None else ():
            yield pid, found


def _in_file(file: str, tree: ast.Module, ran: set[int]) -> Iterator[Found]:
    imported = _imports(tree)
    for scope in (tree, *(node for node in ast.walk(tree) if isinstance(node, FUNCTIONS))):
        name = getattr(scope, "name", "<module>")
        first = (
            min((scope.lineno, *(one.lineno for one in scope.decorator_list))) if isinstance(scope, FUNCTIONS) else 0
        )
        # A name that was imported alone is not seen being asked for.
        alone = any(dotted.startswith(("os.path.", "os.getcwd")) for dotted in imported.values())
        has_run = alone or first in ran or (scope is tree and bool(ran & {0, 1}))
        reading = _Reading(scope, imported, has_run)
        for line, what, why in reading.found():
            yield Found((file, line, name), what, why)


def _imports(tree: ast.Module) -> dict[str, str]:
    """Each name that stands for a module, or a part of one."""
    found = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for one in node.names:
                found[one.asname or one.name.partition(".")[0]] = one.name if one.asname else one.name.partition(".")[0]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.update({one.asname or one.name: f"{node.module}.{one.name}" for one in node.names})
    return found


class _Reading(Values):
    """Where a function does with a path what goes otherwise on Windows."""

    def found(self) -> Iterator[tuple[int, str, str]]:
        """The line of each use, and what it is."""
        deciding = _deciding(self.nodes)
        for node in self.nodes:
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                yield from self._calls(node, node.func)
            elif isinstance(node, ast.Compare) and node in deciding:
                yield from self._compares(node)

    def _calls(self, node: ast.Call, func: ast.Attribute) -> Iterator[tuple[int, str, str]]:
        first = node.args[0] if node.args else None
        if (
            func.attr in _SPLITS
            and first is not None
            and _has_slash(first)
            and self.is_text(func.value)
            and not self._mends(node)
        ):
            yield node.lineno, f".{func.attr}() looks for / in a path", "where Windows has a backslash"
        if func.attr in _MEMBER and first is not None and self.is_archive(func.value) and self.is_text(first):
            yield (
                node.lineno,
                "a path names a member of an archive",
                "where there is a / on Windows, too, and none in the path",
            )
        if func.attr in ("timestamp", "astimezone") and self.is_before(func.value):
            yield node.lineno, f".{func.attr}() of a time before 1970", "which Windows refuses"
        if (
            func.attr in ("fromtimestamp", "utcfromtimestamp")
            and first is not None
            and (number := _number(first)) is not None
        ) and number < 0:
            yield node.lineno, f".{func.attr}() of a time before 1970", "which Windows refuses"

    def _mends(self, node: ast.Call) -> bool:
        """Whether it puts the separators of the platform in the place of others."""
        last = node.args[-1]
        return len(node.args) > 1 and (
            self.dotted(last).endswith("sep") or (isinstance(last, ast.Constant) and last.value == "\\")
        )

    def _compares(self, node: ast.Compare) -> Iterator[tuple[int, str, str]]:
        sides = [node.left, *node.comparators]
        separators = any(self.dotted(side).endswith(("sep",)) for side in sides)
        drive = any(
            isinstance(side, ast.Subscript) and self.called(side.value) == "os.path.splitdrive" for side in sides
        )
        paths = [side for side in sides if self.is_text(side) or self.is_list(side)]
        said = any(_has_slash(side) for side in sides if side not in paths)
        if (paths and (said or separators)) or (drive and self.ran):
            yield (
                node.lineno,
                "a path is compared with one of Unix",
                "and it has other separators, and a drive, on Windows",
            )


def _deciding(nodes: list[ast.AST]) -> set[ast.AST]:
    """What the run goes on by: the parts of the tests of ``if``, ``while`` and ``assert``, and of comprehensions' conditions."""
    tests = [node.test for node in nodes if isinstance(node, _DECIDES)]
    tests += [test for node in nodes if isinstance(node, ast.comprehension) for test in node.ifs]
    return {part for test in tests for part in ast.walk(test)}


def _has_slash(node: ast.expr) -> bool:
    if isinstance(node, (ast.Tuple, ast.List, ast.Set)):
        return any(_has_slash(one) for one in node.elts)
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and "/" in node.value.replace("://", "")


def _number(node: ast.expr) -> float | None:
    """The number that an expression of plain numbers comes to."""
    if any(
        not isinstance(one, (ast.Constant, ast.UnaryOp, ast.BinOp, ast.operator, ast.unaryop)) for one in ast.walk(node)
    ):
        return None
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, (int, float)) else None
    if isinstance(node, ast.UnaryOp):
        value = _number(node.operand)
        return -value if value is not None and isinstance(node.op, ast.USub) else None
    if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Mult, ast.Add, ast.Sub)):
        left, right = _number(node.left), _number(node.right)
        if left is None or right is None:
            return None
        return (
            left * right
            if isinstance(node.op, ast.Mult)
            else left + right
            if isinstance(node.op, ast.Add)
            else left - right
        )
    return None

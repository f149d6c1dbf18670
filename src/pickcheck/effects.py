"""What statements of a source file do, as far as it can be read off them; nothing is run."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from .bindings import is_guard
from .trees import parsed

# Calls whose effect can be told from their names: dotted name (or its last part) -> what they do.
_CALLS = {
    "print": "prints",
    "input": "reads standard input",
    "os.remove": "removes a file",
    "os.unlink": "removes a file",
    "os.rename": "renames a file",
    "os.replace": "renames a file",
    "os.rmdir": "removes a folder",
    "os.mkdir": "makes a folder",
    "os.makedirs": "makes a folder",
    "os.system": "runs a command",
    "shutil.rmtree": "removes a folder",
    "shutil.copy": "writes a file",
    "shutil.move": "moves a file",
    "subprocess.run": "runs a command",
    "subprocess.call": "runs a command",
    "subprocess.check_call": "runs a command",
    "subprocess.check_output": "runs a command",
    "subprocess.Popen": "runs a command",
    "webbrowser.open": "opens a browser",
    "time.sleep": "sleeps",
}
_METHODS = {
    "start": "starts a thread or a process",
    "serve_forever": "starts a server",
    "mainloop": "starts a window",
    "write_text": "writes a file",
    "write_bytes": "writes a file",
    "unlink": "removes a file",
}
_MUTATING = frozenset(
    [
        "append",
        "extend",
        "insert",
        "remove",
        "pop",
        "clear",
        "sort",
        "reverse",
        "update",
        "setdefault",
        "popitem",
        "add",
        "discard",
        "difference_update",
        "intersection_update",
        "symmetric_difference_update",
    ]
)


@dataclass(frozen=True)
class Effect:
    """A top-level statement's effect: what it does, in words, and where. prints: whether that is all."""

    line: int
    what: str
    prints: bool


@dataclass(frozen=True)
class MistakenGuard:
    """A top-level ``if`` that asks multiprocessing whether this is the parent, instead of ``__name__``.

    called: the functions that are called by name under it. effects: what its body does in each child, where the test is
    certainly true there.
    """

    line: int
    test: str
    body: range
    called: frozenset[str]
    effects: tuple[Effect, ...]

    def holds(self, line: int, function: str) -> bool:
        """Whether a line runs under it: it stands there, or in a function that is called there."""
        return line in self.body or function in self.called


def mistaken_guards(path: str) -> list[MistakenGuard]:
    """Those of a file."""
    found = parsed(path)
    nodes = found.tree.body if found is not None else []
    return [_mistaken(node) for node in nodes if isinstance(node, ast.If) and _asks(node.test)]


def _mistaken(node: ast.If) -> MistakenGuard:
    called = {call.func.id for call in ast.walk(node) if isinstance(call, ast.Call) and isinstance(call.func, ast.Name)}
    body = range(node.lineno, (node.body[-1].end_lineno or node.lineno) + 1)
    effects = tuple(_effects(node.body)) if takes_children_in(node.test) else ()
    return MistakenGuard(node.lineno, ast.unparse(node.test), body, frozenset(called), effects)


def _asks(test: ast.expr) -> bool:
    calls = [ast.unparse(part.func) for part in ast.walk(test) if isinstance(part, ast.Call)]
    return any(name.rpartition(".")[2] in ("parent_process", "current_process") for name in calls)


def takes_children_in(test: ast.expr) -> bool:
    """Whether a test is that of ``parent_process()`` for None, and for nothing else."""
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        return _is_parent(test.operand)
    if not isinstance(test, ast.Compare) or not isinstance(test.ops[0], (ast.Is, ast.Eq)) or len(test.ops) > 1:
        return False
    sides = (test.left, test.comparators[0])
    return any(map(_is_parent, sides)) and any(isinstance(side, ast.Constant) and side.value is None for side in sides)


def _is_parent(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] == "parent_process"


def top_level(path: str) -> list[Effect]:
    """What importing the file does besides defining names, outside its main guard."""
    found = parsed(path)
    return list(_effects(found.tree.body)) if found is not None else []


def _effects(body: list[ast.stmt]) -> Iterator[Effect]:
    for node in body:
        if isinstance(node, ast.If) and is_guard(node.test):
            continue
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            continue
        blocks = [getattr(node, name, []) for name in ("body", "orelse", "finalbody")]
        if isinstance(node, (ast.If, ast.Try)):
            # Whether that branch is taken is not known.
            continue
        if isinstance(node, (ast.Expr, ast.Assign, ast.AnnAssign, ast.With)):
            yield from _of_calls(node)
        for block in blocks:
            yield from _effects(block)


def _of_calls(node: ast.stmt) -> Iterator[Effect]:
    parts = [item.context_expr for item in node.items] if isinstance(node, ast.With) else [getattr(node, "value", None)]
    for part in parts:
        if isinstance(part, ast.Call):
            what = _what(part)
            if what:
                yield Effect(node.lineno, what, what == "prints")


def _what(call: ast.Call) -> str | None:
    name = ast.unparse(call.func)
    if name in _CALLS:
        return _CALLS[name]
    if name in ("open", "io.open") and _writes(call):
        return "opens a file for writing"
    if isinstance(call.func, ast.Attribute):
        return _METHODS.get(call.func.attr)
    return None


def _writes(call: ast.Call) -> bool:
    modes = [*call.args[1:2], *(keyword.value for keyword in call.keywords if keyword.arg == "mode")]
    return any(isinstance(mode, ast.Constant) and set(str(mode.value)) & set("wax+") for mode in modes)


def changes_a_copy(path: str, line: int) -> str | None:
    """The expression on this line that changes a container which a subscript or a ``get`` has just given, else None."""
    found = parsed(path)
    for node in ast.walk(found.tree) if found is not None else ():
        if getattr(node, "lineno", None) != line:
            continue
        for changed in _changed(node):
            if _given(changed):
                return ast.unparse(node if isinstance(node, ast.Call) else changed)
    return None


def _changed(node: ast.AST) -> list[ast.expr]:
    """The expressions that this node changes in place."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        return [node.func.value] if node.func.attr in _MUTATING else []
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AugAssign) else []
    return [target.value for target in targets if isinstance(target, ast.Subscript)]


def _given(node: ast.expr) -> bool:
    if isinstance(node, ast.Call):
        return isinstance(node.func, ast.Attribute) and node.func.attr == "get"
    return isinstance(node, ast.Subscript)

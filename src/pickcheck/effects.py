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

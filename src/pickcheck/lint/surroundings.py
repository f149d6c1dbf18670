"""What stands around a line: handlers that catch, tests that expect an error, branches that ask for the platform."""

from __future__ import annotations

import ast
import re

from .classes import dotted
from .tree import Function, Tree

_CALLERS = 3  # how far up callers are looked at
_BROAD = frozenset(("Exception", "BaseException"))
DUMPING = _BROAD | {"PicklingError", "AttributeError", "TypeError", "PickleError", "RuntimeError"}
MISSING = _BROAD | {"ImportError", "ModuleNotFoundError", "AttributeError", "NameError", "OSError", "ValueError"}
_ABSENT = _BROAD | {"ImportError", "ModuleNotFoundError"}
_EXPECTING = frozenset(("raises", "assertRaises", "assertRaisesRegex", "suppress", "warns", "assertRaisesRegexp"))
_PLATFORM = frozenset(
    (
        *("platform", "hasattr", "getattr", "system", "win32", "nt", "posix", "linux", "darwin", "Windows", "Linux"),
        *("Darwin", "cygwin", "TYPE_CHECKING", "uname", "win", "get_start_method"),
    )
)
_NAMED = re.compile(
    r"(have|has|can|use|supports?)_?\w*fork|popen_fork|mswin|msvc|windows|win32|win64|posix|linux|darwin|unix|cygwin|platform"
)


def caught(tree: Tree, node: ast.AST, errors: frozenset[str]) -> bool:
    """Whether a handler around the node catches one of these."""
    for parent, child in tree.above(node):
        if isinstance(parent, (*Function, ast.Lambda)):
            return False
        if _is_try(parent) and child in parent.body and any(_catches(h, errors) for h in parent.handlers):  # type: ignore[attr-defined]
            return True
    return False


def handled(tree: Tree, node: ast.AST, errors: frozenset[str], depth: int = 0) -> bool:
    """As ``caught``; or all the calls of the node's function that the file has are handled so."""
    if caught(tree, node, errors):
        return True
    name = getattr(tree.function(node), "name", None)
    calls = [call for call in tree.all(ast.Call) if name and dotted(call.func).rpartition(".")[2] == name]
    return bool(calls) and depth < _CALLERS and all(handled(tree, call, errors, depth + 1) for call in calls)


def _is_try(node: ast.AST) -> bool:
    return type(node).__name__ in ("Try", "TryStar")


def _catches(handler: ast.ExceptHandler, errors: frozenset[str]) -> bool:
    if handler.type is None:
        return True
    kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(not (name := dotted(kind).rpartition(".")[2]) or name in errors for kind in kinds)


def expected(tree: Tree, node: ast.AST) -> bool:
    """Whether a test around the node expects that it raises."""
    for parent, _ in tree.above(node):
        if isinstance(parent, (ast.With, ast.AsyncWith)):
            calls = [item.context_expr for item in parent.items if isinstance(item.context_expr, ast.Call)]
            if any(dotted(call.func).rpartition(".")[2] in _EXPECTING for call in calls):
                return True
        if isinstance(parent, Function) and any(
            mentions(decorator, frozenset(("xfail", "expectedFailure", "raises")))
            for decorator in parent.decorator_list
        ):
            return True
        if isinstance(parent, ast.Call) and dotted(parent.func).rpartition(".")[2] in _EXPECTING:
            return True
    return False


def asks_platform(tree: Tree, node: ast.AST) -> bool:
    """Whether a branch around the node, or a decorator, asks what the platform is or has."""
    for parent, child in tree.above(node):
        if isinstance(parent, (ast.If, ast.IfExp, ast.While, ast.Assert)) and _is_of_platform(tree, parent.test):
            return True
        if isinstance(parent, ast.BoolOp) and _is_of_platform(tree, parent):
            return True
        if (
            isinstance(parent, ast.Try)
            and child in parent.orelse
            and any(_catches(h, _ABSENT) for h in parent.handlers)
        ):
            return True  # try: import pwd, except ImportError: ..., else: here
        if isinstance(parent, (*Function, ast.ClassDef)) and any(
            mentions(decorator, _PLATFORM | {"skipIf", "skipUnless", "skipif", "skip", "requires"})
            for decorator in parent.decorator_list
        ):
            return True
    return False


def asks_method(tree: Tree, node: ast.AST) -> bool:
    """Whether a branch around the node asks for the start method."""
    words = frozenset(("get_start_method", "start_method", "fork", "spawn", "forkserver"))
    return any(
        isinstance(parent, (ast.If, ast.IfExp)) and mentions(parent.test, words) for parent, _ in tree.above(node)
    )


def _is_of_platform(tree: Tree, test: ast.expr) -> bool:
    """Whether it mentions the platform, or a name that was bound to what does (``HAVE_FORK = hasattr(os, "fork")``)."""
    if mentions(test, _PLATFORM):
        return True
    for part in ast.walk(test):
        if isinstance(part, ast.Name):
            bound = [one.value for one in tree.top.names.get(part.id, []) if one.kind == "value"]
            if any(value is not None and mentions(value, _PLATFORM) for value in bound):
                return True
    return False


def names_platform(name: str) -> bool:
    """Whether a name, of a file or in a test, speaks of a platform."""
    return _NAMED.search(name.lower()) is not None


def mentions(node: ast.AST, words: frozenset[str]) -> bool:
    """Whether any name, attribute or text in it is one of these words."""
    for part in ast.walk(node):
        name = part.id if isinstance(part, ast.Name) else part.attr if isinstance(part, ast.Attribute) else ""
        text = part.value if isinstance(part, ast.Constant) and isinstance(part.value, str) else ""
        if name in words or text in words:
            return True
        if words is _PLATFORM and (names_platform(name) or text == "fork"):
            return True
        if isinstance(part, ast.Attribute) and part.attr == "name" and dotted(part) == "os.name":
            return True
    return False


def branches(tree: Tree, node: ast.AST) -> bool:
    """Whether it depends on a condition within its function (or at the top level) whether the node is run."""
    for parent, child in tree.above(node):
        if isinstance(parent, (*Function, ast.Lambda, ast.ClassDef)):
            return False
        if isinstance(parent, (ast.If, ast.IfExp, ast.While, ast.BoolOp, ast.ExceptHandler)) or (
            type(parent).__name__ == "match_case"
        ):
            if isinstance(parent, ast.If) and (child is parent.test or mentions(parent.test, frozenset(("__name__",)))):
                continue
            if isinstance(parent, ast.While) and isinstance(parent.test, ast.Constant):
                continue
            return True
    return False

"""Where a function calls ``hash``, told from its tree: what is made of the number, and where that goes.

A number that is made of a hash and used by the process itself, as a key of its own or in a ``__hash__``, is nobody else's
business. It is another's where the function returns or sends it, compares it with a number of its own, or seeds with it.
"""

from __future__ import annotations

import _ast

from .hash_use import HASH
from .hashes import DECIDES, INDEX, RETURNED, SEED, SENT
from .scopes import DEFINES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

_REDUCES = (_ast.Mod, _ast.BitAnd, _ast.RShift, _ast.FloorDiv)
_SENDS = frozenset(["put", "put_nowait", "send"])
_FILLS = frozenset(["append", "add", "insert", "setdefault"])
_SEEDS = frozenset(["seed", "Random", "default_rng", "RandomState", "SeedSequence", "manual_seed"])
_GIVES = (_ast.Return, _ast.Yield)
_HOLDS = (_ast.Tuple, _ast.List, _ast.Set, _ast.Dict, _ast.Starred, _ast.keyword, _ast.NamedExpr)
_BUILDS = (_ast.ListComp, _ast.SetComp, _ast.DictComp)
_TESTS = (_ast.If, _ast.While, _ast.IfExp, _ast.Assert, _ast.comprehension)


def call_in(node: Any) -> Any:
    """The call of ``hash`` that this expression makes a number of, None where it is no such expression."""
    while True:
        if _calls(node, HASH):
            return node
        if isinstance(node, _ast.BinOp) and isinstance(node.op, _REDUCES):
            node = node.left
        elif _calls(node, "abs"):
            node = node.args[0]
        else:
            return None


def reduces(node: Any) -> bool:
    """Whether such an expression makes a small number of the hash: which bucket, which share."""
    return isinstance(node, _ast.BinOp) or (_calls(node, "abs") and reduces(node.args[0]))


def _calls(node: Any, name: str) -> bool:
    return (
        isinstance(node, _ast.Call) and isinstance(node.func, _ast.Name) and node.func.id == name
        and len(node.args) == 1 and not node.keywords and not isinstance(node.args[0], _ast.Starred)
    )  # fmt: skip


class Uses:
    """How the numbers that one function makes of hashes are used; ``of``: by the expression's node."""

    def __init__(self, function: Any) -> None:
        self.of: dict[int, set[str]] = {}
        self._kept: dict[str, list[int]] = {}  # the expressions that a local name holds, or has in it
        self._names: dict[str, set[str]] = {}  # how the names are used
        if isinstance(function, _ast.Lambda):
            self._walk(function.body, RETURNED, "")
        else:
            for statement in function.body:
                self._walk(statement, "", "")
        for name, nodes in self._kept.items():
            for node in nodes:
                self.of[node] |= self._names.get(name, set())

    def _walk(self, node: Any, use: str, name: str) -> None:
        """``use``: what becomes of this node's value; ``name``: what it is bound to, or put into."""
        if isinstance(node, DEFINES):
            return
        call = call_in(node)
        if call is not None:
            self.of.setdefault(id(node), set()).add(use)
            if name:
                self._kept.setdefault(name, []).append(id(node))
            self._walk(call.args[0], "", "")
            return
        if isinstance(node, _ast.Name):
            self._names.setdefault(node.id, set()).add(use)
        for part, its_use, its_name in _parts(node, use, name):
            self._walk(part, its_use, its_name)


def _parts(node: Any, use: str, name: str) -> Iterator[tuple[Any, str, str]]:
    for field in node._fields:
        value = getattr(node, field, None)
        for part in value if isinstance(value, list) else [value]:
            if isinstance(part, _ast.AST):
                yield part, _use(node, field, use), _name(node, field, name)


def _use(node: Any, field: str, use: str) -> str:
    if isinstance(node, _GIVES):
        return RETURNED
    if isinstance(node, _ast.Compare):
        return DECIDES if sum(call_in(part) is not None for part in (node.left, *node.comparators)) <= 1 else ""
    if isinstance(node, _TESTS) and field in ("test", "ifs"):
        return DECIDES
    if isinstance(node, _ast.Subscript):
        return INDEX if field == "slice" else ""
    if isinstance(node, _ast.Call):
        called = getattr(node.func, "attr", getattr(node.func, "id", ""))
        return "" if field == "func" else SENT if called in _SENDS else SEED if called in _SEEDS else ""
    if isinstance(node, _HOLDS) or (isinstance(node, _BUILDS) and field in ("elt", "key", "value")):
        return use
    if isinstance(node, (_ast.IfExp, _ast.Expr)):
        return use
    return ""


def _name(node: Any, field: str, name: str) -> str:
    if isinstance(node, (_ast.Assign, _ast.AnnAssign, _ast.NamedExpr)) and field == "value":
        targets: list[Any] = node.targets if isinstance(node, _ast.Assign) else [node.target]
        return _base(targets[0]) if len(targets) == 1 else ""
    if isinstance(node, _ast.Call) and field == "args" and getattr(node.func, "attr", "") in _FILLS:
        return _base(getattr(node.func, "value", None))
    return name if isinstance(node, (*_HOLDS, *_BUILDS)) else ""


def _base(node: Any) -> str:
    while isinstance(node, _ast.Subscript):
        node = node.value
    return node.id if isinstance(node, _ast.Name) else ""

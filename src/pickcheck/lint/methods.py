"""Under which start methods something happens: what a file pins, and what a context asks for."""

from __future__ import annotations

import ast

from . import names
from .evaluate import Evaluator
from .values import Constant, Env, Ref

SETTER = "multiprocessing.set_start_method"
_BY_CONTEXT: dict[str, tuple[str, ...]] = {
    "fork": (),
    "spawn": names.METHODS,
    "forkserver": ("fork", "spawn", "forkserver"),
}


class Methods:
    """What one file says of start methods."""

    def __init__(self, evaluator: Evaluator) -> None:
        self._evaluator = evaluator
        tree = evaluator.tree
        self.setters = [call for call in tree.all(ast.Call) if self._sets(call)]
        self._pinned = {self.set_by(call) for call in self.setters}

    def _sets(self, call: ast.Call) -> bool:
        value = self._evaluator.value(call.func, Env(self._evaluator.tree.scopes[call]))
        return isinstance(value, Ref) and value.name == SETTER

    def set_by(self, call: ast.Call) -> str | None:
        """The start method that a call of set_start_method sets; None where that is not known."""
        given = [*call.args, *(keyword.value for keyword in call.keywords if keyword.arg == "method")]
        value = self._evaluator.value(given[0], Env(self._evaluator.tree.scopes[call])) if given else None
        return value.value if isinstance(value, Constant) and isinstance(value.value, str) else None

    def anew(self, context: str | None) -> tuple[str, ...]:
        """The start methods under which children of this context are not forked: "" or None is the default, "?" not known, and
        then nothing is certain."""
        if context:
            return _BY_CONTEXT.get(context, ())
        if "fork" in self._pinned:
            return ()
        if len(self._pinned) == 1 and None not in self._pinned and self._certain():
            return _BY_CONTEXT.get(next(iter(self._pinned)) or "", names.ANEW)
        return names.ANEW

    def _certain(self) -> bool:
        """Whether every call that sets the method is run: none stands in a branch."""
        tree = self._evaluator.tree
        return not any(
            isinstance(parent, (ast.If, ast.Try, ast.FunctionDef)) and not _guard(parent)
            for call in self.setters
            for parent, _ in tree.above(call)
        )


def _guard(node: ast.AST) -> bool:
    from ..bindings import is_guard

    return isinstance(node, ast.If) and is_guard(node.test)

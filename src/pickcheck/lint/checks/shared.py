"""State that only a forked child has of its parent: names under the main guard, locks made at import, logging."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterable, Iterator

from ...bindings import is_guard
from ...model import Severity
from .. import names
from ..sends import Send
from ..surroundings import branches, caught
from ..tree import Binding
from ..values import Constant, Env, Function, Made
from .check import ANEW, Noticed, View

_NAME = frozenset(("NameError", "Exception", "BaseException"))
_DEPTH = 3


def check(view: View) -> Iterable[Noticed]:
    """What the functions that children run read of the module's globals."""
    if view.tree.stars or view.is_package_main or view.named & {"globals", "exec", "vars", "__main__"}:
        return  # names may come from anywhere
    for function, sends in view.workers.items():
        methods = _methods(sends)
        if not methods or not view.is_script:
            continue
        seen: set[str] = set()  # a name is told of where it is read first
        for name in sorted(_reads(view, function), key=lambda one: (one.lineno, one.col_offset)):
            if name.id in seen or hasattr(builtins, name.id):
                continue
            seen.add(name.id)
            bindings = view.tree.top.names.get(name.id, [])
            if bindings:
                yield from _missing(view, name, bindings, sends, methods)
                yield from _stale(view, name, bindings, sends, methods)
                yield from _own(view, name, bindings, sends, methods)


def _methods(sends: list[Send]) -> tuple[str, ...]:
    """The start methods under which all the children that run it are not forked."""
    found = [set(send.anew) & set(ANEW) for send in sends]
    return tuple(method for method in ANEW if all(method in one for one in found))


def _reads(view: View, function: ast.AST, depth: int = 0) -> Iterator[ast.Name]:
    """The globals that it reads, and those that functions read which it calls."""
    tree = view.tree
    for name in tree.owned(ast.Name, function):
        if not isinstance(name.ctx, ast.Load):
            continue
        binding = tree.lookup(name.id, tree.scopes[name], name)
        top = binding.scope is tree.top or name.id in binding.scope.globals if binding is not None else True
        if top and not _is_local(view, name):
            yield name
            value = view.value(name)
            called = isinstance(parent := tree.parents.get(name), ast.Call) and parent.func is name
            if isinstance(value, Function) and called and depth < _DEPTH and value.node is not function:
                yield from _reads(view, value.node, depth + 1)


def _is_local(view: View, name: ast.Name) -> bool:
    scope = view.tree.scopes[name]
    while scope.parent is not None:
        if name.id in scope.names and name.id not in scope.globals:
            return True
        scope = scope.parent
    return False


# ---------------------------------------------------------------- bound in the parent only


def _missing(
    view: View, name: ast.Name, bindings: list[Binding], sends: list[Send], methods: tuple[str, ...]
) -> Iterator[Noticed]:
    plain = all(binding.kind in ("value", "with") for binding in bindings)
    if not plain or not all(_only_parent(view, binding) for binding in bindings) or caught(view.tree, name, _NAME):
        return
    pooled = sends[0].channel != "process"
    advice = (
        f"give it to the workers: initializer=set_up, initargs=({name.id},), where set_up binds the global in each"
        if pooled
        else f"pass {name.id} to the child in args=, or bind it at the module's top level, outside the main guard"
    )
    sure = not branches(view.tree, name) and all(send.at for send in sends)
    yield Noticed(
        name, methods, Severity.ERROR if sure else Severity.WARNING, "global-missing",
        f"{name.id} does not exist in the child: it is bound only after the module's import (line {bindings[0].position[0]}), and "
        "the child imports the module anew",
        advice, channel=sends[0].channel, about=name.id,
    )  # fmt: skip


def _only_parent(view: View, binding: Binding) -> bool:
    """Whether it is bound under the main guard, or by a function that the main guard's code calls and no child runs."""
    if _guarded(view, binding.node):
        return True
    function = view.tree.function(binding.node)
    if function is None or function in view.workers or view.named & {"initializer"}:
        return False
    uses = view.tree.named(getattr(function, "name", ""))
    return bool(uses) and all(_guarded(view, use) for use in uses)


def _guarded(view: View, node: ast.AST) -> bool:
    if view.tree.function(node) is not None:
        return False
    return any(
        isinstance(parent, ast.If) and is_guard(parent.test) and child in parent.body
        for parent, child in view.tree.above(node)
    )


# ---------------------------------------------------------------- bound again in the parent


def _stale(
    view: View, name: ast.Name, bindings: list[Binding], sends: list[Send], methods: tuple[str, ...]
) -> Iterator[Noticed]:
    """A constant of the top level, and another under the main guard before the child is started."""
    if len(bindings) != 2 or _guarded(view, bindings[0].node) or not _guarded(view, bindings[1].node):
        return
    values = [view.evaluator.value(binding.value, Env(binding.scope)) for binding in bindings]
    first, second = (value.value if isinstance(value, Constant) else view for value in values)
    started = [getattr(at, "lineno", 0) for send in sends for at in send.at]
    if view in (first, second) or first == second or not started or min(started) < bindings[1].position[0]:
        return
    sure = not branches(view.tree, name) and not branches(view.tree, bindings[1].node)
    yield Noticed(
        name, methods, Severity.ERROR if sure else Severity.WARNING, "global-stale",
        f"{name.id} is {first!r} in the child, and {second!r} in the parent (line {bindings[1].position[0]}): the child imports "
        "the module anew",
        f"pass {name.id} to the child as an argument, or to a pool's workers through initializer and initargs",
        channel=sends[0].channel, about=name.id,
    )  # fmt: skip


# ---------------------------------------------------------------- made anew at import


def _own(
    view: View, name: ast.Name, bindings: list[Binding], sends: list[Send], methods: tuple[str, ...]
) -> Iterator[Noticed]:
    value = view.value(name)
    made_at_import = len(bindings) == 1 and not _guarded(view, bindings[0].node) and bindings[0].scope is view.tree.top
    if not made_at_import or not isinstance(value, Made) or value.by.name not in names.PRIMITIVES:
        return
    kind = value.by.name.rpartition(".")[2]
    yield Noticed(
        name, methods, Severity.WARNING, "shared-by-global-mp-object",
        f"{name.id} is made anew where a child imports the module: each process has a {kind} of its own by that name",
        f"make it in the parent and pass it: args=({name.id},), or initializer= and initargs= of a pool",
        channel=sends[0].channel, about=name.id,
    )  # fmt: skip

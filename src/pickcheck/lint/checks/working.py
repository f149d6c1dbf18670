"""What a worker's own code does that cannot go well in a child: ask for input, have children, draw random numbers."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

from ...model import Severity
from ..sends import Send
from ..surroundings import branches, caught, expected
from ..values import Constant, Made
from .check import METHODS, Noticed, View

_DRAWING = frozenset(
    (
        *("rand", "randn", "randint", "random", "random_sample", "choice", "shuffle", "permutation", "uniform"),
        *("normal", "standard_normal", "poisson", "exponential", "binomial", "beta", "gamma"),
    )
)
_EOF = frozenset(("EOFError", "Exception", "BaseException", "OSError"))
_DAEMON = frozenset(("AssertionError", "Exception", "BaseException"))


def check(view: View) -> Iterable[Noticed]:
    """Each function that this file runs in a child."""
    for function, sends in view.workers.items():
        yield from _asks(view, function, sends)
        yield from _draws(view, function, sends)
        if _daemonic(view, sends):
            yield from _has_children(view, function)
    yield from _unread(view)


def _severity(view: View, node: ast.AST, errors: frozenset[str]) -> Severity:
    sure = not branches(view.tree, node) and not caught(view.tree, node, errors)
    return Severity.ERROR if sure else Severity.WARNING


def _asks(view: View, function: ast.AST, sends: list[Send]) -> Iterator[Noticed]:
    if view.named & {"stdin", "fdopen", "dup2"}:
        return
    for call in view.tree.owned(ast.Call, function):
        value = view.value(call)
        if isinstance(value, Made) and value.by.name == "builtins.input" and not caught(view.tree, call, _EOF):
            yield Noticed(
                call, METHODS, _severity(view, call, _EOF), "stdin-closed",
                "input() finds the end of the file at once: multiprocessing gives every child the null device for standard input",
                "ask in the parent, and pass the answer to the child", channel=sends[0].channel, about="input",
            )  # fmt: skip


def _draws(view: View, function: ast.AST, sends: list[Send]) -> Iterator[Noticed]:
    """numpy's global state, that nothing in the file seeds anew in the child."""
    if view.named & {"default_rng", "RandomState"} or not _several(view, sends):
        return
    calls = view.tree.owned(ast.Call, function)
    made = [(call, value) for call in calls if isinstance(value := view.value(call), Made)]
    if any(_seeds(view, call) and view.tree.function(call) is not None for call in view.tree.all(ast.Call)):
        return
    for _, value in made:
        module, _, name = value.by.name.rpartition(".")
        if module == "numpy.random" and name in _DRAWING:
            yield Noticed(
                function, ("fork",), Severity.WARNING, "rng-identical",
                "forked children draw from numpy's global random state, and each begins with the same copy of it: they "
                "draw the same numbers",
                "give each worker a generator of its own: numpy.random.default_rng(seed), the seeds from "
                "numpy.random.SeedSequence(...).spawn(n)",
                channel=sends[0].channel, about="numpy.random",
            )  # fmt: skip
            return


def _seeds(view: View, call: ast.Call) -> bool:
    value = view.value(call)
    return isinstance(value, Made) and value.by.name == "numpy.random.seed"


def _several(view: View, sends: list[Send]) -> bool:
    """Whether more than one child runs it, as far as that is plain: it is a pool's, or started in a loop."""
    loops = (ast.For, ast.ListComp, ast.While)
    nodes = [node for send in sends for node in (send.call, *send.at)]
    looped = any(isinstance(parent, loops) for node in nodes for parent, _ in view.tree.above(node))
    return looped or any(send.channel in ("pool", "executor") for send in sends)


def _daemonic(view: View, sends: list[Send]) -> bool:
    """Whether it runs in a pool's worker, or in a process that is made daemonic."""
    return any(send.channel == "pool" or _is_daemon(view, send.call) for send in sends)


def _is_daemon(view: View, call: ast.Call) -> bool:
    values = [view.value(keyword.value) for keyword in call.keywords if keyword.arg == "daemon"]
    return any(isinstance(value, Constant) and value.value is True for value in values)


def _has_children(view: View, function: ast.AST) -> Iterator[Noticed]:
    if view.named & {"_config", "daemon"} and "daemon" in view.tree.stored:
        return
    for send in view.sends:
        for at in send.at:
            starting = send.starts and send.channel in ("process", "pool") and view.tree.function(at) is function
            if starting and not expected(view.tree, at) and not caught(view.tree, at, _DAEMON):
                yield Noticed(
                    at, METHODS, _severity(view, at, _DAEMON), "daemonic-children",
                    "this runs in a daemonic process, and a daemonic process may start no processes (a Pool's workers all are)",
                    "use a ProcessPoolExecutor, whose workers may have children, or Process(daemon=False); or start it in the "
                    "parent",
                    channel="process",
                )  # fmt: skip


def _unread(view: View) -> Iterator[Noticed]:
    """What apply_async() or submit() returns is thrown away at once, of a task that raises in any case."""
    for send in view.sends:
        discarded = isinstance(view.tree.parents.get(send.call), ast.Expr)
        name = send.call.func.attr if isinstance(send.call.func, ast.Attribute) else ""
        if not discarded or name not in ("apply_async", "map_async", "starmap_async", "submit"):
            continue
        if any(keyword.arg in ("error_callback", "callback") for keyword in send.call.keywords):
            continue
        yield Noticed(
            send.call, METHODS, Severity.NOTE, "async-error-unread",
            f"what {name}() returns is thrown away: an error in the task is never seen",
            "keep what apply_async() or submit() returns, and call get() or result() on each",
            channel=send.channel, direction="to parent", about=name,
        )  # fmt: skip

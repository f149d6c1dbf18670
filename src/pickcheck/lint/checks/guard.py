"""no-main-guard: processes that are started while the module is imported."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

from ...effects import takes_children_in
from ...model import Severity
from ..surroundings import branches, caught, expected
from ..tree import Function
from ..values import Function as FunctionValue
from .check import Noticed, View

_NOT_SURE = frozenset(("parent_process", "current_process", "_MAIN", "__spec__"))
_STRAIGHT = (ast.Expr, ast.Assign, ast.With)
_ADVICE = 'put what starts processes under: if __name__ == "__main__": (freeze_support() is for frozen programs only)'


def check(view: View) -> Iterable[Noticed]:
    """The first line that starts a process (or sets the start method) at import; a child dies of it."""
    yield from _mistaken(view)
    if _NOT_SURE & {*view.named, *view.tree.stored} or view.is_package_main:
        return
    found = sorted(_starting(view), key=lambda one: (one[0].lineno, one[0].col_offset))
    for at, methods, what in found[:1]:
        if not methods:
            continue
        # A child that is ended soon may not live to die of it.
        unsure = (
            bool(view.named & {"terminate", "kill"})
            or branches(view.tree, at)
            or caught(view.tree, at, frozenset(("RuntimeError", "Exception", "BaseException")))
        )
        yield Noticed(
            at, methods, Severity.WARNING if unsure else Severity.ERROR, "no-main-guard",
            f"this line runs again when a child process imports the file, and would {what}; the child dies of it",
            _ADVICE, channel="process",
        )  # fmt: skip


def _mistaken(view: View) -> Iterator[Noticed]:
    """A start under a test that is no guard: ``if parent_process() is None:``."""
    tests = [
        test for test in view.tree.all(ast.If) if takes_children_in(test.test) and view.tree.function(test) is None
    ]
    if not tests or view.is_package_main:
        return
    found = sorted(_starting(view), key=lambda one: (one[0].lineno, one[0].col_offset))
    for test in tests:
        inside = [one for one in found if one[1] and any(child in test.body for _, child in view.tree.above(one[0]))]
        for at, methods, what in inside[:1]:
            plain = any(parent is test and isinstance(child, _STRAIGHT) for parent, child in view.tree.above(at))
            unsure = bool(view.named & {"terminate", "kill"}) or not plain
            yield Noticed(
                at, methods, Severity.WARNING if unsure else Severity.ERROR, "guard-in-import-not-main",
                f"the test in line {test.lineno} ({ast.unparse(test.test)}) is no main guard: a child knows no parent yet while "
                f"it imports the file, so this line would {what} there, and the child dies of it",
                'ask for the name, and for nothing else: if __name__ == "__main__":', channel="process",
            )  # fmt: skip
            return


def _starting(view: View) -> Iterator[tuple[ast.expr, tuple[str, ...], str]]:
    for send in view.sends:
        # An executor starts its workers with its first task, a pool with itself.
        for at in send.at:
            if send.starts and isinstance(at, ast.expr) and _at_import(view, at):
                yield at, send.methods, "start processes in their turn"
    for call in view.methods.setters:
        if _at_import(view, call) and view.sends and not _forced(call):
            pinned = view.methods.set_by(call)
            methods = () if pinned == "fork" else view.methods.anew(pinned)
            yield call, methods, "be refused there: the start method is set already"
    for call in view.tree.all(ast.Call):
        yield from _through_main(view, call)


def _through_main(view: View, call: ast.Call) -> Iterator[tuple[ast.expr, tuple[str, ...], str]]:
    """``main()`` at the top level, where that function of the file starts processes."""
    if not isinstance(call.func, ast.Name) or not _at_import(view, call):
        return
    value = view.value(call.func)
    if not isinstance(value, FunctionValue) or not isinstance(value.node, ast.FunctionDef) or value.node.decorator_list:
        return
    for send in view.sends:
        for at in send.at:
            if send.starts and view.tree.function(at) is value.node and _is_run(view, at):
                yield call, send.methods, f"start processes in their turn, in {value.node.name}()"
                return


def _is_run(view: View, node: ast.AST) -> bool:
    """Whether whoever calls its function runs the node: no condition is in the way, not even a test of __name__."""
    tests = [parent.test for parent, _ in view.tree.above(node) if isinstance(parent, ast.If)]
    named = any(isinstance(part, ast.Name) and part.id == "__name__" for test in tests for part in ast.walk(test))
    return not named and not branches(view.tree, node)


def _forced(call: ast.Call) -> bool:
    return any(keyword.arg == "force" for keyword in call.keywords) or len(call.args) > 1


def _at_import(view: View, node: ast.AST) -> bool:
    """Whether importing the file runs the node: it stands in no function, and under no test of __name__."""
    if expected(view.tree, node):
        return False
    for parent, child in view.tree.above(node):
        if isinstance(parent, (*Function, ast.Lambda, ast.GeneratorExp)):
            return False
        if isinstance(parent, (ast.If, ast.IfExp)) and child is not parent.test:
            if any(isinstance(part, ast.Name) and part.id == "__name__" for part in ast.walk(parent.test)):
                return False
            if isinstance(parent.test, ast.Constant) and not parent.test.value:
                return False
    return not _left_before(view, node)


def _left_before(view: View, node: ast.AST) -> bool:
    """``if __name__ != "__main__": sys.exit()``, or any other test of __name__, before the line: who knows."""
    line = getattr(node, "lineno", 0)
    tests = [test for test in view.tree.all(ast.If) if test.lineno < line and view.tree.function(test) is None]
    return any(
        any(isinstance(part, ast.NotEq) for part in ast.walk(test.test))
        and any(isinstance(part, ast.Name) and part.id == "__name__" for part in ast.walk(test.test))
        for test in tests
    )

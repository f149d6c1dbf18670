"""What Windows has not: modules and names of the standard library, and more than 61 workers."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

from ...model import Severity
from .. import names
from ..calls import argument
from ..surroundings import MISSING, asks_platform, branches, caught, expected
from ..values import Constant, Made
from .check import Noticed, View

_ASK = "ask for it first (hasattr({module}, {name!r}), or sys.platform) and do otherwise on Windows"
_SIGNAL = "use a threading.Timer, a time limit of the waiting call, or Process.terminate() instead of the signal"
_SELECT = "use the selectors module's DefaultSelector, which takes what the platform has"
_MODULE = "import it in try: ... except ImportError: and do otherwise on Windows"
_PLATFORM = frozenset(
    (
        *("platform", "IS_WINDOWS", "WINDOWS", "WIN32", "system", "hasattr", "skipUnless", "skipIf", "skipif"),
        *("import_module", "require_module", "requires", "SkipTest"),
    )
)
MOST = 61


def check(view: View) -> Iterable[Noticed]:
    """Imports and names that fail on Windows, where no test of the platform stands around them."""
    if view.is_for_a_platform:
        return
    careful = _asks_somewhere(view)
    nodes: list[ast.Import | ast.ImportFrom | ast.Attribute] = [*view.tree.all(ast.Import)]
    nodes += [*view.tree.all(ast.ImportFrom), *view.tree.all(ast.Attribute)]
    for node in nodes:
        found = list(_attribute(view, node) if isinstance(node, ast.Attribute) else _imported(view, node))
        for slug, written, kind, advice in found:
            if _is_looked_after(view, node, careful):
                continue
            sure = not branches(view.tree, node) and (view.at_top(node) or view.is_worked_out(node))
            yield Noticed(
                node, ("windows",), Severity.ERROR if sure else Severity.WARNING, slug,
                f"{written}: there is no such {kind} on Windows", advice, about=written,
            )  # fmt: skip
    yield from _workers(view)


def _imported(view: View, node: ast.Import | ast.ImportFrom) -> Iterator[tuple[str, str, str, str]]:
    if isinstance(node, ast.ImportFrom):
        if node.level or node.module is None:
            return
        if node.module in view.windows.refused:
            yield "no-posix-module", node.module, "module", _MODULE
            return
        for alias in node.names:
            yield from _name(view, node.module, alias.name)
        return
    for alias in node.names:
        if alias.name in view.windows.refused:
            yield "no-posix-module", alias.name, "module", _MODULE


def _attribute(view: View, node: ast.Attribute) -> Iterator[tuple[str, str, str, str]]:
    if not isinstance(node.value, ast.Name) or not isinstance(node.ctx, ast.Load):
        return
    binding = view.tree.lookup(node.value.id, view.tree.scopes[node], node)
    if binding is not None and binding.kind == "import" and binding.module:
        yield from _name(view, binding.dotted, node.attr)


def _name(view: View, module: str, name: str) -> Iterator[tuple[str, str, str, str]]:
    if name not in view.windows.hidden.get(module, ()):
        return
    written = f"{module}.{name}"
    if module == "signal":
        yield "no-signal-name", written, "name", _SIGNAL
    elif module in ("select", "selectors"):
        yield "no-select-poll", written, "name", _SELECT
    else:
        yield "no-fork-api", written, "name", _ASK.format(module=module, name=name)


def _asks_somewhere(view: View) -> bool:
    """Whether the file ever asks what the platform is: then its functions may be called accordingly."""
    return bool(_PLATFORM & view.named) or any(
        isinstance(node.value, ast.Name) and node.value.id == "os" and node.attr == "name"
        for node in view.tree.all(ast.Attribute)
    )


def _is_looked_after(view: View, node: ast.AST, careful: bool) -> bool:
    tree = view.tree
    if asks_platform(tree, node) or caught(tree, node, MISSING) or expected(tree, node) or _is_annotation(view, node):
        return True
    if view.at_top(node):
        return _left_at_once(view, node)
    # What a library's function needs, its callers may know; a script's are here to be seen.
    return careful or not view.is_script


def _left_at_once(view: View, node: ast.AST) -> bool:
    """``if sys.platform == "win32": sys.exit(...)`` above."""
    line = getattr(node, "lineno", 0)
    if any(_may_skip(view, call) and call.lineno < line for call in view.tree.all(ast.Call)):
        return True
    if any(one.lineno < line and asks_platform(view.tree, one.test) for one in view.tree.all(ast.Assert)):
        return True
    leaving: list[ast.Raise | ast.Call] = [*view.tree.all(ast.Raise), *view.tree.all(ast.Call)]
    return any(one.lineno < line and asks_platform(view.tree, one) and view.at_top(one) for one in leaving)


def _may_skip(view: View, call: ast.Call) -> bool:
    """``pytest.importorskip("fcntl")``, or the like of CPython's own tests, at the top level."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    return name in ("importorskip", "import_module", "require_module", "requires") and view.at_top(call)


def _is_annotation(view: View, node: ast.AST) -> bool:
    """Annotations are not evaluated, with ``from __future__ import annotations`` or from 3.14."""
    return any(
        child is getattr(parent, "annotation", None) or child is getattr(parent, "returns", None)
        for parent, child in view.tree.above(node)
    )


def _workers(view: View) -> Iterator[Noticed]:
    for call in view.tree.all(ast.Call) if view.uses_processes else ():
        value = view.value(call)
        if not isinstance(value, Made) or value.by.name != names.EXECUTOR:
            continue
        given = argument(call, 0, "max_workers")
        count = view.value(given) if given is not None else None
        number = count.value if isinstance(count, Constant) else None
        if not isinstance(number, int) or number <= MOST or asks_platform(view.tree, call) or expected(view.tree, call):
            continue
        sure = not branches(view.tree, call) and not caught(view.tree, call, MISSING)
        yield Noticed(
            call, ("windows",), Severity.ERROR if sure else Severity.WARNING, "workers-61",
            f"{number} workers in a ProcessPoolExecutor: Windows allows at most {MOST}",
            "min(61, n) workers are enough for any machine with fewer cores, and do everywhere", about="workers",
        )  # fmt: skip

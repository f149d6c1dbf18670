"""What the expressions of one function are: paths with the separators of the platform, as far as its source alone tells.

A variable is what every value is that it is given; what comes in by an argument is not known.
"""

from __future__ import annotations

import ast

from ..trees import own_nodes

_MAKERS = ("abspath", "realpath", "normpath", "relpath", "commonpath")


class Values:
    """One function, or a module's own statements. ran: whether it is known to have asked for a path."""

    def __init__(self, scope: ast.AST, imported: dict[str, str], ran: bool) -> None:
        self.imported, self.ran = imported, ran
        self.nodes = list(own_nodes(scope))
        self.texts: set[str] = set()
        self.lists: set[str] = set()
        self.paths: set[str] = set()
        self.archives: set[str] = set()
        self.before: set[str] = set()
        for _ in range(3):
            self._assign()

    def _assign(self) -> None:
        """What each variable is that is never anything else."""
        given: dict[str, list[ast.expr]] = {}
        loops: dict[str, list[ast.expr]] = {}
        for node in self.nodes:
            if isinstance(node, ast.Assign) and len(node.targets) == 1:
                _put(given, node.targets[0], node.value)
            elif isinstance(node, ast.withitem) and node.optional_vars is not None:
                _put(given, node.optional_vars, node.context_expr)
            elif isinstance(node, (ast.For, ast.comprehension)):
                walks = self.called(node.iter) == "os.walk" and isinstance(node.target, ast.Tuple) and node.target.elts
                _put(loops, node.target.elts[0] if walks else node.target, node.iter)  # type: ignore[attr-defined]
        for name, values in given.items():
            if name not in loops:
                self._kind(name, values)
        for name, values in loops.items():
            if name not in given and len(values) == 1:
                self._element(name, values[0])

    def _kind(self, name: str, values: list[ast.expr]) -> None:
        tests = (
            (self.texts, self.is_text), (self.lists, self.is_list), (self.paths, self.is_path),
            (self.archives, self.is_archive), (self.before, self.is_before),
        )  # fmt: skip
        for names, test in tests:
            if all(test(value) for value in values):
                names.add(name)

    def _element(self, name: str, of: ast.expr) -> None:
        if self.is_list(of) or (self.ran and self.called(of) == "os.walk"):
            self.texts.add(name)
        elif self._attribute(of) in ("glob", "rglob", "iterdir") and self.is_path(of.func.value):  # type: ignore[attr-defined]
            self.paths.add(name)

    def dotted(self, node: ast.AST) -> str:
        """``os.path.join``, by whatever name it was imported; empty for anything else."""
        if isinstance(node, ast.Name):
            return self.imported.get(node.id, "")
        if isinstance(node, ast.Attribute):
            inner = self.dotted(node.value)
            return f"{inner}.{node.attr}" if inner else ""
        return ""

    def called(self, node: ast.AST) -> str:
        return self.dotted(node.func) if isinstance(node, ast.Call) else ""

    def _attribute(self, node: ast.AST) -> str:
        return node.func.attr if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) else ""

    def is_text(self, node: ast.expr) -> bool:
        """Whether it is a path as text, with the separators of the platform in it."""
        if isinstance(node, ast.Name):
            return node.id in self.texts or node.id == "__file__"
        if isinstance(node, ast.Subscript):
            return self.is_list(node.value) and not isinstance(node.slice, ast.Slice)
        if self.dotted(node) in ("os.sep", "os.path.sep", "os.pathsep", "os.path.pathsep"):
            return self.ran
        called = self.called(node)
        if isinstance(node, ast.Call) and called:
            if called == "os.path.join":
                return self.ran and self._joins(node)
            if called in ("os.getcwd", *(f"os.path.{name}" for name in _MAKERS)):
                return self.ran
            if called in ("tempfile.gettempdir", "tempfile.mkdtemp", "os.path.expanduser"):
                return called != "os.path.expanduser" or self.ran
            if called == "os.fspath":
                return self.ran and bool(node.args) and self.is_path(node.args[0])
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "str" and node.args:
            return self.ran and self.is_path(node.args[0])
        return self._attribute(node) == "as_uri" and self.is_path(node.func.value)  # type: ignore[attr-defined]

    def _joins(self, node: ast.Call) -> bool:
        """Whether ``os.path.join`` puts a separator of its own in."""
        if len(node.args) < 2 or any(isinstance(one, ast.Starred) for one in node.args):
            return False
        texts = [
            one.value if isinstance(one, ast.Constant) and isinstance(one.value, str) else None for one in node.args
        ]
        return any(left is None or (left and not left.endswith("/")) for left in texts[:-1])

    def is_list(self, node: ast.expr) -> bool:
        """Whether it is a list of such paths."""
        if isinstance(node, ast.Name):
            return node.id in self.lists
        called = self.called(node)
        if isinstance(node, ast.Call) and called in ("glob.glob", "glob.iglob") and node.args:
            pattern = node.args[0]
            return self.is_text(pattern) or (
                isinstance(pattern, ast.Constant) and isinstance(pattern.value, str) and "/" in pattern.value
            )
        wraps = (
            isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("sorted", "list", "set")
        )
        if wraps and node.args:  # type: ignore[attr-defined]
            return self.is_list(node.args[0])  # type: ignore[attr-defined]
        return isinstance(node, ast.ListComp) and self.is_text(node.elt)

    def is_path(self, node: ast.expr) -> bool:
        """Whether it is a ``pathlib.Path``."""
        if isinstance(node, ast.Name):
            return node.id in self.paths
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div):
            return self.is_path(node.left)
        if self.called(node) in ("pathlib.Path", "pathlib.PurePath", "pathlib.Path.cwd", "pathlib.Path.home"):
            return True
        if isinstance(node, ast.Attribute) and node.attr == "parent":
            return self.is_path(node.value)
        if self._attribute(node) in ("resolve", "absolute", "joinpath", "with_suffix", "with_name", "relative_to"):
            return self.is_path(node.func.value)  # type: ignore[attr-defined]
        return False

    def is_archive(self, node: ast.expr) -> bool:
        """Whether it is an archive that knows its members by names with ``/``."""
        if isinstance(node, ast.Name):
            return node.id in self.archives
        return self.called(node) in ("zipfile.ZipFile", "tarfile.open", "tarfile.TarFile")

    def is_before(self, node: ast.expr) -> bool:
        """Whether it is a time before 1970 that says of no zone."""
        if isinstance(node, ast.Name):
            return node.id in self.before
        if not isinstance(node, ast.Call) or (
            self.called(node) != "datetime.datetime" and self.called(node) != "datetime.datetime.datetime"
        ):
            return False
        first = node.args[0] if node.args else None
        return (
            isinstance(first, ast.Constant) and isinstance(first.value, int) and first.value < 1970 and not _zoned(node)
        )


def _put(table: dict[str, list[ast.expr]], target: ast.expr, value: ast.expr) -> None:
    if isinstance(target, ast.Name):
        table.setdefault(target.id, []).append(value)


def _zoned(node: ast.Call) -> bool:
    return len(node.args) > 7 or any(word.arg in ("tzinfo", None) for word in node.keywords)

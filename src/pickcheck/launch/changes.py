"""Did the parent change a global after its module was imported, or does it only differ because the import ran again?

The value of ``time.time()`` or a pid at a module's top level differs in every process that imports it; that is no
fault. Told from the source: where the name is bound, where its value is changed, and whether an import gives the same
value each time.
"""

from __future__ import annotations

import ast

from ..trees import tree_of
from .bindings import ELSE, FUNCTION, GUARD, TOP, Binding, Change, Module, module_of

# Calls of these give the same each time their arguments are the same.
_PURE = frozenset(
    ["dict", "list", "set", "tuple", "frozenset", "int", "float", "str", "bool", "bytes", "bytearray", "range", "len",
     "defaultdict", "OrderedDict", "Counter", "deque", "SimpleNamespace", "Namespace", "namedtuple", "Path", "Decimal",
     "Fraction", "timedelta", "sorted", "min", "max", "sum", "zip", "map", "enumerate", "zeros", "ones", "array"]
)  # fmt: skip
_DEEP = 4


def line_of_change(files: dict[str, str], module: str, name: str, path: str, what: str) -> tuple[str, int] | None:
    """File and line at which the parent changes this global; None when it did not. Line 0: it cannot be told which.

    files: the user's modules and their files. path: the steps from the name to what differs. what: "value", "function",
    "unknown" where it is not known what differs, if anything.
    """
    return _Question(files, name, path, what).asked(module, name, _DEEP)


def changes_by_itself(files: dict[str, str], method: str, path: str) -> bool:
    """Whether a method of this name changes the attribute with which the path begins: then it keeps it for itself."""
    attribute = _attribute(path)
    changes = (change for file in dict.fromkeys(files.values()) for change in module_of(file).changes)
    return any(change.function == method and change.attribute == attribute for change in changes)


def _only(found: list[tuple[str, int]]) -> tuple[str, int] | None:
    """The one place; of several it cannot be told which it was: line 0."""
    return found[0] if len(found) == 1 else (found[0][0], 0) if found else None


class _Question:
    def __init__(self, files: dict[str, str], name: str, path: str, what: str) -> None:
        self._files, self._name, self._path, self._what = files, name, path, what

    def asked(self, module: str, name: str, depth: int) -> tuple[str, int] | None:
        file = self._files.get(module)
        if file is None or depth == 0:
            return None
        here = module_of(file)
        bindings = here.bindings.get(name, [])
        if any(binding.where == ELSE for binding in bindings):
            return None  # the script gives its children a value of their own on purpose
        imported = [b.imported for b in bindings if b.imported is not None and b.where == TOP]
        if imported and self._path:
            return self.asked(self._absolute(module, imported[0][0]), imported[0][1], depth - 1)
        return self._rebound(here, file, name, bindings) or (self._in_place(here, file, name) if self._path else None)

    def _absolute(self, module: str, imported: str) -> str:
        level = len(imported) - len(imported.lstrip("."))
        if not level:
            return imported
        package = module.rsplit(".", level)[0] if module.count(".") >= level else ""
        return ".".join(part for part in (package, imported.lstrip(".")) if part)

    # -------------------------------------------------- bound anew

    def _rebound(self, here: Module, file: str, name: str, bindings: list[Binding]) -> tuple[str, int] | None:
        guarded = [binding for binding in bindings if binding.where == GUARD]
        if guarded:
            return file, guarded[-1].line
        if not self._same_each_time(here, name) and self._what != "function":
            return None
        found = [(file, b.line) for b in bindings if b.where == FUNCTION and b.function not in here.called]
        for other in dict.fromkeys(self._files.values()):
            for change in module_of(other).changes:
                if (
                    change.attribute == name
                    and change.base not in ("self", "cls", "")
                    and self._runs_later(other, change)
                ):
                    found.append((other, change.line))
        return _only(found)

    def _same_each_time(self, here: Module, name: str) -> bool:
        tops = [binding for binding in here.bindings.get(name, []) if binding.where == TOP]
        return bool(tops) and all(b.value is None or _pure(b.value, here) for b in tops)

    # -------------------------------------------------- changed in place

    def _in_place(self, here: Module, file: str, name: str) -> tuple[str, int] | None:
        step, attribute = _first(self._path), _attribute(self._path)
        found: list[tuple[str, int]] = []
        for other in dict.fromkeys([file, *self._files.values()]):
            for change in module_of(other).changes:
                if change.making or not self._runs_later(other, change):
                    continue
                on_it = change.base == name and (change.step in ("", step) or self._what == "unknown")
                through = bool(attribute) and change.attribute == attribute
                if on_it or through or (change.attribute == name and change.base not in ("self", "cls")):
                    found.append((other, change.line))
        if not found and not attribute and self._what != "unknown" and self._same_each_time(here, name):
            return file, 0  # changed by a way that the source does not tell
        return _only(found)

    def _runs_later(self, file: str, change: Change) -> bool:
        """Whether a change is not made by every import of the module."""
        return change.where == GUARD or (change.where == FUNCTION and change.function not in module_of(file).called)


def _first(path: str) -> str:
    for end in range(1, len(path) + 1):
        if end < len(path) and path[end] not in ".[":
            continue
        try:
            tree_of(f"x{path[:end]}")  # a key may have any sign in it
        except SyntaxError:
            continue
        return path[:end]
    return path


def _attribute(path: str) -> str:
    """The first attribute on a path that begins with one."""
    return _first(path)[1:] if path.startswith(".") else ""


def _pure(node: ast.expr, module: Module, depth: int = 6) -> bool:
    """Whether an expression gives an equal value in every process that imports the module."""
    if depth == 0:
        return False
    if isinstance(node, (ast.Constant, ast.Lambda)):
        return True
    if isinstance(node, ast.Name):
        tops = [binding.value for binding in module.bindings.get(node.id, []) if binding.value is not None]
        return all(_pure(value, module, depth - 1) for value in tops)
    if isinstance(node, ast.Attribute):
        return _pure(node.value, module, depth - 1)
    if isinstance(node, ast.Call):
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        known = name in _PURE or name in module.classes or (name[:1].isupper() and isinstance(node.func, ast.Name))
        parts: list[ast.AST] = [*node.args, *(keyword.value for keyword in node.keywords)]
        return known and all(isinstance(p, ast.expr) and _pure(p, module, depth - 1) for p in parts)
    inner = [child for child in ast.iter_child_nodes(node) if isinstance(child, ast.expr)]
    if isinstance(node, (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)):
        inner += [generator.iter for generator in node.generators]
    return all(_pure(child, module, depth - 1) for child in inner)

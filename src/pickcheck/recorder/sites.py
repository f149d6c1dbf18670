"""Puts a call of ``Reads.see`` around the loads of certain globals, in the live functions of the user's modules.

A module's source is compiled twice: as it is, to make sure that it is what the live functions were compiled from, and
with the calls in it. A function that cannot be told for certain stays as it is.
"""

from __future__ import annotations

import _ast
import _warnings
import sys

from .guard import CODE, MARKER
from .session import session
from .shapes import is_class, members_of, plain_name
from .state import user_modules

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from .reads import Reads

_FUNCTION: Any = type(lambda: 0)
_MOST = 20_000  # objects looked at to find the live functions
_SOURCE = 2_000_000  # bytes of a module's source
_DEFINES = (_ast.FunctionDef, _ast.AsyncFunctionDef, _ast.Lambda)
_CHANGES = frozenset(
    [
        "append",
        "extend",
        "insert",
        "pop",
        "popitem",
        "remove",
        "clear",
        "update",
        "setdefault",
        "add",
        "discard",
        "sort",
    ]
)


class Site:
    """One load in the code: a global ``name`` of ``module``, and the steps taken from it.

    base: the hook sees what the attribute ``name`` is taken of, not its value.
    verb: of a look by a key, the step that it is for an object that is no dictionary: ``.get``, ``.__getitem__``.
    """

    __slots__ = ("base", "module", "name", "steps", "verb")

    def __init__(self, module: str, name: str, steps: list[str], base: bool = False, verb: str = "") -> None:
        self.module, self.name, self.steps, self.base, self.verb = module, name, steps, base, verb


def instrument(reads: Reads, wanted: dict[str, set[str]], unknown: dict[str, set[str]]) -> None:
    """Have the reads of these names (by module) seen; of the unknown ones, say which are read but not compared."""
    attributes = {name for module, names in wanted.items() if module != "__main__" for name in names}
    for name, module in user_modules():
        names = wanted.get(name, set())
        live = [f for f in _functions(module) if _loads(f.__code__, names | attributes)]
        if live:
            _replace(name, live, _Rewriter(reads, name, names, attributes))
        if unknown.get(name):
            _not_compared(name, module, unknown[name])


def _not_compared(name: str, module: Any, names: set[str]) -> None:
    read = sorted(n for n in names if any(_loads(function.__code__, {n}) for function in _functions(module)))
    if read:
        session.journal.write("uncompared", module=name, file=module.__file__, names=read[:10])


def _loads(code: Any, names: set[str]) -> bool:
    if not names.isdisjoint(code.co_names):
        return True
    return any(_loads(inner, names) for inner in code.co_consts if type(inner) is CODE)


def _functions(module: Any) -> Iterator[Any]:
    """The live functions whose globals are this module's: its own, its classes', and those in wrappers around them."""
    names = module.__dict__
    stack = list(names.values())
    seen: set[int] = set()
    while stack and len(seen) < _MOST:
        value = stack.pop()
        if id(value) in seen:
            continue
        seen.add(id(value))
        cls = type(value)
        if cls is _FUNCTION:
            if _are_of(value.__globals__, names):
                yield value
            stack += [cell.cell_contents for cell in value.__closure__ or () if _filled(cell)]
            stack += value.__dict__.values()
        elif cls is staticmethod or cls is classmethod:
            stack.append(value.__func__)
        elif cls is property:
            stack += [value.fget, value.fset, value.fdel]
        elif is_class(cls):
            members = members_of(value)
            if plain_name(members.get("__module__")) == plain_name(names.get("__name__")):
                stack += members.values()
        elif type(cls) is type and cls.__name__ in (
            "_lru_cache_wrapper",
            "cached_property",
            "partial",
            "partialmethod",
        ):
            stack += [getattr(value, part, None) for part in ("__wrapped__", "func")]


def _are_of(values: dict[str, Any], names: dict[str, Any]) -> bool:
    """Whether a function's globals are this module's.

    In a child the functions of the main module have the dictionary that ``runpy.run_path`` made, and the module a copy
    (Lib/multiprocessing/spawn.py, ``_fixup_main_from_path``, CPython 3.10 to 3.14).
    """
    return values is names or (values.get("__name__") == "__mp_main__" == names.get("__name__"))


def _filled(cell: Any) -> bool:
    try:
        cell.cell_contents  # noqa: B018
    except ValueError:
        return False
    return True


# ---------------------------------------------------------------- compiling


def _replace(module: str, live: list[Any], rewriter: _Rewriter) -> None:
    file = live[0].__code__.co_filename
    try:
        with open(file, "rb") as source:
            text = source.read(_SOURCE + 1)
        if len(text) > _SOURCE:
            raise ValueError("its source is too long")
        original, changed = _unwarned(_both, text, file, rewriter)
    except (OSError, SyntaxError, ValueError, RecursionError) as error:
        session.journal.write(
            "unwatched", name=f"reads of globals in {module}", reason=f"{type(error).__name__}: {error}"
        )
        return
    pairs: dict[tuple[str, int, bytes], Any] = {}
    _pair(original, changed, rewriter.reads, pairs)
    for function in live:
        code = function.__code__
        new = pairs.get((code.co_name, code.co_firstlineno, code.co_code))
        if new is not None and new.co_freevars == code.co_freevars and new.co_varnames == code.co_varnames:
            function.__code__ = new


def _both(text: bytes, file: str, rewriter: _Rewriter) -> tuple[Any, Any]:
    original = compile(text, file, "exec", dont_inherit=True)
    tree: Any = compile(text, file, "exec", _ast.PyCF_ONLY_AST, dont_inherit=True)
    rewriter.module(tree)
    return original, compile(tree, file, "exec", dont_inherit=True)


def _unwarned(work: Any, *args: Any) -> Any:
    """Do it without the warnings of the compiler, which the script has had when it was imported."""
    filters = getattr(sys.modules.get("warnings"), "filters", _warnings.filters)
    quiet = ("ignore", None, Warning, None, 0)
    filters.insert(0, quiet)
    try:
        return work(*args)
    finally:
        filters.remove(quiet)


def _pair(original: Any, changed: Any, reads: Reads, pairs: dict[tuple[str, int, bytes], Any]) -> Any:
    """The changed code with the hook in it; it and all within it are put into ``pairs`` under what they replace."""
    inner = [code for code in original.co_consts if type(code) is CODE]
    other = [code for code in changed.co_consts if type(code) is CODE]
    made: dict[int, Any] = {}
    if len(inner) == len(other):
        made = {id(new): _pair(old, new, reads, pairs) for old, new in zip(inner, other)}  # noqa: B905
    constants = tuple(made.get(id(c), c) if type(c) is CODE else _hooked(c, reads) for c in changed.co_consts)
    code = changed.replace(co_consts=constants)
    pairs[original.co_name, original.co_firstlineno, original.co_code] = code
    return code


def _hooked(constant: Any, reads: Reads) -> Any:
    return reads if type(constant) is str and constant == MARKER else constant


class _Rewriter:
    """Rewrites a module's tree: within its functions, the loads of some of its globals."""

    def __init__(self, reads: Reads, module: str, names: set[str], attributes: set[str]) -> None:
        self.reads, self._module, self._names, self._attributes = reads, module, names, attributes

    def module(self, tree: Any) -> None:
        self._visit(tree, None)

    def _visit(self, node: Any, names: set[str] | None) -> Any:
        """The node, rewritten; ``names``: those that are globals here, None outside all functions."""
        if isinstance(node, _DEFINES):
            return self._function(node, names)
        if names is not None:
            replaced = self._read(node, names)
            if replaced is not None:
                return replaced
        self._fields(node, names)
        return node

    def _fields(self, node: Any, names: set[str] | None, but: tuple[str, ...] = ()) -> None:
        for field in node._fields:
            value = getattr(node, field, None)
            if field in but:
                continue
            if isinstance(value, list):
                setattr(node, field, [self._visit(v, names) if isinstance(v, _ast.AST) else v for v in value])
            elif isinstance(value, _ast.AST):
                setattr(node, field, self._visit(value, names))

    def _function(self, node: Any, names: set[str] | None) -> Any:
        bound, changes = _bound(node), _changed(node)
        inner = (self._names if names is None else names) - bound - changes
        if isinstance(node, _ast.Lambda):
            node.body = self._visit(node.body, inner)
        else:
            node.body = [self._visit(statement, inner) for statement in node.body]
        self._fields(node, names, but=("body",))
        return node

    # -------------------------------------------------- the reads

    def _read(self, node: Any, names: set[str]) -> Any:
        """The node with a call of the hook in it if it reads one of the names, else None."""
        if isinstance(node, (_ast.Name, _ast.Attribute, _ast.Subscript)) and isinstance(node.ctx, _ast.Load):
            return self._chain(node, names)
        if isinstance(node, _ast.Compare) and isinstance(node.ops[0], (_ast.In, _ast.NotIn)) and len(node.ops) == 1:
            return self._keyed(node, "left", node.comparators[0], names)
        if (
            isinstance(node, _ast.Call)
            and isinstance(node.func, _ast.Attribute)
            and node.func.attr == "get"
            and node.args
        ):
            return self._keyed(node, "args", node.func.value, names)
        return None

    def _chain(self, node: Any, names: set[str]) -> Any:
        links: list[Any] = []  # from the outside in
        base = node
        while isinstance(base, (_ast.Attribute, _ast.Subscript)):
            links.append(base)
            base = base.value
        links.reverse()
        if isinstance(base, _ast.Name) and base.id in names:
            return self._of_name(node, base, links, names)
        for position, link in enumerate(links):
            if isinstance(link, _ast.Attribute) and link.attr in self._attributes:
                steps, _rest = _steps(links[position + 1 :])
                link.value = self._visit(link.value, names)
                link.value = self._call("see", link.value, Site("", link.attr, steps, base=True))
                for later in links[position + 1 :]:
                    if isinstance(later, _ast.Subscript):
                        later.slice = self._visit(later.slice, names)
                return node
        return None

    def _of_name(self, node: Any, base: Any, links: list[Any], names: set[str]) -> Any:
        steps, rest = _steps(links)
        for link in links:
            if isinstance(link, _ast.Subscript):
                link.slice = self._visit(link.slice, names)
        if rest and isinstance(rest[0], _ast.Subscript) and not isinstance(rest[0].slice, _ast.Slice):
            rest[0].slice = self._call("key", rest[0].slice, Site(self._module, base.id, steps, verb=".__getitem__"))
            return node
        call = self._call("see", base, Site(self._module, base.id, steps))
        if not links:
            return call
        links[0].value = call
        return node

    def _keyed(self, node: Any, field: str, container: Any, names: set[str]) -> Any:
        links: list[Any] = []
        base = container
        while isinstance(base, (_ast.Attribute, _ast.Subscript)):
            links.append(base)
            base = base.value
        links.reverse()
        steps, rest = _steps(links)
        if rest or not (isinstance(base, _ast.Name) and base.id in names) or (field == "args" and _starred(node)):
            return None
        if field == "left":
            site = Site(self._module, base.id, steps, verb=".__contains__")
            node.left = self._call("key", self._visit(node.left, names), site)
        else:
            node.args = [self._visit(arg, names) for arg in node.args]
            node.args[0] = self._call("key", node.args[0], Site(self._module, base.id, steps, verb=".get"))
            node.keywords = [self._visit(keyword, names) for keyword in node.keywords]
        return node

    def _call(self, method: str, value: Any, site: Site) -> Any:
        self.reads.sites.append(site)
        marker = _at(_ast.Constant(value=MARKER, kind=None), value)
        number = _at(_ast.Constant(value=len(self.reads.sites) - 1, kind=None), value)
        function = _at(_ast.Attribute(value=marker, attr=method, ctx=_ast.Load()), value)
        return _at(_ast.Call(func=function, args=[value, number], keywords=[]), value)


def _starred(call: Any) -> bool:
    return any(isinstance(arg, _ast.Starred) for arg in call.args)


def _steps(links: list[Any]) -> tuple[list[str], list[Any]]:
    """The constant steps that these attributes and subscripts begin with, and the rest."""
    steps: list[str] = []
    for position, link in enumerate(links):
        if isinstance(link, _ast.Attribute):
            steps.append(f".{link.attr}")
        elif isinstance(link.slice, _ast.Constant):
            steps.append(f"[{link.slice.value!r}]")
        else:
            return steps, links[position:]
    return steps, []


def _bound(function: Any) -> set[str]:
    """The names that are bound anywhere in a function: they are not the module's there, or it manages them itself."""
    found = {arg.arg for arg in _arguments(function.args)}
    for node in _within(function):
        if isinstance(node, _ast.Name) and not isinstance(node.ctx, _ast.Load):
            found.add(node.id)
        elif isinstance(node, (*_DEFINES, _ast.ClassDef)):
            found.add(getattr(node, "name", ""))
        elif isinstance(node, _ast.ExceptHandler):
            found.add(node.name or "")
        elif isinstance(node, _ast.alias):
            found.add(node.asname or node.name.partition(".")[0])
        else:
            for field in ("rest", "name"):  # patterns of match, type parameters
                value = getattr(node, field, None)
                if isinstance(value, str):
                    found.add(value)
    return found


def _arguments(args: Any) -> list[Any]:
    return [*args.posonlyargs, *args.args, *args.kwonlyargs, *[a for a in (args.vararg, args.kwarg) if a is not None]]


def _changed(function: Any) -> set[str]:
    """The names whose values a function changes in place: a cache that it fills, a registry that it keeps."""
    found = set()
    for node in _within(function):
        if isinstance(node, (_ast.Subscript, _ast.Attribute)) and not isinstance(node.ctx, _ast.Load):
            found.add(_base(node))
        elif isinstance(node, _ast.Call) and isinstance(node.func, _ast.Attribute) and node.func.attr in _CHANGES:
            found.add(_base(node.func))
    return found


def _base(node: Any) -> str:
    while isinstance(node, (_ast.Attribute, _ast.Subscript)):
        node = node.value
    return node.id if isinstance(node, _ast.Name) else ""


def _within(function: Any) -> Iterator[Any]:
    """All nodes of a function's body, not of the functions in it."""
    stack = list(function.body) if isinstance(function.body, list) else [function.body]
    while stack:
        node = stack.pop()
        yield node
        if isinstance(node, _DEFINES):
            continue
        for field in node._fields:
            value = getattr(node, field, None)
            stack += [v for v in value if isinstance(v, _ast.AST)] if isinstance(value, list) else []
            if isinstance(value, _ast.AST):
                stack.append(value)


def _at(node: Any, place: Any) -> Any:
    node.lineno, node.col_offset = place.lineno, place.col_offset
    node.end_lineno, node.end_col_offset = place.end_lineno, place.end_col_offset
    return node

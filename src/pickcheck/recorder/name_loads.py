"""Rewrites a module's tree: a call around each load of certain globals in its functions, and nothing else."""

from __future__ import annotations

import _ast

from .guard import MARKER
from .hash_use import HASH
from .scopes import DEFINES, bound, changed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .reads import Reads


class Site:
    """One load in the code: a global ``name`` of ``module``, and the steps taken from it.

    base: the hook sees what the attribute ``name`` is taken of, not its value.
    done: whether nobody wants to know any more.
    verb: of a look by a key, the step that it is for an object that is no dictionary: ``.get``, ``.__getitem__``.
    """

    __slots__ = ("base", "done", "module", "name", "steps", "verb")

    def __init__(self, module: str, name: str, steps: list[str], base: bool = False, verb: str = "") -> None:
        self.module, self.name, self.steps, self.base, self.verb = module, name, steps, base, verb
        self.done = False


class Rewriter:
    """Rewrites a module's tree: within its functions, the loads of some of its globals."""

    def __init__(self, reads: Reads, module: str, names: set[str], attributes: set[str], hashes: Any = None) -> None:
        self.reads, self._module, self._names, self._attributes = reads, module, names, attributes
        # What is made to be changed by several processes is watched also where a function changes it.
        self._shared = {name for name, entry in reads.entries.get(module, {}).items() if entry.theirs[0] == "m"}
        self._hashes = None
        if hashes is not None:
            from .hash_sites import HashCalls

            self._hashes, self._names = HashCalls(hashes), names | {HASH}

    def module(self, tree: Any, text: bytes = b"") -> None:
        """Rewrite the tree of this source."""
        if self._hashes is not None:
            self._hashes.lines = text.splitlines()
        self._visit(tree, None)

    def _visit(self, node: Any, names: set[str] | None) -> Any:
        """The node, rewritten; ``names``: those that are globals here, None outside all functions."""
        if isinstance(node, DEFINES):
            return self._function(node, names)
        if self._hashes is not None and names is not None and HASH in names:
            call = self._hashes.call(node)
            if call is not None:
                call.args[0] = self._visit(call.args[0], names)
                return self._hashes.rewritten(node, call)
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
        own = bound(node) | (changed(node) - self._shared)
        inner = (self._names if names is None else names) - own
        if self._hashes is not None:
            self._hashes.enter(node)
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
        if isinstance(base, _ast.Name) and base.id in names and not (base.id == HASH and self._hashes is not None):
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


def _at(node: Any, place: Any) -> Any:
    node.lineno, node.col_offset = place.lineno, place.col_offset
    node.end_lineno, node.end_col_offset = place.end_lineno, place.end_col_offset
    return node

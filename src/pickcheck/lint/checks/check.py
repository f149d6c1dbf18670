"""What a check is: it looks at one file's source and says what it sees, in the terms of a rule."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from ...bindings import is_guard
from ...facts.leaves import LeafFacts
from ...model import Severity
from .. import names
from ..evaluate import Evaluator
from ..handed import handed
from ..methods import Methods
from ..sends import Send, Sends
from ..source import Source
from ..surroundings import names_platform
from ..tree import Tree
from ..values import Env, Function, Method, Value


@dataclass(frozen=True)
class Windows:
    """What the standard library lacks on Windows: the names that modules lack, and the modules that cannot be imported."""

    hidden: Mapping[str, frozenset[str]] = field(default_factory=dict)
    refused: frozenset[str] = frozenset()

    @cached_property
    def words(self) -> frozenset[str]:
        """The words that a source must hold to use any of these."""
        modules = {part for module in self.refused for part in module.split(".")}
        return frozenset().union(modules, *self.hidden.values())


@dataclass(frozen=True)
class Noticed:
    """What a check says. at: the node whose line it is about; methods: the start methods under which it would show.

    For a fault of a leaf ``leaf`` is given and no slug: the rules say which one is its. stage: "dump" or "load".
    """

    at: ast.AST
    methods: tuple[str, ...]
    severity: Severity = Severity.ERROR
    slug: str = ""
    message: str = ""
    advice: str = ""
    channel: str | None = None
    direction: str | None = None
    about: str = ""
    leaf: LeafFacts | None = None
    stage: str = "dump"
    starts: bool = False


class View:
    """One file as checks see it. What is derived from it is derived once."""

    def __init__(self, source: Source, windows: Windows) -> None:
        self.source, self.windows = source, windows
        self.tree = Tree(source.tree)
        self.evaluator = Evaluator(self.tree)
        if self.uses_processes:
            handed(self.evaluator)

    @cached_property
    def methods(self) -> Methods:
        """What the file says of start methods."""
        return Methods(self.evaluator)

    @cached_property
    def sends(self) -> list[Send]:
        """What the file sends."""
        return Sends(self.evaluator, self.methods).all() if self.uses_processes else []

    @cached_property
    def workers(self) -> dict[ast.AST, list[Send]]:
        """The functions of the file that it runs in children, each with what has it run there."""
        found: dict[ast.AST, list[Send]] = {}
        for send in self.sends:
            value = self.value(send.worker) if send.worker is not None else None
            function = value.function if isinstance(value, Method) else value
            if isinstance(function, Function):
                found.setdefault(function.node, []).append(send)
        return found

    @cached_property
    def named(self) -> frozenset[str]:
        """Every name and attribute that the file mentions."""
        attributes = {node.attr for node in self.tree.all(ast.Attribute)}
        imported = {alias.name for node in self.tree.all(ast.ImportFrom) for alias in node.names}
        return frozenset({node.id for node in self.tree.all(ast.Name)} | attributes | imported)

    @cached_property
    def uses_processes(self) -> bool:
        """Whether it imports anything that starts processes (most files do not, and are done sooner)."""
        modules = [alias.name for node in self.tree.all(ast.Import) for alias in node.names]
        modules += [node.module or "" for node in self.tree.all(ast.ImportFrom)]
        modules += [f"{node.module}.{alias.name}" for node in self.tree.all(ast.ImportFrom) for alias in node.names]
        return any("multiprocessing" in module or module.startswith("concurrent") for module in modules)

    @property
    def is_script(self) -> bool:
        """Whether it is meant to be run: it has a main guard, or starts something at its top level."""
        guarded = any(is_guard(node.test) for node in self.tree.all(ast.If))
        return guarded or any(self.at_top(send.call) for send in self.sends)

    @property
    def is_package_main(self) -> bool:
        """Whether it is a package's ``__main__.py``, which no child imports (``spawn._fixup_main_from_path``)."""
        return self._stem == "__main__"

    @property
    def is_for_a_platform(self) -> bool:
        """Whether its name says that it is for one platform: ``_pslinux.py``, ``popen_fork.py``."""
        return names_platform(self._stem)

    @property
    def _stem(self) -> str:
        return self.source.path.replace("\\", "/").rpartition("/")[2].partition(".")[0]

    def at_top(self, node: ast.AST) -> bool:
        """Whether the node is run with the file's top level: in no function."""
        return self.tree.function(node) is None

    def is_worked_out(self, node: ast.AST) -> bool:
        """Whether the node stands in a function that a child of this file runs: whatever is there, is run."""
        return self.tree.function(node) in self.workers

    @cached_property
    def module(self) -> str:
        """What the file's module is called, as far as the file tells: a script's is __main__."""
        return "__main__" if self.is_script else self._stem

    def value(self, node: ast.expr) -> Value:
        """What an expression comes to where it stands."""
        return self.evaluator.value(node, Env(self.tree.scopes[node]))


Check = Callable[[View], Iterable[Noticed]]
ANEW, METHODS = names.ANEW, names.METHODS

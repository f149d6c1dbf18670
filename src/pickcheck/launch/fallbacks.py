"""Does the code that looks for a thing expect that it may not be there?

A registry that is filled as modules are imported is looked into with ``try: ... except KeyError: import it``: a child that finds
nothing in it yet misses nothing.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import lru_cache

from ..facts import RawPlace
from ..trees import parsed

_CAUGHT = frozenset(
    ["KeyError", "LookupError", "IndexError", "AttributeError", "NameError", "Exception", "BaseException"]
)


def expects_none(place: RawPlace | None) -> bool:
    """Whether the line stands in a ``try`` whose own ``except`` is for what is not there."""
    if place is None:
        return False
    return any(first <= place[1] <= last for first, last in _tried(place[0]))


@lru_cache(maxsize=256)
def _tried(file: str) -> tuple[tuple[int, int], ...]:
    """The lines of each such ``try``, the first and the last; none where the source cannot be read."""
    source = parsed(file)
    return tuple(_bodies(source.tree)) if source is not None else ()


def _bodies(tree: ast.AST) -> Iterator[tuple[int, int]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Try) and any(_catches(handler.type) for handler in node.handlers):
            yield node.body[0].lineno, node.body[-1].end_lineno or node.body[-1].lineno


def _catches(kind: ast.expr | None) -> bool:
    if kind is None:
        return True
    kinds = kind.elts if isinstance(kind, ast.Tuple) else [kind]
    return any(isinstance(one, ast.Name) and one.id in _CAUGHT for one in kinds)

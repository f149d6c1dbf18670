"""A path in what multiprocessing pickled -> the same path from what the user wrote."""

from __future__ import annotations

from collections.abc import Sequence

Roots = Sequence[tuple[str, str, int]]


def renamed(path: str, roots: Roots, shift: int | None = None) -> str:
    """``path`` with its longest known beginning replaced.

    roots: (beginning, what the user calls it, what to add to the index that follows). shift: what to add to the
    index of a result that is a part of a ``map``.

    >>> renamed("obj[3][0][1][2].x", [("obj[3][0][1]", "iterable", 10)])
    'iterable[12].x'
    """
    best: tuple[str, str, int] | None = None
    for root in roots:
        beginning = root[0]
        whole = path == beginning or (path.startswith(beginning) and path[len(beginning)] in ".[{")
        if whole and (best is None or len(beginning) > len(best[0])):
            best = root
    if best is None:
        return path
    beginning, name, offset = best
    rest = path[len(beginning) :]
    if name == "result" and shift:
        offset = shift
    return name + (_shifted(rest, offset) if offset else rest)


def _shifted(rest: str, offset: int) -> str:
    end = rest.find("]")
    if rest[:1] != "[" or not rest[1:end].isdigit():
        return rest
    return f"[{int(rest[1:end]) + offset}]{rest[end + 1 :]}"


def moved(root: tuple[str, str, int], offset: int) -> tuple[str, str, int]:
    """A root whose indices begin at ``offset``, where it is a part of a ``map``.

    >>> moved(("obj.args[0][2][0]", "iterable[2]", 0), 10)
    ('obj.args[0][2][0]', 'iterable[12]', 0)
    """
    path, name, add = root
    if name == "iterable":
        return path, name, add + offset
    head, bracket, index = name.rpartition("[")
    if bracket and name.startswith("iterable"):
        return path, f"{head}[{int(index[:-1]) + offset}]", add
    return root

"""What lies beside the way to a leaf, and whether it is fine: the leaves of the same object tell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .facts.leaves import LeafFacts


def siblings_of(leaf: LeafFacts, leaves: Sequence[LeafFacts]) -> list[dict[str, Any]]:
    """For a step of the way (``of``, its index) the parts beside it, each with whether it is ``fine``, and how many ``more``.

    Fine is what no way to any leaf of the object goes through. All leaves must be known: the search was not cut short.
    """
    bad = [path for other in leaves for path in (other.path, *other.also_at)]
    found = []
    way = ""
    for index, (step, _) in enumerate(leaf.steps):
        told = leaf.beside[index] if index < len(leaf.beside) else None
        if told is not None:
            parts = [{**part, "fine": not _leads(way + part["step"], bad)} for part in told["parts"]]
            found.append({"of": index, "parts": parts, "more": told["more"]})
        way += step
    return found


def _leads(way: str, paths: Sequence[str]) -> bool:
    """Whether one of the paths goes this way."""
    return any(path.startswith(way) and path[len(way) : len(way) + 1] in ("", ".", "[", "{") for path in paths)

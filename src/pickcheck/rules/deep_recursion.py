"""nested deeper than pickle goes."""

from __future__ import annotations

from .rule import Fault, Rule


def _shortened(path: str) -> str:
    return path if len(path) <= 80 else f"{path[:40]}...{path[-30:]}"


def _matches(fault: Fault) -> bool:
    return fault.leaf.depth is not None or fault.leaf.raised[0].rpartition(".")[2] == "RecursionError"


def _message(fault: Fault) -> str:
    deep = f" ({fault.leaf.depth} levels)" if fault.leaf.depth else ""
    return f"{_shortened(fault.leaf.path)} is nested too deep for pickle{deep}"


def _advice(fault: Fault) -> str:
    return "send it flat (a list of nodes and of indices, or __reduce__); a raised recursion limit is not carried to the child"


RULE = Rule(
    code="PK121",
    slug="deep-recursion",
    title="nested deeper than pickle goes",
    why=(
        "Pickle follows references by recursion. A linked list, a tree or a graph can be deeper than the recursion limit."
    ),
    matches=_matches,
    message=_message,
    advice=_advice,
)

"""A leaf as the recorder wrote it down -> its facts, with paths from what the user wrote."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from ..facts.leaves import LeafFacts
from .lines import Record
from .roots import Roots, renamed


def leaf_of(facts: Record, roots: Roots = (), shift: int | None = None) -> LeafFacts:
    """A leaf's facts from the plain ones of ``pickling.facts``, its paths from what the user wrote."""

    def rename(path: str) -> str:
        return renamed(path, roots, shift)

    within = facts.get("within")
    defined = facts.get("defined_at")
    steps = [(step["step"], step["type"]) for step in facts["steps"]]
    path = rename(facts["path"])
    kept = list(_from_root(path, steps))
    return LeafFacts(
        path=path,
        also_at=tuple(rename(other) for other in facts["also_at"]),
        steps=tuple(kept),
        type=facts["type"],
        bases=tuple(facts["bases"]),
        repr=facts["repr"],
        within=(rename(within["path"]), within["type"]) if within else None,
        raised=(facts["raised"]["type"], facts["raised"]["message"]),
        defined_at=(defined["path"], defined["line"], defined.get("qualname")) if defined else None,
        function=facts.get("function"),
        cls=facts.get("cls"),
        by_value=facts.get("by_value"),
        depth=facts.get("depth"),
        python_class=bool(facts.get("python_class")),
        load=_load(facts.get("load"), rename),
        beside=_beside(facts.get("beside", ()), kept, len(steps)),
    )


def _beside(told: Sequence[Record | None], steps: list[tuple[str, str]], count: int) -> tuple[Record | None, ...]:
    """What lies beside each of the steps that are left of ``count``; beside ``args[0]`` lies ``args[1]``."""
    left = list(told[count - len(steps) :])
    root = steps[0][0].rpartition("[")[0] if steps else ""
    if left and left[0] is not None:
        parts = [{**part, "step": root + part["step"]} for part in left[0]["parts"]]
        left[0] = {**left[0], "parts": parts} if root and "[" not in root else None
    return tuple(left)


def _load(facts: Record | None, rename: Callable[[str], str]) -> Record | None:
    if facts is None or facts.get("holder") is None:
        return facts
    return {**facts, "holder": rename(facts["holder"])}


def _from_root(path: str, steps: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """The steps from the user's root on: those before it are multiprocessing's own (a task's tuple, say)."""
    rest: list[tuple[str, str]] = []
    left = path
    for step, kind in reversed(steps):
        shorter = left.removesuffix(step)
        if shorter in ("", "args", "kwargs", "iterable", "initargs") or shorter == left:
            rest.append((left, kind))
            break
        rest.append((step, kind))
        left = shorter
    return reversed(rest)

"""Threads of libraries that run at a fork: which of them have a rule of their own, and whether a child waits for them."""

from __future__ import annotations

import os
from collections.abc import Iterable

from ..facts.processes import Wait
from ..facts.runs import RunFacts
from ..facts.surroundings import Hazard
from ..model import Severity
from .rule import RunView, Said

# The beginnings of a library's file name, or of what follows "lib" in it; what it is called.
OPENMP = {"libgomp": "OpenMP", "libiomp": "OpenMP", "libomp": "OpenMP", "libmkl": "MKL", "openblas": "OpenBLAS"}
GRPC = {"cygrpc": "gRPC"}
TOKENIZERS = {"tokenizers": "tokenizers"}
POLARS = {"_polars": "Polars", "polars": "Polars"}
_OWN = {**OPENMP, **GRPC, **TOKENIZERS, **POLARS}


def called(library: str, known: dict[str, str]) -> str:
    """What a library of these is called; empty where it is none of them."""
    name = os.path.basename(library)
    return next((known[begin] for begin in known if name.startswith(begin) or begin in name.partition("-")[0]), "")


def others(hazard: Hazard) -> list[str]:
    """The libraries of threads that no rule of their own speaks of, one for each thread."""
    return [library for library in hazard.facts.get("libraries", ()) if not called(library, _OWN)]


def owned(hazard: Hazard) -> int:
    """How many threads a rule of their own speaks of."""
    return len(hazard.facts.get("libraries", ())) - len(others(hazard))


def say(run: RunView, known: dict[str, str], advice: str) -> Iterable[Said]:
    """For each fork beside which threads of these libraries ran."""
    for hazard in run.facts.surroundings.hazards:
        if hazard.kind != "threads":
            continue
        mine = [library for library in hazard.facts.get("libraries", ()) if called(library, known)]
        if not mine:
            continue
        waits = [wait for wait in _waits(run.facts, hazard) if run.ended and called(wait.library, known)]
        files = ", ".join(sorted({os.path.basename(library) for library in mine}))
        names = " and ".join(sorted({called(library, known) for library in mine}))
        yield Said(
            f"at this fork {len(mine)} thread{'s' * (len(mine) > 1)} of {names} ({files}) ran in the parent; the child has none of "
            f"them{_struck(waits)}",
            advice,
            Severity.ERROR if waits else Severity.WARNING,
            channel=hazard.channel,
            place=hazard.place,
            about=names,
        )


def _waits(facts: RunFacts, hazard: Hazard) -> list[Wait]:
    """What the children that this fork made wait for in libraries."""
    children = {child.pid for child in facts.children if child.place == hazard.place}
    return [wait for wait in facts.waits if wait.library and wait.pid in children]


def _struck(waits: list[Wait]) -> str:
    if not waits:
        return ", and what it asks of them there may never be done"
    where = f" at {os.path.basename(waits[0].place[0])} line {waits[0].place[1]}" if waits[0].place else ""
    return f", and {waits[0].process} waits for them{where} for ever"

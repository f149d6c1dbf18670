"""A process is forked while other threads run."""

from __future__ import annotations

import os
from collections.abc import Iterable

from ..facts.surroundings import Hazard
from ..model import Severity
from . import native_threads
from .rule import RunRule, RunView, Said


def _find(run: RunView) -> Iterable[Said]:
    for hazard in run.facts.surroundings.hazards:
        if hazard.kind == "threads" and (hazard.facts["threads"] or _native(hazard)):
            yield Said(
                f"at this fork {_threads(hazard)}: the child has only the thread that forked, and a lock that another one "
                f"held at that moment stays locked there for ever",
                "start the processes before the threads, or use spawn or forkserver for this program",
                Severity.WARNING,
                channel=hazard.channel,
                place=hazard.place,
                about="threads",
            )


def _threads(hazard: Hazard) -> str:
    named = [_named(*thread) for thread in hazard.facts["threads"]]
    shown = ", ".join(named[:4]) + (f" and {len(named) - 4} more" if len(named) > 4 else "")
    native = _native(hazard)
    parts = [f"{'thread' if len(named) == 1 else 'threads'} {shown}"] if named else []
    if native:
        names = ", ".join(_names(hazard))
        parts.append(f"{native} thread{'s' * (native > 1)} that Python does not know{f' ({names})' if names else ''}")
    total = len(named) + native
    return f"{' and '.join(parts)} {'runs' if total == 1 else 'run'} in the parent"


def _native(hazard: Hazard) -> int:
    """How many threads there are that Python did not start and that no rule of their own speaks of."""
    owned, libraries = native_threads.owned(hazard), native_threads.others(hazard)
    if owned and not libraries:
        return 0  # one that computed at that moment is taken to be of the same pool
    return int(hazard.facts["native"]) - owned


def _names(hazard: Hazard) -> list[str]:
    """What the threads call themselves, or else the libraries that they run."""
    libraries = sorted({os.path.basename(library) for library in native_threads.others(hazard)})
    return libraries or list(hazard.facts["names"])


def _named(name: str, started: tuple[str, int, str] | None) -> str:
    return f"{name} (started at {os.path.basename(started[0])}, line {started[1]})" if started else name


RULE = RunRule(
    code="PK601",
    slug="fork-with-threads",
    title="a process is forked while other threads run",
    why=(
        "fork copies the memory as it is at that moment, and of the threads only the one that forks. What the others held, "
        "a lock or half of a change, stays so in the child. CPython 3.12 and newer warn of it, with a line of "
        "multiprocessing's own; here is the script's."
    ),
    find=_find,
)

"""Arms what watches a child's reads: of globals that differ from its parent's, of what was locked or open at the fork."""

from __future__ import annotations

import sys

from . import sites
from .classes import MODULE, class_name, names_of
from .reads import Entry, files, reads
from .session import session

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .shapes import Shape


def watch(
    wanted: dict[str, dict[str, Shape]], patched: list[tuple[str, str, str]], unknown: dict[str, set[str]]
) -> None:
    """Watch the reads of these globals, and of the attributes of modules that the parent has replaced."""
    from .inherited import inherited

    for module, names in wanted.items():
        files[module] = inherited.modules.get(module, ("", {}))[0]
        values = names_of(sys.modules[module])
        for name, theirs in names.items():
            mine = inherited.seen[module][name]
            reads.entries.setdefault(module, {})[name] = Entry(theirs, mine, id(values[name]))
    for module, name, what in patched:
        _watch_patched(module, name, what)
    if reads.entries:
        session.journal.write(
            "sources", files={name: file for name, (file, _) in list(inherited.modules.items())[:500]}
        )
    watched = {module: set(entries) for module, entries in reads.entries.items()}
    sites.instrument(reads, watched, unknown)


def _watch_patched(module: str, name: str, what: str) -> None:
    """What unittest.mock has replaced in the parent differs, whatever its shape."""
    values = names_of(sys.modules[module]) if type(sys.modules.get(module)) is MODULE else {}
    if name in values:
        mine = ("r", "original", class_name(type(values[name])))
        reads.entries.setdefault(module, {})[name] = Entry(("r", "patched", what), mine, id(values[name]))


def watch_hazards(held: list[tuple[str, str, str, list[str]]]) -> None:
    """In a forked child: watch the use of these (hazard, module, name, steps)."""
    for hazard, module, name, steps in held:
        value = names_of(sys.modules[module]).get(name)
        entry = Entry(("m", hazard), ("m", hazard), id(value))
        entry.hazard, entry.steps = hazard, steps
        reads.entries.setdefault(module, {})[name] = entry
    sites.instrument(reads, {module: set(entries) for module, entries in reads.entries.items()}, {})

"""What user code asked for and Windows lacks, for the rules and for the outcome of a run."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

from ..facts.platforms import Limit, MissingName
from ..facts.processes import Uncaught
from ..facts.runs import RunFacts
from .rule import RunView, Said

# The limits of this platform that an error tells of (``recorder/limits.py`` and its neighbours).
_LIMITS = (
    *("context", "workers", "handles", "locked", "gone", "path", "open", "loop", "select", "reader", "family"),
    *("exists", "name", "strftime", "popen", "signal", "posix"),
)


def fatal_names(facts: RunFacts) -> dict[MissingName, list[Uncaught]]:
    """The missing names that something ended of, and what did."""
    found: dict[MissingName, list[Uncaught]] = defaultdict(list)
    for error in facts.uncaught:
        texts = [text for text in (error.message, *error.causes) if text]
        for name in facts.platform.missing:
            if any(name.text.startswith(text) for text in texts):
                found[name].append(error)
                break
    return found


def fatal_limits(facts: RunFacts, kind: str) -> list[Limit]:
    """The limits of this kind whose error ended a process or a thread."""
    mine = [limit for limit in facts.platform.limits if limit.name == kind]
    found = [limit for limit in mine if any(_is_of(error, limit) for error in facts.uncaught)]
    return list({limit.place: limit for limit in reversed(found)}.values())[::-1]  # many tasks may meet one


def _is_of(error: Uncaught, limit: Limit) -> bool:
    """Whether an error is that of a limit; where it came from a worker, it is another object with the same text."""
    return bool(error.keys & limit.keys) or bool(
        error.remote and error.message and limit.text.startswith(error.message)
    )


def lacks(facts: RunFacts) -> bool:
    """Whether the run failed of something that this platform has not."""
    if fatal_names(facts) or facts.platform.packages:
        return True
    if any(fatal_limits(facts, kind) for kind in _LIMITS):
        return True
    return bool(code_page_errors(facts) or time_zone_errors(facts))


def code_page_errors(facts: RunFacts) -> list[Uncaught]:
    """The errors of text that does not fit the code page of Windows ("charmap" is what cp1252's codec calls itself)."""
    return [error for error in facts.uncaught if facts.platform.windows and error.codec == "charmap"]


def time_zone_errors(facts: RunFacts) -> list[Uncaught]:
    """The errors of time zones that were not found, on Windows."""
    mine = [error for error in facts.uncaught if "zoneinfo._common.ZoneInfoNotFoundError" in error.bases]
    return mine if facts.platform.windows else []


def explained(facts: RunFacts, error: Uncaught) -> bool:
    """Whether a rule about the platform speaks of this error."""
    if error in code_page_errors(facts) or error in time_zone_errors(facts):
        return True
    limits = any(_is_of(error, limit) for limit in facts.platform.limits)
    return limits or any(error in errors for errors in fatal_names(facts).values())


def say_missing(
    run: RunView, mine: Callable[[MissingName], bool], advice: Callable[[MissingName], str]
) -> Iterable[Said]:
    """What to say of the missing names that are this rule's, a place and a name once."""
    groups: dict[tuple[str, object], list[tuple[MissingName, list[Uncaught]]]] = defaultdict(list)
    for name, errors in fatal_names(run.facts).items():
        if mine(name):
            groups[name.written, name.place].append((name, errors))
    for (written, _), same in groups.items():
        name, errors = same[0][0], [error for _name, errors in same for error in errors]
        kind = "module" if name.name is None else "name"
        yield Said(
            f"{written}: there is no such {kind} on Windows; {_consequence(run, errors)}",
            advice(name),
            place=name.place,
            about=written,
        )


def _consequence(run: RunView, errors: list[Uncaught]) -> str:
    names = {child.pid: child.name for child in run.facts.children}
    children = sorted({names[error.pid] for error in errors if error.pid in names})
    rest = " and the script ended with status 0 all the same" if run.exit_status == 0 else ""
    if children:
        return f"{', '.join(children[:4])} died of it{rest}"
    return "a thread died of it" + rest if errors[0].thread else "the script ends with it"

"""Something else than ``__name__`` is asked whether this is the parent, while the main module is imported."""

from __future__ import annotations

from collections.abc import Iterable

from ..effects import MistakenGuard, mistaken_guards
from ..model import Severity
from .deaths import BOOTSTRAPPING
from .rule import RunRule, RunView, Said

_PARENT = "a child knows no parent yet while it imports the script, so this test lets it in as well"
_CURRENT = "the fork server imports the script as well (from Python 3.14 on), and is a main process by its name"
_ADVICE = 'ask for the name, and for nothing else: if __name__ == "__main__":'


def around(place: tuple[str, int, str] | None) -> MistakenGuard | None:
    """The test that was to keep children from this place."""
    return (
        next((guard for guard in mistaken_guards(place[0]) if guard.holds(place[1], place[2])), None) if place else None
    )


def _find(run: RunView) -> Iterable[Said]:
    places = [error.place for error in run.facts.uncaught if error.raised_in in BOOTSTRAPPING]
    for place in dict.fromkeys(places):
        guard = around(place)
        if guard is not None:
            yield Said(
                f"the test in line {guard.line} ({guard.test}) is no main guard: {_why(guard)}, and it dies of starting a process",
                _ADVICE,
                channel="process",
                place=place,
            )
    if not places:
        yield from _again(run)


def _why(guard: MistakenGuard) -> str:
    return _CURRENT if "current_process" in guard.test else _PARENT


def _again(run: RunView) -> Iterable[Said]:
    """What runs once more in each child, and starts no process."""
    for path in dict.fromkeys(event.details["path"] for event in run.facts.of_kind("main_again")):
        for guard in mistaken_guards(path):
            for effect in guard.effects:
                yield Said(
                    f"the test in line {guard.line} ({guard.test}) is no main guard: {_PARENT}, and this line {effect.what} again",
                    _ADVICE,
                    Severity.NOTE if effect.prints else Severity.WARNING,
                    channel="process",
                    place=(path, effect.line, "<module>"),
                )


RULE = RunRule(
    code="PK309",
    slug="guard-in-import-not-main",
    title="a test of parent_process() stands where the main guard should",
    why=(
        "multiprocessing.parent_process() is None, and current_process() is the main process, until a child's work begins. "
        "Under spawn and forkserver the child imports the script before that (from Python 3.14 the fork server does, too), and "
        "such a test takes it for the parent: whatever stands under it runs again. Only __name__ is another there."
    ),
    find=_find,
)

"""a sentinel that is another object on the other side."""

from __future__ import annotations

from collections.abc import Iterable

from ..facts.processes import Event, Wait
from ..model import Severity
from .loading import event, load, name
from .rule import Fault, Rule, RunRule, RunView, Said
from .waits import in_words, waiting

# What somebody waits for who reads from a channel.
_WAITS = {"queue": "an item of a queue", "pipe": "a message of a pipe"}


def _matches(fault: Fault) -> bool:
    return event(fault) == "identity"


def _message(fault: Fault) -> str:
    return f"{fault.leaf.path} is {load(fault)['module']}.{name(fault)}, an object() that is another one after pickling: 'is {name(fault)}' is false there"


def _advice(fault: Fault) -> str:
    return _mend(name(fault))


def _mend(called: str) -> str:
    return f'make {called} the member of an Enum, or an instance of a class with: def __reduce__(self): return "{called}"; or send None'


def _find(run: RunView) -> Iterable[Said]:
    """What was sent in a run: an error where who got it waits for what comes after it."""
    for sent in run.facts.of_kind("sentinel"):
        path, module, called = (sent.details[key] for key in ("path", "module", "name"))
        subject = called if module in ("__main__", "__mp_main__") else f"{module}.{called}"
        misled = _misled(run, sent)
        hang = f"; {in_words(misled[0])}, and took it for something else" if misled else ""
        yield Said(
            f"{path} is {subject}, an object() that is another one after pickling: 'is {called}' is false there{hang}",
            _mend(called),
            Severity.ERROR if misled else Severity.WARNING,
            channel=sent.details["channel"],
            direction=sent.details["direction"],
            place=sent.place,
            about=subject,
        )


def _misled(run: RunView, sent: Event) -> list[Wait]:
    """The waits of other processes where such an object had come: the same line reads again, or the same function from the same."""
    waits = waiting(run.facts, _WAITS.get(sent.details["channel"], "")) if run.ended else []
    came = [one for one in run.facts.of_kind("object_arrived") if one.details["channel"] == sent.details["channel"]]
    return [wait for wait in waits if wait.pid != sent.pid and any(_reads_on(wait, one) for one in came)]


def _reads_on(wait: Wait, came: Event) -> bool:
    if wait.pid != came.pid or wait.place is None or came.place is None:
        return False
    (file, line, function), (its_file, its_line, its_function) = wait.place, came.place
    same = wait.source != "" and wait.source == came.details["source"] and function == its_function
    return file == its_file and (line == its_line or same)


RULE = Rule(
    code="PK210",
    slug="sentinel-identity",
    stage="load",
    severity=Severity.WARNING,
    title="a sentinel that is another object on the other side",
    why=(
        'An object() has no name of its own: pickle makes a new one, and "value is SENTINEL" is false on the other side. A run '
        "tells of those that a module has a name for and that are put on a queue or sent through a pipe, by themselves or in a "
        "tuple or a list; a hang in which who got one waits for what comes after it, where it had come, is explained by it."
    ),
    matches=_matches,
    message=_message,
    advice=_advice,
)
RUN_RULE = RunRule(RULE.code, RULE.slug, RULE.title, RULE.why, _find)

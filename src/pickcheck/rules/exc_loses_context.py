"""An exception is sent as it is, and what it came from stays behind."""

from __future__ import annotations

from collections.abc import Iterable

from ..model import Severity
from .rule import RunRule, RunView, Said


def _find(run: RunView) -> Iterable[Said]:
    for event in run.facts.of_kind("context_lost"):
        details = event.details
        name, lost = (details[which].rpartition(".")[2] for which in ("type", "lost"))
        came = "was raised from" if details["link"] == "cause" else "was raised while handling"
        yield Said(
            f"{details['path']} is a {name} that {came} a {lost}, and arrives without it: pickle leaves __cause__, __context__ and "
            "__traceback__ behind",
            "send traceback.format_exc() along with it, or say in its own text what it came from (add_note(), from Python 3.11); or "
            "let a Pool or a ProcessPoolExecutor carry it, which send the traceback's text",
            Severity.NOTE,
            channel=details["channel"],
            direction=details["direction"],
            place=event.place,
            about=details["type"],
        )


RULE = RunRule(
    code="PK216",
    slug="exc-loses-context",
    title="an exception arrives without what it came from",
    why=(
        "An exception is pickled as its class, its args and its attributes; __cause__, __context__ and __traceback__ are none of "
        "them. Who gets it from a queue or a pipe cannot tell why it was raised, or where. It is told of exceptions that are sent "
        "by themselves, or in a tuple or a list, came from another one, and go without any text that says so (a traceback, a "
        "note, the other one's words). Pool and ProcessPoolExecutor send the traceback's text with what a task raises."
    ),
    find=_find,
)

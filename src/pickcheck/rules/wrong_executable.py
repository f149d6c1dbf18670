"""Children are started with a file that is no Python."""

from __future__ import annotations

from collections.abc import Iterable

from ..model import Severity
from .deaths import unborn
from .rule import RunRule, RunView, Said


def _find(run: RunView) -> Iterable[Said]:
    fatal = unborn(run.facts, run.exit_status)
    for event in run.facts.of_kind("executable"):
        path, why = event.details["path"], event.details["why"]
        yield Said(
            f"{path or 'an empty name'} was started in place of Python, and {why}: the child never began its work, whatever "
            "its exit code says",
            "give multiprocessing.set_executable() the Python that children are to run, as sys.executable was at the start; "
            "a program that embeds Python names the python beside it",
            Severity.ERROR if event in fatal else Severity.WARNING,
            channel="process",
            place=event.place,
            about=path,
        )


RULE = RunRule(
    code="PK311",
    slug="wrong-executable",
    title="children are started with something that is no Python",
    why=(
        "Under spawn and forkserver multiprocessing starts sys.executable, or what set_executable() has named, with arguments "
        "that only Python understands. In a program that embeds Python, a service or a tool's launcher that is the host "
        "program; a path may be wrong. The child then ends at once with 255 or any other status (0, too), or opens another "
        "window of the program; a pool starts one after another, and the fork server refuses connections. A script in its "
        "place is not judged: it may go on to Python."
    ),
    find=_find,
)

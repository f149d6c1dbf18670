"""Children that an interrupt ended, together with their parent or in its place."""

from __future__ import annotations

from collections.abc import Iterable

from ..model import Severity
from .deaths import interrupted, last_words
from .rule import RunRule, RunView, Said


def _find(run: RunView) -> Iterable[Said]:
    children = interrupted(run.facts)
    if not children:
        return
    names = ", ".join(child.name for child in children[:4]) + (f" and {len(children) - 4} more" * (len(children) > 4))
    error = last_words(run.facts, children[0].pid)
    yield Said(
        f"SIGINT (Ctrl-C) ended {names}, {'each ' * (len(children) > 1)}with a traceback of KeyboardInterrupt: it goes to all processes of a terminal's "
        f"group, so children are interrupted in the middle of their work while the parent decides what to do",
        "have children ignore it, signal.signal(signal.SIGINT, signal.SIG_IGN) in the target or in initializer=, and let the "
        "parent end them (terminate(), or a message)",
        Severity.WARNING,
        channel=children[0].channel,
        place=error.place if error is not None and error.place else children[0].place,
        about="SIGINT",
    )


RULE = RunRule(
    code="PK511",
    slug="ctrl-c-mess",
    title="an interrupt ended children in the middle of their work",
    why=(
        "Ctrl-C sends SIGINT to every process of the terminal's group. Each child raises KeyboardInterrupt wherever it is: a pool's "
        "worker dies with its task, which then never comes, and every child prints a traceback. The parent cannot end its work in order. "
        "pickcheck interrupts nobody: this is said where the script itself, or what it runs, did."
    ),
    find=_find,
)

"""A manager's process does not answer any more."""

from __future__ import annotations

from collections.abc import Iterable

from ..facts.processes import Event
from .rule import RunRule, RunView, Said
from .startup import severity

_KEEP = (
    "keep the manager (Manager() or `with Manager()`) alive until the last use of its objects, and join() the children that "
    "use them before it ends"
)
_NAME = (
    "keep a name for the proxy in the process that made it until the children are done (a spawned child does not count as a "
    "holder of what it was started with), and join() them"
)


def _said(event: Event) -> tuple[str, str]:
    kind = event.details["type"]
    if event.details["let_go"]:
        return f"the manager has let go of this {kind}: no process that counts holds it any more", _NAME
    return f"the manager of this {kind} is gone: {event.details['raised']['type'].rpartition('.')[2]}", _KEEP


def _find(run: RunView) -> Iterable[Said]:
    for event in run.facts.of_kind("manager_gone"):
        yield Said(*_said(event), severity(run, event), channel="manager", place=event.place)


RULE = RunRule(
    code="PK508",
    slug="manager-gone",
    title="the manager is gone, its objects are still used",
    why=(
        "A proxy talks to the manager's process. That ends when the manager object is collected, its `with` block is left or "
        "the parent ends; then every call raises BrokenPipeError, EOFError, ConnectionResetError or FileNotFoundError. And it "
        "lets go of an object when the last proxy is collected; that of a spawned child, which came with its process object, "
        "is not counted: then a call raises RemoteError."
    ),
    find=_find,
)

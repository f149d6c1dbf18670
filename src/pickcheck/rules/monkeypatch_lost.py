"""A function or attribute that the parent has replaced, and a child uses as it was."""

from __future__ import annotations

from collections.abc import Iterable

from .differences import of_kind, where, who
from .rule import RunRule, RunView, Said


def _find(run: RunView) -> Iterable[Said]:
    for one in of_kind(run.facts, "patched"):
        yield Said(
            f"{who(one)} used the original {one.subject}: it is replaced in the parent only{where(one)}",
            "replace it in each child too: at the start of its target, or in the initializer= of a pool; or pass the "
            "replacement to the child",
            channel=one.channel,
            place=one.place,
            about=one.subject,
        )


RULE = RunRule(
    code="PK406",
    slug="monkeypatch-lost",
    title="a child uses the original of what the parent has replaced",
    why=(
        "unittest.mock.patch and assignments to a module's attributes change the process they run in. A forked child "
        "inherits that; under spawn and forkserver the module is imported anew and the original is back."
    ),
    find=_find,
)

"""The path of a Unix socket is too long."""

from __future__ import annotations

import os
from collections.abc import Iterable

from .rule import RunRule, RunView, Said
from .startup import severity


def _find(run: RunView) -> Iterable[Said]:
    for event in run.facts.of_kind("long_path"):
        address = str(event.details["address"])
        yield Said(
            f"the socket's path has {len(os.fsencode(address))} bytes, more than a Unix socket's name may have (107 on Linux, "
            "103 on macOS)",
            "set TMPDIR to a short folder, such as /tmp, before the program starts",
            severity(run, event),
            channel=event.details["channel"],
            place=event.place,
        )


RULE = RunRule(
    code="PK307",
    slug="af-unix-path",
    title="the temporary folder's path is too long for a socket",
    why=(
        "forkserver and managers talk over a Unix socket in the temporary folder, and such a socket's name is limited to "
        "about 100 bytes. Deep build folders go over it: OSError: AF_UNIX path too long."
    ),
    find=_find,
)

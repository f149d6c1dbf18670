"""A process is forked beside the threads of gRPC."""

from __future__ import annotations

from collections.abc import Iterable

from . import native_threads
from .rule import RunRule, RunView, Said


def _find(run: RunView) -> Iterable[Said]:
    return native_threads.say(
        run,
        native_threads.GRPC,
        "make channels and servers after the fork, in the child; or use spawn or forkserver",
    )


RULE = RunRule(
    code="PK605",
    slug="grpc-fork",
    title="a process is forked beside the threads of gRPC",
    why=(
        "gRPC works in threads of its own, and those that hold a lock or a connection at the fork are not in the child. Calls there fail or "
        "never return, most of the time not: it is a race."
    ),
    find=_find,
)

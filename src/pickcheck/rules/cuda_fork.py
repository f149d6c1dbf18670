"""A forked child uses CUDA, which its parent had begun to use."""

from __future__ import annotations

from collections.abc import Iterable

from .differences import of_kind, severity_of
from .rule import RunRule, RunView, Said


def _find(run: RunView) -> Iterable[Said]:
    for one in of_kind(run.facts, "cuda"):
        yield Said(
            "the parent had initialised CUDA before the fork, and PyTorch refuses to use it in the child: the driver's state "
            "does not survive a fork",
            "use get_context('spawn'), with the main guard; or touch CUDA in the children only (an import may do it, too)",
            severity_of(one, run.exit_status),
            channel=one.channel,
            place=one.place,
            about="CUDA",
        )


RULE = RunRule(
    code="PK608",
    slug="cuda-fork",
    title="a forked child uses CUDA that its parent had initialised",
    why=(
        "CUDA's driver keeps threads, memory maps and handles of the process that initialised it. In a forked child they are "
        "copies that belong to nobody. PyTorch notices and raises: 'Cannot re-initialize CUDA in forked subprocess'."
    ),
    find=_find,
)

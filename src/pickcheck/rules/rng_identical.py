"""Forked workers that draw the same random numbers."""

from __future__ import annotations

from collections.abc import Iterable

from .differences import of_kind
from .rule import RunRule, RunView, Said


def _find(run: RunView) -> Iterable[Said]:
    for one in of_kind(run.facts, "random"):
        yield Said(
            f"{one.facts['workers']} children drew from numpy's global random state, and each began with the same copy of "
            f"it: they draw the same numbers",
            "give each worker a generator of its own: numpy.random.default_rng(seed), the seeds from "
            "numpy.random.SeedSequence(...).spawn(n)",
            channel=one.channel,
            place=one.place,
            about=one.subject,
        )


RULE = RunRule(
    code="PK405",
    slug="rng-identical",
    title="forked workers draw the same random numbers",
    why=(
        "Fork copies numpy's global random state into every child, so all of them draw the same sequence. (The standard "
        "library's random is seeded anew after a fork.) Under spawn each child seeds its own, and under forkserver unless the fork "
        "server has numpy already: by set_forkserver_preload(), or because the script imports it, which "
        "the fork server runs beforehand (Python 3.14, and current releases of 3.13)."
    ),
    find=_find,
)

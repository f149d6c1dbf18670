"""Where a finding shows: start methods, and interpreters only where it does not show on every one; long walks are cut."""

from __future__ import annotations

from dataclasses import replace

import pytest
from cases import finding_of, report_of, run_of

from pickcheck.model import Run, Step
from pickcheck.render.blocks import VERBOSE_STEPS, Style, finding_block
from pickcheck.render.phrases import shown_in

NEWER = ("3.13.0", "3.14.8")


def runs() -> list[Run]:
    old = [run_of("fork"), run_of("spawn")]
    newer = [replace(run, python=replace(run.python, version=version)) for version in NEWER for run in old]
    return [*old, *newer]


@pytest.mark.parametrize(
    ("where", "heading"),
    [
        ((0, 1, 2, 3, 4, 5), "fork, spawn"),
        ((1, 3, 5), "spawn"),
        ((4, 5), "fork, spawn on 3.14.8"),
        ((2, 3, 4, 5), "fork, spawn on 3.13.0 and 3.14.8"),
        ((0, 2, 4, 5), "fork; spawn on 3.14.8"),
        ((2, 5), "fork on 3.13.0; spawn on 3.14.8"),
    ],
)
def test_interpreters_are_named_where_they_differ(where: tuple[int, ...], heading: str) -> None:
    """Methods that it shows under on the same interpreters are named together."""
    report = report_of(runs())
    assert shown_in(finding_of(runs=where), report) == heading


@pytest.mark.parametrize(("verbose", "lines"), [(False, 12), (True, VERBOSE_STEPS)])
def test_a_walk_of_thousands_of_steps_is_cut(*, verbose: bool, lines: int) -> None:
    """Its two ends are shown, and how much lies between."""
    finding = finding_of("args[0]", runs=(0,))
    leaf = replace(finding.leaf, steps=tuple(Step("[0]", "list") for _ in range(5000)))
    report = report_of(runs(), replace(finding, leaf=leaf))
    shown = finding_block(1, report, Style(80, verbose=verbose)).plain
    assert f"{5000 - lines} steps" in shown and shown.count("[0]  ") == lines

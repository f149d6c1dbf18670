"""``pickcheck batch PATH...``: many scripts, on this machine or on an existing cluster, and one report on all."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import click

from ..batch import Executor, in_order, scripts
from ..batch.cluster import cluster_of
from ..batch.local import Local
from ..checker import Options
from ..launch.launcher import Stop
from ..model import Report, Target
from ..progress import Bar
from .running import finish, options_of, running, stopping
from .showing import showing, shown_of


@click.command(
    "batch",
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=scripts.COUNTED,
)
@running
@click.option(
    "--executor",
    metavar="dask://HOST:PORT",
    help="The scheduler of a dask.distributed cluster that is to run the scripts, one per thread of its workers (-j is "
    "not for it). The workers must see the same files under the same paths, and have this pickcheck.",
)
@showing
@click.option("--show-output", is_flag=True, help="Show what the scripts printed in each run.")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
def command(
    methods: tuple[str, ...], pythons: tuple[str, ...], timeout: float, jobs: int, executor: str | None,
    show_output: bool, paths: tuple[str, ...], **showing: Any,
) -> int:  # fmt: skip
    """Run each script of PATHs (scripts, and folders that are searched for scripts) under every start method, as
    pickcheck SCRIPT does, and make one report. A script that cannot be checked (not found, a syntax error) is told in
    the report, with exit status 3 unless errors are found in others."""
    options = options_of(methods, pythons, timeout, jobs)
    shown = replace(shown_of(**showing), several=True)
    chosen: Executor = cluster_of(executor) if executor else Local()
    targets = scripts.targets_of(paths)
    with stopping() as stop:
        reports = _run(chosen, targets, options, stop)
        interrupted = stop.is_set()
    return finish(reports, options, shown, outputs=show_output, interrupted=interrupted)


def _run(executor: Executor, targets: Sequence[Target], options: Options, stop: Stop) -> list[Report]:
    found: dict[int, Report] = {}
    with Bar(sys.stderr, len(targets)) as bar:
        for number, report in executor.reports(targets, options, stop, bar.begun):
            found[number] = report
            bar.ended(targets[number])
    return in_order(found)

"""``pickcheck show REPORT.json``: a saved report again, in any format."""

from __future__ import annotations

from typing import Any

import click

from ..render.saved import load_file
from .showing import selected, show, showing, shown_of, status_of


@click.command("show", context_settings={"help_option_names": ["-h", "--help"]})
@showing
@click.argument("report", type=click.Path())
def command(report: str, **options: Any) -> int:
    """Show REPORT, a JSON report saved before, in any format. The exit status is the report's: 0 nothing found,
    1 errors found, 3 the target could not be checked or REPORT cannot be read."""
    shown = shown_of(**options)
    reports = selected(load_file(report), shown)
    show(reports, shown)
    return status_of(reports, shown)

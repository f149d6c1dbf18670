"""``pickcheck show REPORT.json...``: saved reports again, in any format."""

from __future__ import annotations

from typing import Any

import click

from ..render.saved import load_file
from .showing import selected, show, showing, shown_of, status_of


@click.command("show", context_settings={"help_option_names": ["-h", "--help"]})
@showing
@click.argument("reports", metavar="REPORT...", nargs=-1, required=True, type=click.Path())
def command(reports: tuple[str, ...], **options: Any) -> int:
    """Show REPORT, a JSON report saved before, in any format; several as one. The exit status is the reports': 0 nothing
    found, 1 errors found, 3 a target could not be checked or REPORT cannot be read."""
    shown = shown_of(**options)
    found = selected([report for path in reports for report in load_file(path)], shown)
    show(found, shown)
    return status_of(found, shown)

"""``pickcheck diff OLD.json NEW.json``: what is new, what is mended, what is as it was."""

from __future__ import annotations

from collections.abc import Iterable

import click

from ..compare import Compared, Difference, compare
from ..model import Severity
from ..render.clean import printable
from ..render.phrases import shown_in
from ..render.saved import load_file


@click.command("diff", context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--fail-on", type=click.Choice(["error", "warning", "note"]), default="error", show_default=True,
    help="What exit status 1 is for, among the new findings.",
)  # fmt: skip
@click.argument("old", type=click.Path())
@click.argument("new", type=click.Path())
def command(fail_on: str, old: str, new: str) -> int:
    """Compare two saved reports: findings that are new in NEW, that are mended, and that are as they were. Line numbers
    do not matter. Exit status 1 when there are new errors."""
    difference = compare(load_file(old), load_file(new))
    click.echo(describe(difference), nl=False)
    order = [Severity.ERROR, Severity.WARNING, Severity.NOTE]
    levels = order[: order.index(Severity(fail_on)) + 1]
    return int(any(compared.finding.severity in levels for compared in difference.new))


def describe(difference: Difference) -> str:
    """The difference as text, a line a finding."""
    parts = [*_part("new", difference.new), *_part("mended", difference.mended)]
    parts += [*_part("unchanged", difference.unchanged), *_part("not checked again", difference.unchecked)]
    counts = f"{len(difference.new)} new, {len(difference.mended)} mended, {len(difference.unchanged)} unchanged"
    if difference.unchecked:
        counts += f", {len(difference.unchecked)} not checked again"
    return "".join(f"{line}\n" for line in [*parts, counts])


def _part(title: str, entries: Iterable[Compared]) -> list[str]:
    lines = [f"  {_line(printable(entry))}" for entry in entries]
    return [f"{title}:", *lines, ""] if lines else []


def _line(compared: Compared) -> str:
    finding, report = compared.finding, compared.report
    place = f"{finding.place.path}:{finding.place.line}" if finding.place else report.target.name
    methods = shown_in(finding, report)
    why = f" ({compared.why})" if compared.why else ""
    severity = "" if finding.severity is Severity.ERROR else f"{finding.severity.value}: "
    return f"{place}: {severity}{finding.code} {finding.rule}, {methods}: {finding.message}{why}"

"""``pickcheck explain [CODE|SLUG]``: a rule, its reason and its examples; without a word the catalogue."""

from __future__ import annotations

import shutil
import textwrap

import click
from click.shell_completion import CompletionItem

from ..catalogue import Entry, Example, entries, find


def _complete(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Slugs, with their titles as help."""
    return [CompletionItem(e.slug, help=e.title) for e in entries() if e.slug.startswith(incomplete)]


@click.command("explain", context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("rule", required=False, shell_complete=_complete)
def command(rule: str | None) -> int:
    """Explain RULE, by its code or slug: why it happens, a script that fails by it, its mended twin, and what became of
    both. Without RULE, list all rules."""
    width = max(40, min(shutil.get_terminal_size((80, 24)).columns, 100))
    text = catalogue(width) if rule is None else explained(find(rule), width)
    click.echo(text, nl=False)
    return 0


def catalogue(width: int) -> str:
    """A line a rule."""
    room = max(len(entry.slug) for entry in entries())
    lines = (f"{entry.code}  {entry.slug:{room}}  {entry.title}" for entry in entries())
    return "".join(f"{line if len(line) <= width else line[: width - 3] + '...'}\n" for line in lines)


def explained(entry: Entry, width: int) -> str:
    """A rule's page as text."""
    parts = [f"{entry.code} {entry.slug}: {entry.title}", "", *textwrap.wrap(entry.why, width)]
    if entry.example is not None:
        parts += _example(entry.example)
    return "\n".join(parts) + "\n"


def _example(example: Example) -> list[str]:
    indented = {name: textwrap.indent(text.strip(), "    ") for name, text in vars(example).items() if name in _HEADS}
    lines = []
    for name, head in _HEADS.items():
        lines += ["", f"{head}:", "", indented[name], ""]
        lines += [
            f"  {_VERDICTS[kind]}: {_row(example.verdicts[kind])}" for kind in _OF[name] if example.verdicts[kind]
        ]
    return lines


_HEADS = {"bad": "Fails", "good": "Mended"}
_OF = {"bad": ("bad", "plain"), "good": ("good",)}
_VERDICTS = {"bad": "pickcheck", "plain": "plain Python", "good": "plain Python"}


def _row(verdicts: dict[str, str]) -> str:
    return ", ".join(f"{method} {verdict}" for method, verdict in verdicts.items())

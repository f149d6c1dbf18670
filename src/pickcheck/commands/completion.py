"""``pickcheck completion SHELL``: what a shell's start-up file must run for completion."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from ..errors import UsageError

SHELLS = ("bash", "zsh", "fish", "powershell")


@click.command("completion", context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("shell", type=click.Choice(SHELLS))
def command(shell: str) -> int:
    """Print the completion script for SHELL; put what it prints into the shell's start-up file."""
    from . import GROUP

    kind = get_completion_class(shell)
    if kind is None:
        raise UsageError(f"the installed click has no completion for {shell}: pip install --upgrade click")
    click.echo(kind(GROUP, {}, "pickcheck", "_PICKCHECK_COMPLETE").source())
    return 0

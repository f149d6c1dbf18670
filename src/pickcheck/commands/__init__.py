"""The command line, once it is known that there is work to do (``cli`` answers ``--version`` without click)."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click
from click.shell_completion import CompletionItem

from .. import config
from ..errors import PickcheckError
from . import batch, completion, diff, explain, lint, show
from .check import command
from .running import complain

__all__ = ["COMMANDS", "command", "run"]

# What the first word may be, besides a script or an option; examples is a target of check itself.
COMMANDS: dict[str, click.Command] = {
    "batch": batch.command,
    "lint": lint.command,
    "show": show.command,
    "diff": diff.command,
    "explain": explain.command,
    "completion": completion.command,
}


class _Words(click.Group):
    """A group whose unnamed command is the check: a first word that names no command is a script or an option."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """A script called like a command is written ./show, and wins where such a file is."""
        completing = ctx.resilient_parsing and not args
        if not completing and not (args and args[0] in COMMANDS and not os.path.isfile(args[0])):
            args = ["check", *args]
        return super().parse_args(ctx, args)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """The first word: a command, an option of the check, or a file."""
        named = [name for name in ("examples", *COMMANDS) if name.startswith(incomplete) and incomplete[:1] != "-"]
        words = [CompletionItem(name) for name in named]
        return words + command.shell_complete(click.Context(command), incomplete) + [CompletionItem(incomplete, "file")]


def _reads_configuration(words: Sequence[str]) -> bool:
    """Only what concerns the user's project does, and not what helps to mend a broken configuration."""
    first = words[0] if words else ""
    return first not in ("examples", "diff", "explain", "completion", "-h", "--help") and not os.environ.get(
        "_PICKCHECK_COMPLETE"
    )


def _configured() -> dict[str, Any]:
    """What pyproject.toml says, as click takes it: defaults, over which the command line goes, by command."""
    found = config.load(Path.cwd())
    mine = {name: value for name, value in found.defaults.items() if name in ("baseline", "fail_on")}
    read = {**mine, **{name: value for name, value in found.defaults.items() if name == "methods"}}
    defaults = {"check": found.defaults, "batch": found.defaults, "lint": read, "show": mine}
    return {"default_map": defaults, "obj": found}


GROUP = _Words("pickcheck", commands={**COMMANDS, "check": command}, add_help_option=False)


def run(words: Sequence[str]) -> int:
    """Parse and do; errors become one line on standard error."""
    try:
        configured = _configured() if _reads_configuration(words) else {}
        if words[:1] == ["examples"]:
            words = [*words[1:], "examples"]  # a command's options may follow it; what follows a script is the script's
        return int(GROUP.main(list(words), prog_name="pickcheck", standalone_mode=False, **configured) or 0)
    except click.exceptions.Exit as leave:
        return leave.exit_code
    except click.ClickException as error:
        return complain(error.format_message(), 2)
    except PickcheckError as error:
        return complain(error.message, error.status)
    except BrokenPipeError:
        # The reader of our output has gone (a pager that was left): nothing more to say to anyone.
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - for the interpreter's own last flush
        return 0
    except (KeyboardInterrupt, click.Abort):
        return complain("interrupted", 130)

"""The commands: words in, exit status out; nothing else."""

from __future__ import annotations

import sys


def main(argv: list[str] | None = None) -> int:
    """Run pickcheck with these words (the command line's by default); returns the exit status."""
    words = sys.argv[1:] if argv is None else argv
    if words in (["--version"], ["-V"]):
        from . import __version__

        print(f"pickcheck {__version__}")
        return 0
    from .commands import run

    return run(words)

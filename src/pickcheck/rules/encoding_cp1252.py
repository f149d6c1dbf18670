"""Text that does not fit the code page of Windows."""

from __future__ import annotations

from collections.abc import Iterable

from .rule import RunRule, RunView, Said
from .windows import code_page_errors


def _find(run: RunView) -> Iterable[Said]:
    for error in code_page_errors(run.facts):
        reads = error.type.rpartition(".")[2] == "UnicodeDecodeError"
        what = "reads text that is not in" if reads else "writes text that does not fit"
        yield Said(
            f"without an encoding this {what} the code page of Windows (cp1252), where Python before 3.15 uses it",
            "say what it is: open(..., encoding='utf-8'); for what is printed into a pipe or a file, "
            "sys.stdout.reconfigure(encoding='utf-8') or PYTHONUTF8=1",
            place=error.place,
            about=error.type,
        )


RULE = RunRule(
    code="PK713",
    slug="encoding-cp1252",
    title="text that does not fit the code page of Windows",
    why=(
        "Without an encoding, open() uses the code page of Windows, cp1252 in the West, up to Python 3.14; so "
        "do sys.stdout and sys.stderr where they are no console. Text in UTF-8 is read wrongly or not at all, "
        "and what is not in the code page cannot be written."
    ),
    find=_find,
)

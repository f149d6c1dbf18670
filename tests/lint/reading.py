"""Linting texts and files in tests."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path
from textwrap import dedent

from pickcheck.launch.platforms import windows_differences
from pickcheck.lint import Windows, read, report_on
from pickcheck.model import Finding, Report
from pickcheck.sources import Sources


@cache
def windows() -> Windows:
    found = windows_differences(sys.version_info[:2], "linux")
    return Windows({module: frozenset(names) for module, names in found.hidden.items()}, frozenset(found.refused))


def lint(path: Path | str, base: Path | None = None) -> Report:
    return report_on(read(str(path)), Sources(base or Path.cwd()), windows())


def findings(folder: Path, text: str) -> tuple[Finding, ...]:
    """What is found in a text, as a file called app.py."""
    path = folder / "app.py"
    path.write_text(dedent(text).lstrip("\n"), encoding="utf-8")
    return lint(path, folder).findings


def told(folder: Path, text: str) -> list[tuple[str, int | None, str]]:
    """The rule, line and severity of each finding."""
    found = findings(folder, text)
    return [(one.rule, one.place.line if one.place else None, one.severity.value) for one in found]

"""Report -> text. A renderer is a pure function of reports; the table below is all of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ..errors import UsageError
from ..model import Report
from . import github, gitlab, html, json, junit, markdown, sarif, terminal

Renderer = Callable[[Sequence[Report]], str]
RENDERERS: dict[str, Renderer] = {
    "terminal": terminal.render,
    "json": json.render,
    "html": html.render,
    "markdown": markdown.render,
    "sarif": sarif.render,
    "junit": junit.render,
    "github": github.render,
    "gitlab": gitlab.render,
}
# How a file given with --output ends tells its format; the longer ends come first.
SUFFIXES = {
    "gl-code-quality-report.json": "gitlab",
    ".sarif.json": "sarif",
    ".json": "json",
    ".sarif": "sarif",
    ".xml": "junit",
    ".md": "markdown",
    ".html": "html",
    ".txt": "terminal",
}


def format_of(path: str) -> str:
    """The format that a file's suffix asks for; raises UsageError for an unknown one."""
    for suffix, name in SUFFIXES.items():
        if path.endswith(suffix):
            return name
    raise UsageError(
        f"{path}: the format is the suffix's, and it must be one of {', '.join(name for name in SUFFIXES if name.count('.') == 1 and name[0] == '.')}"
    )


def renderer(format: str) -> Renderer:
    """The renderer of this name; raises UsageError for an unknown one."""
    if format not in RENDERERS:
        raise UsageError(f"unknown format {format!r}: choose from {', '.join(RENDERERS)}")
    return RENDERERS[format]

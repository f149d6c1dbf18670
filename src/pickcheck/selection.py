"""Which findings count: rules selected and ignored, by configuration, by file, or by a comment on the line."""

from __future__ import annotations

import io
import posixpath
import re
import tokenize
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from pathlib import Path

from .catalogue import find, nearest, slug_of
from .model import Finding, Place, Report

# As ``# pickcheck: ignore`` or ``# pickcheck: ignore[lambda-arg, PK108]``.
_COMMENT = re.compile(r"#\s*pickcheck:\s*ignore(?:\[([^\]]*)\])?")


@dataclass(frozen=True)
class Selection:
    """The rules that count (empty: all), those that do not, and those that do not in files that a pattern fits.

    Rules are slugs. Patterns are matched against a place's path as seen from the configuration's folder; ``prefix`` leads
    from there to the folder that the report's paths start from.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    per_file: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    prefix: str = ""

    def leaves_out(self, finding: Finding) -> bool:
        """Whether the finding's rule does not count, here or at all."""
        if (self.select and finding.rule not in self.select) or finding.rule in self.ignore:
            return True
        paths = [posixpath.normpath(posixpath.join(self.prefix, place.path)) for place in places_of(finding)]
        return any(
            finding.rule in rules and any(fnmatchcase(path, pattern) for path in paths)
            for pattern, rules in self.per_file.items()
        )


@dataclass(frozen=True)
class Selected:
    """The report with the findings that count, how many were left out, and what is to be said of the comments."""

    report: Report
    left_out: int
    remarks: tuple[str, ...] = ()


def places_of(finding: Finding) -> list[Place]:
    """Where the finding's comment may stand: the line that sends, and the line that defines what is sent."""
    leaf = finding.leaf
    defined = leaf.defined_at if leaf is not None else None
    return [place for place in (finding.place, defined) if place is not None]


def select(report: Report, selection: Selection) -> Selected:
    """Apply a selection."""
    return _kept(report, [finding for finding in report.findings if not selection.leaves_out(finding)])


def silence(report: Report, base: Path, *, unused: bool = True) -> Selected:
    """Apply the comments in the report's source files, which are read relative to ``base``.

    unused: whether to remark on comments that silence nothing; they may be needed by runs that were not made.
    """
    found = _Comments(report, base)
    kept = [finding for finding in report.findings if not found.silence(finding)]
    return replace(_kept(report, kept), remarks=found.remarks(unused))


def _kept(report: Report, kept: list[Finding]) -> Selected:
    rules = {finding.code for finding in kept}
    shown = replace(report, findings=tuple(kept), rules=tuple(rule for rule in report.rules if rule.code in rules))
    return Selected(shown, len(report.findings) - len(kept))


class _Comments:
    """The ignore comments of the files that a report speaks of, and which of them were of use."""

    def __init__(self, report: Report, base: Path) -> None:
        places = [place for finding in report.findings for place in places_of(finding)]
        places += [crossing.place for run in report.runs for crossing in run.crossings]
        paths = dict.fromkeys([place.path for place in places])
        if report.target.path is not None:
            paths.setdefault(report.target.path)
        self._found = {path: comments(base / path) for path in paths}
        self._used: set[tuple[str, int, str]] = set()

    def silence(self, finding: Finding) -> bool:
        """Whether a comment on one of the finding's lines names its rule, or none and so all."""
        hit = False
        for place in places_of(finding):
            for word in self._found.get(place.path, {}).get(place.line or 0, ()):
                if word == "" or slug_of(word) == finding.rule:
                    self._used.add((place.path, place.line or 0, word))
                    hit = True
        return hit

    def remarks(self, unused: bool) -> tuple[str, ...]:
        """A line for each comment that names no rule, or that silenced nothing."""
        return tuple(
            f"{path}:{line}: {_wrong(word)}"
            for path, lines in self._found.items()
            for line, words in lines.items()
            for word in words
            if (path, line, word) not in self._used and (unused or (word and slug_of(word) is None))
        )


def _wrong(word: str) -> str:
    if word and slug_of(word) is None:
        return f"pickcheck: ignore[{word}] names no rule{nearest(word)}"
    return f"pickcheck: ignore[{word}] is not needed here" if word else "pickcheck: ignore is not needed here"


def comments(path: Path) -> dict[int, tuple[str, ...]]:
    """The ignore comments of a Python file: from a line's number to the rules named there ("" for all of them).

    Comments only: the same words in a string are none. A file that cannot be read, or is no Python, has none.
    """
    try:
        text = path.read_bytes()
        if b"pickcheck" not in text:
            return {}
        tokens = [token for token in tokenize.tokenize(io.BytesIO(text).readline) if token.type == tokenize.COMMENT]
    except (OSError, SyntaxError, ValueError, tokenize.TokenError):
        return {}
    found = {token.start[0]: _COMMENT.search(token.string) for token in tokens}
    return {line: _words(match[1]) for line, match in found.items() if match}


def _words(inside: str | None) -> tuple[str, ...]:
    words = [word.strip() for word in (inside or "").split(",")]
    return tuple(dict.fromkeys(word for word in words if word)) or ("",)


def rules_of(words: Sequence[str]) -> tuple[str, ...]:
    """Codes and slugs as slugs; raises UsageError, which names the nearest, for an unknown one."""
    return tuple(dict.fromkeys(find(word).slug for word in words))

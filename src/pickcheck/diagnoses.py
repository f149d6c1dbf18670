"""What ``pickcheck.check`` gives: what was found in one object, and a comparison of several picklers."""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from .model import FORMAT, Finding, Leaf, Severity


@dataclass(frozen=True)
class Diagnosis:
    """What was found in one object. True in a condition when it crosses.

    findings: one for each part that does not pickle (or does not load), worst first; warnings are of parts that load,
        but as another thing.
    notes: what was not looked at, and why; a bound that was reached is said here.
    name: the root of the paths.
    did: what was done, in words.
    pickler: by whose rules.
    """

    findings: tuple[Finding, ...]
    notes: tuple[str, ...] = ()
    name: str = "obj"
    did: str = "pickles"
    pickler: str = "multiprocessing"
    _weigh: Callable[[], dict[str, int]] | None = field(default=None, repr=False, compare=False)

    @property
    def ok(self) -> bool:
        """Whether the object crosses: there is no finding of severity error."""
        return not any(finding.severity is Severity.ERROR for finding in self.findings)

    @property
    def leaves(self) -> tuple[Leaf, ...]:
        """The parts that the findings are about."""
        return tuple(finding.leaf for finding in self.findings if finding.leaf is not None)

    def __bool__(self) -> bool:
        """Whether the object crosses, as ``ok``."""
        return self.ok

    def weight(self) -> dict[str, int]:
        """Bytes of the pickle by path, the heaviest first: the whole, then parts of at least 5 % of it, at most 50.

        The object is pickled again, piece by piece. What hangs at several places counts at the first. Raises what
        pickling raises.
        """
        return self._weigh() if self._weigh is not None else {}

    def __str__(self) -> str:
        """For people: each finding with what mends it, then the notes; or what was done, when nothing was found."""
        lines = list(dict.fromkeys(f"{f.message}\n    mend: {f.advice}" for f in self.findings))
        if self.ok:
            lines.insert(0, f"nothing found: it {self.did}" if not self.findings else f"it {self.did}, but:")
        return "\n".join([*lines, *(f"note: {note}" for note in self.notes)])

    def _repr_html_(self) -> str:
        """For notebooks: a table, everything in it escaped."""
        head = f"<b>{html.escape(self.name)}</b>: {'✓' if self.ok else '✗'}"
        rows = "".join(
            f"<tr><td>{html.escape(f.code)} {html.escape(f.rule)}</td><td style='text-align:left'>"
            f"{html.escape(f.message)}<br><i>mend: {html.escape(f.advice)}</i></td></tr>"
            for f in self.findings
        )
        notes = "".join(f"<div>note: {html.escape(note)}</div>" for note in self.notes)
        said = f"<div>it {html.escape(self.did)}</div>" if self.ok else ""
        return f"<div>{head}{said}<table>{rows}</table>{notes}</div>"

    def to_dict(self) -> dict[str, Any]:
        """Plain values, ready for JSON; each of ``findings`` as in the report, format 1."""
        from .render.json import finding_as_dict

        findings = [finding_as_dict(finding) for finding in self.findings]
        return {
            "format": FORMAT, "name": self.name, "pickler": self.pickler, "ok": self.ok, "did": self.did,
            "findings": findings, "notes": list(self.notes),
        }  # fmt: skip


@dataclass(frozen=True)
class Comparison:
    """The same object under several picklers. True in a condition when it crosses under every one of them.

    >>> import pickcheck
    >>> comparison = pickcheck.check([lambda: 1], pickler=("pickle", "cloudpickle"))
    >>> print(comparison)
            pickle  cloudpickle
    obj[0]  ✗       ✓
    >>> comparison.ok, comparison["cloudpickle"].ok
    (False, True)

    diagnoses: what was found, by the pickler's name, in the order in which they were asked for.
    """

    diagnoses: Mapping[str, Diagnosis]

    @property
    def ok(self) -> bool:
        """Whether every pickler carries it."""
        return all(self.diagnoses.values())

    def __bool__(self) -> bool:
        """Whether every pickler carries it, as ``ok``."""
        return self.ok

    def __getitem__(self, pickler: str) -> Diagnosis:
        """What was found under this pickler; raises KeyError for one that was not asked."""
        return self.diagnoses[pickler]

    def __str__(self) -> str:
        """A table: a line for each part that some pickler does not carry, a column for each pickler.

        ✗ it does not carry the part, ✓ it does, – it does not get to it, for something above does not cross.
        """
        names = list(self.diagnoses)
        paths = self._paths()
        if not paths:
            return f"nothing found: it crosses under each of {', '.join(names)}"
        width = max(map(len, paths))
        lines = ["  ".join([" " * width, *names])]
        for path in paths:
            marks = (_mark(one, path) for one in self.diagnoses.values())
            cells = [f"{mark:<{len(name)}}" for mark, name in zip(marks, names, strict=True)]
            lines.append("  ".join([f"{path:<{width}}", *cells]).rstrip())
        return "\n".join(lines)

    def _paths(self) -> list[str]:
        """One path for each part: another pickler may have come to it another way."""
        paths: list[str] = []
        known: set[str] = set()
        for one in self.diagnoses.values():
            for leaf in one.leaves:
                if leaf.path not in known:
                    paths.append(leaf.path)
                known.update((leaf.path, *leaf.also_at))
        return sorted(paths)

    def to_dict(self) -> dict[str, Any]:
        """Each pickler's diagnosis as plain values."""
        return {name: one.to_dict() for name, one in self.diagnoses.items()}


def _mark(diagnosis: Diagnosis, path: str) -> str:
    if any(path in (leaf.path, *leaf.also_at) for leaf in diagnosis.leaves):
        return "✗"
    above = any(path.startswith(leaf.path) and path[len(leaf.path)] in ".[{" for leaf in diagnosis.leaves)
    return "–" if above else "✓"

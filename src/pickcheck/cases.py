"""An object that is being checked, and what was found of it so far."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from .bounds import Limits
from .diagnoses import Diagnosis
from .explain import finding_of
from .facts.leaves import Failure
from .launch.leaves import leaf_of
from .model import Finding, Severity
from .picklers import Pickler
from .pickling.entries import describe
from .pickling.names import type_name
from .pickling.weigh import weigh
from .rules import Fault
from .sources import Sources

_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}


class Case:
    """What is being checked, and what was found of it so far."""

    def __init__(self, obj: object, name: str, pickler: Pickler, limits: Limits) -> None:
        self.obj, self.name, self.pickler, self.limits = obj, name, pickler, limits
        self.sources = Sources(Path.cwd())
        self.findings: list[Finding] = []
        self.notes: list[str] = []
        self.did = ["pickles"]

    def add(
        self, leaves: Iterable[dict[str, Any]], notes: Iterable[str], stage: str, method: str | None = None
    ) -> None:
        """Explain leaves; what is known already is not told again."""
        facts = tuple(leaf_of(leaf) for leaf in leaves)
        kind = type_name(type(self.obj))
        failure = Failure("check", "to child", None, True, "parent", ("", ""), kind, facts, (), 1, frozenset(), stage)
        for leaf in facts:
            finding = finding_of(Fault(failure, leaf), self.sources)
            finding = replace(finding, runs=(), related={"methods": [method]} if method else {})
            known = next((index for index, other in enumerate(self.findings) if _same(finding, other)), None)
            if known is None:
                self.findings.append(finding)
            elif method:
                known_methods = self.findings[known].related.get("methods", [])
                self.findings[known] = replace(finding, related={"methods": [*known_methods, method]})
        self.notes.extend(note for note in notes if note not in self.notes)

    def add_whole(
        self, event: str, error: BaseException | None, said: dict[str, Any], method: str | None = None
    ) -> None:
        """A failure of the object as a whole."""
        leaf = {**describe(self.obj, error or RuntimeError(), self.name), **said}
        leaf["load"] = {"event": event, "module": "?", "qualname": "?", **said.get("load", {})}
        self.add([leaf], (), "load", method)

    @property
    def broken(self) -> bool:
        """Whether something was found that keeps the object from crossing."""
        return any(finding.severity is Severity.ERROR for finding in self.findings)

    def diagnosis(self) -> Diagnosis:
        """The result."""
        findings = tuple(sorted(self.findings, key=lambda finding: _ORDER[finding.severity]))
        return Diagnosis(
            findings, tuple(self.notes), self.name, ", and ".join(self.did), self.pickler.name, self._weigh
        )

    def _weigh(self) -> dict[str, int]:
        if self.pickler.cls is None or not self.pickler.in_c:
            return {self.name: len(self.pickler.dumps(self.obj))}
        return weigh(self.obj, name=self.name, pickler=self.pickler.cls)


def _same(one: Finding, other: Finding) -> bool:
    return (
        one.rule == other.rule and one.leaf is not None and other.leaf is not None and one.leaf.path == other.leaf.path
    )

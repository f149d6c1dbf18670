"""A hash that is another in every process."""

from __future__ import annotations

from collections.abc import Iterable

from ..facts.surroundings import Difference
from ..model import Severity
from .rule import RunRule, RunView, Said


def _find(run: RunView) -> Iterable[Said]:
    for one in run.facts.surroundings.differences:
        if one.kind == "hash":
            yield Said(
                f"{one.subject} gave {_gave(one)} for an equal value: a text's hash is another in every process that is not "
                f"forked{_consequence(one)}",
                "take a hash that is the same everywhere, zlib.crc32(text.encode()) or hashlib's; or set PYTHONHASHSEED before "
                "Python starts",
                Severity.ERROR if one.facts["counts"] else Severity.WARNING,
                channel=one.channel,
                place=one.place,
                about=one.subject,
            )


def _gave(one: Difference) -> str:
    other = "the parent" if one.facts["parents"] else "another child"
    if one.facts["alike"]:
        return f"one number in a child and another in {other}"  # which ones differs from run to run
    return f"a number in a child that comes of another hash in {other}"


def _consequence(one: Difference) -> str:
    if one.facts["left"]:
        return ", and the child sends the number on"
    if one.facts["use"] == "decides":
        return ", and the child decides by the number"
    return ", and the child seeds with it" if one.facts["use"] == "seed" else ""


RULE = RunRule(
    code="PK411",
    slug="hash-seed",
    title="a text's hash is another in each child",
    why=(
        "Python hashes str and bytes, and what holds them, with a seed that each process draws for itself unless PYTHONHASHSEED "
        "is set. A forked child has its parent's; one that is spawned has its own. What is sorted into shares by hash(), or known "
        "by it, goes elsewhere in each. Reported only where two processes of the run were seen to hash equal values otherwise by "
        "calls of hash() in functions of the script's; as an error where the number was sent on or compared. Not seen: calls at a "
        "module's top level, calls of the parent's before it starts its first child, and the order of a set."
    ),
    find=_find,
)

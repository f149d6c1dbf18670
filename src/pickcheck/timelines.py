"""What the processes of a run wrote down, moment by moment -> the timeline of a report."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from .facts.processes import Moment as Fact
from .facts.runs import RunFacts
from .model import Moment, Timeline
from .sources import Sources

# Of a run with very many moments these are kept first.
_RANKS = {"stop": 0, "wait": 0, "fail": 1, "raise": 1, "broken": 1, "signal": 2, "start": 3, "begin": 4, "end": 3}
MOST = 120
SCRIPT = "the script"


def timeline_of(
    run: int, facts: RunFacts, began: float, seconds: float, ending: str, stopped: bool, sources: Sources
) -> Timeline:
    """The timeline of the run of this index, which began at ``began`` (the epoch's seconds).

    ending: how the script ended, in words; or, if pickcheck ``stopped`` it, why.
    """
    names = _names(facts)
    found = [
        fact for fact in facts.moments if fact.pid in names and not (fact.pid == facts.main_pid and fact.kind == "end")
    ]
    moments = [_moment(fact, began, seconds, names, sources) for fact in found]
    moments += [
        Moment(seconds, names.get(wait.pid, wait.process), "wait", f"waits for {wait.what}" if wait.what else "runs",
               sources.place(wait.place))
        for wait in facts.waits
    ]  # fmt: skip
    moments.append(Moment(seconds, "pickcheck" if stopped else SCRIPT, "stop" if stopped else "end", ending))
    moments = _settled(moments)
    kept = sorted(moments, key=lambda moment: (_RANKS.get(moment.kind, 5), moment.at))[:MOST]
    return Timeline(run, tuple(sorted(kept, key=_when)), len(moments) - len(kept))


_LAST = {"start": -2, "begin": -1, "end": 1, "stop": 2}


def _when(moment: Moment) -> tuple[float, int]:
    return moment.at, _LAST.get(moment.kind, 0)


def _settled(moments: list[Moment]) -> list[Moment]:
    """A start not after what its process did: the parent writes it down later; an end not before: threads go on."""
    first: dict[str, float] = {}
    last: dict[str, float] = {}
    for moment in moments:
        first[moment.process] = min(first.get(moment.process, moment.at), moment.at)
        last[moment.process] = max(last.get(moment.process, moment.at), moment.at)
    return [
        replace(moment, at=min(moment.at, first.get(moment.other or "", moment.at))) if moment.kind == "start"
        else replace(moment, at=last[moment.process]) if moment.kind == "end" and moment.process != SCRIPT
        else moment
        for moment in moments
    ]  # fmt: skip


def _names(facts: RunFacts) -> dict[int, str]:
    """The processes' names, no two alike."""
    names, seen = {}, Counter([SCRIPT])
    for child in facts.children:
        seen[child.name] += 1
        names[child.pid] = child.name if seen[child.name] == 1 else f"{child.name} ({seen[child.name]})"
    return {**names, facts.main_pid: SCRIPT} if facts.main_pid is not None else names


def _moment(fact: Fact, began: float, seconds: float, names: dict[int, str], sources: Sources) -> Moment:
    at = round(min(max(fact.at - began, 0.0), max(seconds, fact.at - began, 0.0)), 3)
    other = names.get(fact.other) if fact.other is not None else None
    text = f"starts {other}" if fact.kind == "start" and other else fact.text
    if fact.kind == "signal":
        text = f"{fact.text} to {other or 'a process'}"
    return Moment(at, names[fact.pid], fact.kind, text, sources.place(fact.place), other)

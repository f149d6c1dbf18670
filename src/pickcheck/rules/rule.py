"""What a rule is: a cause with a code and a slug, and a predicate on facts."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from ..facts.leaves import Failure, LeafFacts
from ..facts.runs import RunFacts
from ..model import RuleInfo, Severity
from ..thresholds import DEFAULT, Thresholds

_STARTS = frozenset(
    ["target", "args", "kwargs", "initializer", "initargs", "self", "dataset", "collate_fn", "worker_init_fn"]
)
ENGINES = frozenset(["loky", "joblib", "dask", "dataloader", "interpreter"])  # channels of other libraries' making


@dataclass(frozen=True)
class Fault:
    """One leaf of one failed dump: what the rules for pickling look at."""

    failure: Failure
    leaf: LeafFacts

    @property
    def starts_process(self) -> bool:
        """Whether it happened while a process was started (multiprocessing's own objects cross only then)."""
        return self.leaf.root in _STARTS and (
            self.failure.channel in ("process", "pool", "executor", "manager", "loky", "joblib", "dataloader")
        ) and self.failure.type.rpartition(".")[2] not in ("tuple", "_CallItem")  # fmt: skip


@dataclass(frozen=True)
class Rule:
    """A cause.

    code: PKnnn, never reused. slug: the file's name, the documentation's anchor, the corpus folder.
    title: one line. why: what goes on, for the documentation. matches: whether a fault is this rule's.
    message, advice: for a fault that matches; what is wrong, and what mends it, in the user's terms.
    stage: "dump" or "load", the faults it is asked about. severity: of its findings, where the script did not handle it.
    whole: the path of the object that the leaf is an inner detail of. Where such an object has more than ``most`` leaves, they
    are one finding.
    """

    code: str
    slug: str
    title: str
    why: str
    matches: Callable[[Fault], bool]
    message: Callable[[Fault], str]
    advice: Callable[[Fault], str]
    stage: str = "dump"
    severity: Severity = Severity.ERROR
    whole: Callable[[Fault], str] | None = None
    most: int = 3

    @property
    def help(self) -> str:
        """Where the documentation explains it."""
        return help_of(self.slug)

    @property
    def info(self) -> RuleInfo:
        """The rule as a report carries it."""
        return RuleInfo(self.code, self.slug, self.title, self.help)


@dataclass(frozen=True)
class RunView:
    """A run as a rule about whole runs sees it: its start method, how it ended, and its facts.

    ended: "" | "time limit" | "stalled" | "respawning" | "interrupted". works_under: the start methods under which the same target, on the same
    interpreter, ended well.
    """

    method: str
    exit_status: int | None
    ended: str
    seconds: float
    facts: RunFacts
    works_under: tuple[str, ...] = ()
    thresholds: Thresholds = DEFAULT


@dataclass(frozen=True)
class Said:
    """What a rule says of a run; ``place`` is (file, line, function), ``about`` tells one saying from another."""

    message: str
    advice: str
    severity: Severity = Severity.ERROR
    channel: str | None = None
    place: tuple[str, int, str] | None = None
    about: str = ""
    direction: str | None = None


@dataclass(frozen=True)
class RunRule:
    """A cause that shows in a run as a whole, not in one object: what it says of a run, perhaps several things."""

    code: str
    slug: str
    title: str
    why: str
    find: Callable[[RunView], Iterable[Said]]

    @property
    def info(self) -> RuleInfo:
        """The rule as a report carries it."""
        return RuleInfo(self.code, self.slug, self.title, help_of(self.slug))


def help_of(slug: str) -> str:
    """The documentation's anchor of a rule."""
    return f"docs/rules.md#{slug}"

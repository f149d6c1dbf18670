"""The library call: one object, or one script, from Python."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from .checker import Options, known_method
from .checker import check as run_check
from .errors import UsageError
from .explain import finding_of
from .facts import Failure
from .launch.reader import leaf_of
from .model import Finding, Report, Target
from .pickling.probe import find_leaves
from .rules import Fault
from .sources import Sources


@dataclass(frozen=True)
class Diagnosis:
    """What was found in one object. True in a condition when nothing was.

    findings: one for each leaf that will not cross. notes: what was not looked at, and why.
    """

    findings: tuple[Finding, ...]
    notes: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether the object pickles."""
        return not self.findings

    def __bool__(self) -> bool:
        return self.ok

    def __str__(self) -> str:
        lines = [f"{f.message}\n    mend: {f.advice}" for f in self.findings] or ["nothing found: it pickles"]
        return "\n".join([*lines, *(f"note: {note}" for note in self.notes)])


def check(obj: object, *, name: str = "obj", load: bool = False, methods: Sequence[str] | None = None) -> Diagnosis:
    """Find every part of ``obj`` that cannot be sent to another process.

    The object's own ``__reduce_ex__``, ``__getstate__`` and the like run, as they do when it is pickled, by
    multiprocessing's rules (``ForkingPickler``). ``name`` is the root that paths begin with.
    ``load`` and ``methods`` are not built yet: anything but their defaults raises NotImplementedError.
    """
    if load or methods is not None:
        raise NotImplementedError("pickcheck.check looks at pickling only so far: load=False, methods=None")
    probe = find_leaves(obj, name=name)
    leaves = tuple(leaf_of(facts) for facts in probe.leaves)
    kind = f"{type(obj).__module__}.{type(obj).__qualname__}"
    failure = Failure("check", "to child", None, True, "parent", ("", ""), kind, leaves, (), 1, frozenset())
    sources = Sources(Path.cwd())
    return Diagnosis(tuple(finding_of(Fault(failure, leaf), sources) for leaf in leaves), tuple(probe.notes))


def assert_picklable(obj: object, *, name: str = "obj") -> None:
    """Raise an AssertionError that shows every part of ``obj`` that cannot be sent to another process."""
    diagnosis = check(obj, name=name)
    if not diagnosis:
        raise AssertionError(f"{name} does not pickle\n{diagnosis}")


def check_script(
    path: str, args: Sequence[str] = (), *, methods: Sequence[str] | None = None, pythons: Sequence[str] | None = None,
    timeout: float = 60,
) -> Report:  # fmt: skip
    """Run a script under every start method (or under ``methods``) and report, as the command does.

    ``pythons``: versions or paths of interpreters. ``timeout``: seconds of one run. Raises errors.PickcheckError
    (TargetError, InterpreterError, UsageError) when there is nothing to run.
    """
    if timeout <= 0:
        raise UsageError("timeout must be more than 0 seconds")
    chosen = tuple(known_method(method) for method in methods or ())
    options = Options(methods=chosen, pythons=tuple(pythons or ()), timeout=timeout)
    return run_check(Target(str(path), None, tuple(args)), options)

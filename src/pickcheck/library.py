"""The library call: one object, or one script, from Python."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, overload

from .checker import Options, known_method
from .checker import check as run_check
from .diagnoses import Comparison, Diagnosis
from .errors import UsageError
from .explain import finding_of
from .facts import Failure
from .launch import fresh
from .launch.reader import leaf_of
from .model import Finding, Report, Severity, Target
from .picklers import DEFAULT, Dumps, Pickler, pickler_of
from .pickling.changes import find_changes
from .pickling.load import find_load_faults
from .pickling.names import type_name
from .pickling.probe import describe
from .pickling.weigh import weigh
from .rules import Fault
from .sources import Sources

One = str | type | Dumps
_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}


@overload
def check(
    obj: object, *, name: str = ..., load: bool = ..., methods: Sequence[str] | None = ..., pickler: One | None = ...
) -> Diagnosis: ...
@overload
def check(
    obj: object, *, name: str = ..., load: bool = ..., methods: Sequence[str] | None = ..., pickler: tuple[One, ...]
) -> Comparison: ...
def check(
    obj: object, *, name: str = "obj", load: bool = True, methods: Sequence[str] | None = None,
    pickler: One | tuple[One, ...] | None = None,
) -> Diagnosis | Comparison:  # fmt: skip
    """Find every part of ``obj`` that cannot be sent to another process, and why.

    The object is pickled: its own ``__reduce_ex__``, ``__getstate__`` and the like run, as they always do then.

    >>> import pickcheck, threading
    >>> diagnosis = pickcheck.check({"jobs": [print, threading.Lock()]}, name="work")
    >>> diagnosis.ok, [leaf.path for leaf in diagnosis.leaves]
    (False, ["work['jobs'][1]"])

    name: the root that paths begin with.
    load: load what was pickled again, in this process. That runs code of the object's classes too (``__setstate__``,
        constructors), and makes a second object, which is compared with the first and dropped.
    methods: "spawn", "forkserver": also load it in a fresh process as a child that is started so would, with this
        program's main module, and pickle it as an argument of a process (where locks and queues may cross). Safe at a
        module's top level without a main guard: in a child nothing further is started. "fork" starts no process.
    pickler: "multiprocessing" (ForkingPickler, the default), "pickle", "cloudpickle", "dill", "joblib", "loky",
        "dask" (distributed's), "ray", "pyspark", "torch" (torch.multiprocessing's), a pickler class, or a function that
        gives bytes; a tuple of them gives a Comparison. With methods, only the default.

    Returns a Diagnosis, true in a condition when the object crosses; with a tuple of picklers a Comparison.

    Raises UsageError for an unknown method or pickler. Nothing that the object's own code raises leaves this call, but
    KeyboardInterrupt and SystemExit raised while it is pickled.
    """
    if isinstance(pickler, tuple):
        one_by_one = [pickler_of(one) for one in pickler]
        return Comparison({one.name: _check(obj, name, load, (), one) for one in one_by_one})
    chosen = tuple(known_method(method) for method in methods or ())
    if chosen and pickler not in (None, DEFAULT):
        raise UsageError("methods= goes with multiprocessing's own pickler only")
    return _check(obj, name, load, chosen, pickler_of(pickler))


def assert_picklable(
    obj: object, *, name: str = "obj", load: bool = True, methods: Sequence[str] | None = None,
    pickler: One | None = None,
) -> None:  # fmt: skip
    """Raise an AssertionError that shows every part of ``obj`` that cannot be sent to another process.

    >>> import pickcheck
    >>> pickcheck.assert_picklable({"n": 1})
    >>> pickcheck.assert_picklable([lambda: 1], name="hooks")
    Traceback (most recent call last):
    AssertionError: hooks does not pickle
    hooks[0] is a lambda, which pickle can only send by name, and it has none
    ...

    Takes what ``check`` takes, but one pickler only, and raises what that raises. Warnings and notes do not fail it.
    """
    diagnosis = check(obj, name=name, load=load, methods=methods, pickler=pickler)
    if not diagnosis:
        raise AssertionError(f"{name} does not pickle\n{diagnosis}")


def check_script(
    path: str, args: Sequence[str] = (), *, methods: Sequence[str] | None = None, pythons: Sequence[str] | None = None,
    timeout: float = 60,
) -> Report:  # fmt: skip
    """Run a script under every start method (or under ``methods``) and report, as the command does.

    >>> import pickcheck
    >>> report = pickcheck.check_script(script, methods=["spawn"])
    >>> [(run.method, run.outcome.value) for run in report.runs], [finding.rule for finding in report.findings]
    ([('spawn', 'fails')], ['lambda-arg'])

    path, args: the script, and its arguments.
    methods: "fork", "spawn", "forkserver", "windows" (emulated elsewhere); all that there are by default.
    pythons: versions or paths of interpreters; by default the active virtual environment's, else this one.
    timeout: seconds that one run may take; then it is ended with all its processes.

    Returns the Report. Raises errors.PickcheckError when there is nothing to run: TargetError (no such file, a syntax
    error), InterpreterError, UsageError (an unknown start method).
    """
    if timeout <= 0:
        raise UsageError("timeout must be more than 0 seconds")
    chosen = tuple(known_method(method) for method in methods or ())
    options = Options(methods=chosen, pythons=tuple(pythons or ()), timeout=timeout)
    return run_check(Target(str(path), None, tuple(args)), options)


# ---------------------------------------------------------------- one object, one pickler


class _Case:
    """What is being checked, and what was found of it so far."""

    def __init__(self, obj: object, name: str, pickler: Pickler) -> None:
        self.obj, self.name, self.pickler = obj, name, pickler
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


def _check(obj: object, name: str, load: bool, methods: Sequence[str], pickler: Pickler) -> Diagnosis:
    case = _Case(obj, name, pickler)
    away = [method for method in methods if method != "fork"]
    if not methods or not away:
        _check_here(case, load)
    for method in away:
        _check_there(case, method, load)
    return case.diagnosis()


def _check_here(case: _Case, load: bool) -> None:
    probe = case.pickler.find_leaves(case.obj, case.name)
    case.add(probe.leaves, probe.notes, "dump")
    if load and not case.broken:
        _load(case)


def _load(case: _Case) -> None:
    """Load in this process what was pickled."""
    try:
        data = bytes(case.pickler.dumps(case.obj))
    except Exception as error:  # it pickled a moment ago
        case.add([describe(case.obj, error, case.name)], (), "dump")
        return
    try:
        loaded = case.pickler.loads(data)
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        faults = find_load_faults(data, name=case.name, error=error)
        case.add(faults.leaves, faults.notes, "load")
    else:
        case.did.append("loads in this process")
        if case.pickler.cls is not None and case.pickler.in_c:
            changes = find_changes(case.obj, loaded, name=case.name, pickler=case.pickler.cls)
            case.add(changes.leaves, changes.notes, "load")


def _check_there(case: _Case, method: str, load: bool) -> None:
    """Pickle as for a process that is being started, and load in a fresh one."""
    with fresh.sending(method):
        probe = case.pickler.find_leaves(case.obj, case.name)
    case.add(probe.leaves, probe.notes, "dump", method)
    if probe.leaves or not load:
        return
    if fresh.is_being_imported():
        case.notes.append(f"not loaded under {method}: this is a child that imports the main module")
        return
    try:
        arrival = fresh.arrive(case.obj, case.name, method)
    except (AttributeError, OSError, RuntimeError) as error:
        case.add_whole("main", error, {}, method)
        return
    if arrival.event:
        said: dict[str, Any] = {"raised": arrival.raised, "load": {"raised_in": arrival.raised_in}}
        case.add_whole(arrival.event, None, said, method)
    case.add(arrival.leaves, arrival.notes, "load", method)
    if not arrival.event and not arrival.leaves:
        case.did.append(f"loads in a fresh process ({method})")

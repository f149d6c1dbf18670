"""The library call: one object, or one script, from Python."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, overload

from .bounds import Limits
from .checker import Options, known_method
from .checker import check as run_check
from .diagnoses import Comparison, Diagnosis
from .errors import UsageError
from .explain import finding_of
from .facts.leaves import Failure
from .launch import forked, fresh
from .launch.deadly import blame
from .launch.leaves import leaf_of
from .model import Finding, Report, Severity, Target
from .picklers import DEFAULT, DEFAULTS, Dumps, Pickler, pickler_of
from .pickling.changes import find_changes
from .pickling.entries import describe
from .pickling.load import find_load_faults
from .pickling.names import type_name
from .pickling.weigh import weigh
from .rules import Fault
from .sources import Sources

One = str | type | Dumps
_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}


@overload
def check(
    obj: object, *, name: str = ..., load: bool = ..., methods: Sequence[str] | None = ..., pickler: One | None = ...,
    limits: Limits = ...,
) -> Diagnosis: ...  # fmt: skip
@overload
def check(
    obj: object, *, name: str = ..., load: bool = ..., methods: Sequence[str] | None = ..., pickler: tuple[One, ...],
    limits: Limits = ...,
) -> Comparison: ...  # fmt: skip
def check(
    obj: object, *, name: str = "obj", load: bool = True, methods: Sequence[str] | None = None,
    pickler: One | tuple[One, ...] | None = None, limits: Limits = DEFAULTS,
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
    limits: how far it goes; a note says where it went no further.

    Each pass reduces each object once, as pickle does: one pass looks for leaves; one makes the pickle, to load it, or
    to be sure of what the first did not see as a dump does; after loading, one each compares the object and what came of it. With methods the first is made in a forked copy of this process (on Linux), which
    an object that ends the process that pickles it does not survive; the caller does, and the diagnosis says how it ended.

    Returns a Diagnosis, true in a condition when the object crosses; with a tuple of picklers a Comparison.

    Raises UsageError for an unknown method or pickler. Nothing that the object's own code raises leaves this call, but
    KeyboardInterrupt and SystemExit raised while it is pickled.
    """
    if isinstance(pickler, tuple):
        one_by_one = [pickler_of(one) for one in pickler]
        return Comparison({one.name: _check(obj, name, load, (), one, limits) for one in one_by_one})
    chosen = tuple(known_method(method) for method in methods or ())
    if chosen and pickler not in (None, DEFAULT):
        raise UsageError("methods= goes with multiprocessing's own pickler only")
    return _check(obj, name, load, chosen, pickler_of(pickler), limits)


def assert_picklable(
    obj: object, *, name: str = "obj", load: bool = True, methods: Sequence[str] | None = None,
    pickler: One | None = None, limits: Limits = DEFAULTS,
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
    diagnosis = check(obj, name=name, load=load, methods=methods, pickler=pickler, limits=limits)
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


def _check(obj: object, name: str, load: bool, methods: Sequence[str], pickler: Pickler, limits: Limits) -> Diagnosis:
    case = _Case(obj, name, pickler, limits)
    away = [method for method in methods if method != "fork"]
    if not methods or not away:
        _check_here(case, load)
    for method in away:
        _check_there(case, method, load)
    return case.diagnosis()


def _check_here(case: _Case, load: bool) -> None:
    probe = case.pickler.find_leaves(case.obj, case.name, case.limits, confirm=not load)
    case.add(probe.leaves, probe.notes, "dump")
    if load and not case.broken:
        with _without_collections():
            _load(case)


@contextmanager
def _without_collections() -> Iterator[None]:
    """The garbage collector would go over millions of new objects again and again."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _load(case: _Case) -> None:
    """Load in this process what was pickled."""
    try:
        data = bytes(
            case.pickler.dumps(case.obj)
        )  # no view: 3.14 complains where a buffer is collected before its views
    except Exception as error:  # too deep, or it has changed since it was looked through
        again = case.pickler.find_leaves(case.obj, case.name, case.limits)
        case.add(again.leaves or [describe(case.obj, error, case.name)], again.notes, "dump")
        return
    try:
        loaded = case.pickler.loads(data)
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        largest, seconds = case.limits.load_bytes, case.limits.load_seconds
        faults = find_load_faults(data, name=case.name, error=error, largest=largest, seconds=seconds)
        case.add(faults.leaves, faults.notes, "load")
    else:
        case.did.append("loads in this process")
        if case.pickler.cls is not None and case.pickler.in_c:
            most = case.limits.compared
            changes = find_changes(case.obj, loaded, name=case.name, pickler=case.pickler.cls, most=most)
            case.add(changes.leaves, changes.notes, "load")


def _look(case: _Case, obj: object, name: str, method: str) -> tuple[list[dict[str, Any]], list[str]]:
    """The leaves and the notes, as plain data."""
    with fresh.sending(method):
        probe = case.pickler.find_leaves(obj, name, case.limits)
    return probe.leaves, probe.notes


def _blame(case: _Case, tried: forked.Tried, method: str) -> None:
    """The copy that pickled it did not survive that, or never came back."""
    path, part = case.name, case.obj
    if tried.event == "died":
        path, part = blame(
            case.obj, case.name, lambda one: forked.first(lambda: _look(case, one, "obj", method)).event == "died"
        )
        error: OSError = ChildProcessError(f"the process that pickled it {tried.said}")
    else:
        error = TimeoutError(f"pickling it was {tried.said}")
    case.add([describe(part, error, path)], (), "dump", method)


def _check_there(case: _Case, method: str, load: bool) -> None:
    """Pickle as for a process that is being started, and load in a fresh one.

    What pickling does to a process is done to a forked copy of this one first, where there is such a thing.
    """
    seconds = case.limits.process_seconds
    tried = forked.first(lambda: _look(case, case.obj, case.name, method), seconds)
    if tried.event in ("died", "late"):
        _blame(case, tried, method)
        return
    leaves, notes = tried.value or _look(case, case.obj, case.name, method)
    case.add(leaves, notes, "dump", method)
    if leaves or not load:
        return
    if fresh.is_being_imported():
        case.notes.append(f"not loaded under {method}: this is a child that imports the main module")
        return
    try:
        arrival = fresh.arrive(case.obj, case.name, method, seconds)
    except (AttributeError, OSError, RuntimeError) as error:
        case.add_whole("main", error, {}, method)
        return
    if arrival.event:
        said: dict[str, Any] = {"raised": arrival.raised, "load": {"raised_in": arrival.raised_in}}
        case.add_whole(arrival.event, None, said, method)
    case.add(arrival.leaves, arrival.notes, "load", method)
    if not arrival.event and not arrival.leaves:
        case.did.append(f"loads in a fresh process ({method})")

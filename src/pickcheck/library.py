"""The library call: one object, or one script, from Python."""

from __future__ import annotations

from collections.abc import Sequence
from typing import overload

from .bounds import Limits
from .checker import Options, known_method
from .checker import check as run_check
from .diagnoses import Comparison, Diagnosis
from .errors import UsageError
from .model import Report, Target
from .objects import check_object
from .picklers import DEFAULT, DEFAULTS, Dumps, pickler_of

One = str | type | Dumps


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
        return Comparison({one.name: check_object(obj, name, load, (), one, limits) for one in one_by_one})
    chosen = tuple(known_method(method) for method in methods or ())
    if chosen and pickler not in (None, DEFAULT):
        raise UsageError("methods= goes with multiprocessing's own pickler only")
    return check_object(obj, name, load, chosen, pickler_of(pickler), limits)


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

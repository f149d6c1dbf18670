"""One object checked with one pickler: in this process, and as a child that is started would get it."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from .bounds import Limits
from .cases import Case
from .diagnoses import Diagnosis
from .launch import forked, fresh
from .launch.deadly import blame
from .picklers import Pickler
from .pickling.changes import find_changes
from .pickling.entries import describe
from .pickling.load import find_load_faults


def check_object(
    obj: object, name: str, load: bool, methods: Sequence[str], pickler: Pickler, limits: Limits
) -> Diagnosis:
    """What of the object does not cross; methods: to which a child would be started, none for this process alone."""
    case = Case(obj, name, pickler, limits)
    away = [method for method in methods if method != "fork"]
    if not methods or not away:
        _check_here(case, load)
    for method in away:
        _check_there(case, method, load)
    return case.diagnosis()


def _check_here(case: Case, load: bool) -> None:
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


def _load(case: Case) -> None:
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


def _look(case: Case, obj: object, name: str, method: str) -> tuple[list[dict[str, Any]], list[str]]:
    """The leaves and the notes, as plain data."""
    with fresh.sending(method):
        probe = case.pickler.find_leaves(obj, name, case.limits)
    return probe.leaves, probe.notes


def _blame(case: Case, tried: forked.Tried, method: str) -> None:
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


def _check_there(case: Case, method: str, load: bool) -> None:
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

"""Hooks that are imported when they are called for the first time."""

from __future__ import annotations

import os
import sys
import threading

import pytest

from pickcheck.recorder import dumps, later
from pickcheck.recorder.guard import Hook
from pickcheck.recorder.later import Later
from pickcheck.recorder.patches import PATCHES
from pickcheck.recorder.session import session

ROWS = [(module, name, hook) for module, hooks in PATCHES.items() for name, hook in hooks.items()]


@pytest.mark.parametrize(("module", "name", "hook"), ROWS, ids=[f"{module}.{name}" for module, name, _hook in ROWS])
def test_every_name_in_the_table_is_there(module, name, hook):
    for event, value in hook._later.items():
        assert getattr(hook, event) is value.now(), (module, name, event)


def test_a_name_is_resolved_once():
    hook = Hook("obj", leave=Later("dumps").leave_dumps)
    assert "leave" not in vars(type(hook)) or hook.leave is dumps.leave_dumps
    assert hook.leave is dumps.leave_dumps
    hook._later.clear()
    assert hook.leave is dumps.leave_dumps


def test_no_frame_is_added_to_the_first_call(monkeypatch):
    monkeypatch.setattr(dumps, "leave_dumps", lambda *_args: sys._getframe(1).f_code.co_name)
    hook = Hook("obj", leave=Later("dumps").leave_dumps)
    assert hook.leave(0.0, None, None) == "test_no_frame_is_added_to_the_first_call"


def test_a_name_that_there_is_not_stays_an_error():
    with pytest.raises(AttributeError):
        Hook().nothing


@pytest.mark.parametrize(
    ("event", "args", "value"),
    [
        ("enter", (1, 2), None),
        ("leave", ("token", "value", 3), "value"),
        ("counted", ("file",), "file"),
        ("done", (), None),
    ],
)
def test_what_cannot_be_imported_does_nothing_and_is_tried_again(event, args, value, monkeypatch, tmp_path):
    troubles = []
    monkeypatch.setattr(session, "trouble", lambda *facts: troubles.append(facts))
    hook = (
        Hook(uses={event: Later("no_such_module").any})
        if event not in ("enter", "leave")
        else Hook(**{event: Later("no_such_module").any})
    )
    assert getattr(hook, event)(*args) == value
    assert getattr(hook, event)(*args) == value
    assert [what for what, _error in troubles] == ["import no_such_module"] * 2


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")
@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")
def test_no_fork_in_the_middle_of_an_import(monkeypatch):
    entered, leave = threading.Event(), threading.Event()

    def slow(*_args, **_keywords):
        entered.set()
        leave.wait(10)
        return dumps

    monkeypatch.setattr(later, "_import", slow)
    importing = threading.Thread(target=Later("dumps").leave_dumps.now)
    importing.start()
    assert entered.wait(10)
    forked = threading.Event()

    def fork():
        pid = os.fork()
        if pid == 0:
            os._exit(0 if later._lock.acquire(blocking=False) else 1)
        forked.status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        forked.set()

    forking = threading.Thread(target=fork)
    forking.start()
    assert not forked.wait(0.2)
    leave.set()
    assert forked.wait(10)
    assert forked.status == 0
    importing.join()
    forking.join()


def test_no_other_thread_forks_while_a_failure_is_looked_into(monkeypatch):
    """A child that is forked in the middle of an import would wait for that without end."""
    held = []

    def imported(name, fromlist):
        held.append((name.rpartition("pickcheck.")[2], later._lock._is_owned()))

    monkeypatch.setattr(later, "_import", imported)
    later.bring(*dumps.LOOK)
    assert held == [("recorder.failures", True), ("pickling.probe", True)] and not later._lock._is_owned()

"""What ``pytest --pickcheck`` does: hears of every object that does not get over a process boundary, and tells at the end.

Heard is what multiprocessing pickles and loads in the process that runs the tests and in what it forks: arguments of
processes, items of queues, messages, tasks and results of pools and executors, calls of managers. An object is looked
through after it failed, and at no other time; nothing is run again.

    lost       an item that a queue's feeder thread drops, a result that ends a pool's thread: nobody else is told
    handled    an error that was raised in the test, or handed to it as the error of a task
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
import threading
import warnings
from collections.abc import Generator
from dataclasses import asdict, dataclass
from multiprocessing import process, queues, reduction
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from .library import check, of_pickle
from .pytest_plugin import DroppedItemWarning

_KEY = "pickcheck_heard"
# Functions of multiprocessing whose thread ends, or goes on without telling anyone, when what it pickles or loads fails.
_NOBODY = {
    ("multiprocessing.queues", "_feed"): "a queue dropped an item that does not pickle; put() had returned",
    ("multiprocessing.pool", "_handle_results"): "a pool is deaf: a result that does not load has ended its thread",
}


@dataclass(frozen=True)
class Heard:
    """One object that did not get over: in which test, what was found in it, and how it was lost ("": handled)."""

    test: str
    what: str
    lost: str


class Watch:
    """A plugin while ``--pickcheck`` is given. strict: a test in which something is lost fails."""

    def __init__(self, strict: bool) -> None:
        self.strict = strict
        self.heard: list[Heard] = []
        self.fresh: list[Heard] = []  # of the test that is running
        self._test = ""
        self._told: list[Heard] = []
        self._pid = os.getpid()
        self._busy = threading.local()
        self._folder = Path(tempfile.mkdtemp(prefix="pickcheck-"))  # what forked processes hear
        self._read: dict[str, int] = {}
        self._install()

    # ------------------------------------------------------------ hearing

    def _install(self) -> None:
        """Lib/multiprocessing/reduction.py, 3.10 to 3.14: every dump is ``ForkingPickler.dump``, every load its ``loads``."""
        cls: Any = reduction.ForkingPickler
        dump, loads = cls.dump, cls.loads
        self._before = {name: cls.__dict__.get(name) for name in ("dump", "loads")}

        def heard_dump(pickler: Any, obj: object) -> Any:
            try:
                return dump(pickler, obj)
            except Exception:
                self._hear(lambda: check(obj, name=_name(obj), load=False), sys._getframe(1))
                raise

        def heard_loads(data: Any, *args: Any, **words: Any) -> Any:
            try:
                return loads(data, *args, **words)
            except Exception as error:
                refused = error
                self._hear(lambda: of_pickle(bytes(data), refused), sys._getframe(1))
                raise

        cls.dump, cls.loads = heard_dump, staticmethod(heard_loads)

    def _hear(self, look: Any, frame: FrameType) -> None:
        if getattr(self._busy, "now", False):
            return  # our own search
        self._busy.now = True
        try:
            diagnosis = look()
            if not diagnosis:
                self._note(Heard(self._test, str(diagnosis), _lost(frame)))
        except Exception as error:  # never into the test
            self._note(
                Heard(
                    self._test, f"an object that does not get over; looking through it failed: {error!r}", _lost(frame)
                )
            )
        finally:
            self._busy.now = False

    def _note(self, heard: Heard) -> None:
        if os.getpid() == self._pid:
            self.fresh.append(heard)
            return
        with open(self._folder / str(os.getpid()), "a", encoding="utf-8") as file:
            file.write(json.dumps(asdict(heard)) + "\n")

    def _collect(self) -> list[Heard]:
        """What is new, in this process and in those that it forked."""
        for path in sorted(self._folder.iterdir()):
            lines = path.read_text(encoding="utf-8").rpartition("\n")[0].splitlines()
            self.fresh += [Heard(**json.loads(line)) for line in lines[self._read.get(path.name, 0) :]]
            self._read[path.name] = len(lines)
        new, self.fresh = self.fresh, []
        self.heard += new
        return new

    # ------------------------------------------------------------ telling

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        """Which test it is."""
        self._test = item.nodeid
        return (yield)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Generator[None, object, object]:
        """What was lost in the test itself."""
        self._told = []
        result = yield
        self._listen()
        return result

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_teardown(self, item: pytest.Item) -> Generator[None, object, object]:
        """What its feeder threads lost until its fixtures were torn down."""
        result = yield
        try:
            self._listen()
        finally:
            while self._told:
                item.warn(DroppedItemWarning(_words(self._told.pop(0))))
        return result

    def _listen(self) -> None:
        lost = [heard for heard in self._collect() if heard.lost]
        self._told += lost
        if lost and self.strict:
            pytest.fail("\n".join(map(_words, lost)), pytrace=False)

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """What was lost after the last test; a worker of xdist sends all that it heard."""
        for heard in self._collect():
            if heard.lost:
                warnings.warn(DroppedItemWarning(_words(heard)), stacklevel=1)
        output = getattr(session.config, "workeroutput", None)
        if output is not None:
            output[_KEY] = [asdict(heard) for heard in self.heard]

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any, error: object) -> None:
        """A worker of xdist is done."""
        self.heard += [Heard(**plain) for plain in getattr(node, "workeroutput", {}).get(_KEY, [])]

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        """The section: what was lost first, each with its test."""
        if not self.heard:
            return
        lost = sum(bool(heard.lost) for heard in self.heard)
        terminalreporter.section(f"pickcheck: {lost} lost, {len(self.heard) - lost} handled")
        for heard in sorted(self.heard, key=lambda heard: not heard.lost):
            terminalreporter.line(f"{'lost' if heard.lost else 'handled'}: {heard.test or 'outside of any test'}")
            for line in _words(heard).splitlines():
                terminalreporter.line(f"    {line}")

    def pytest_unconfigure(self) -> None:
        """Leave the class as it was."""
        cls: Any = reduction.ForkingPickler
        for name, value in self._before.items():
            if value is None:
                delattr(cls, name)
            else:
                setattr(cls, name, value)
        shutil.rmtree(self._folder, ignore_errors=True)


def _name(obj: object) -> str:
    return "process" if isinstance(obj, process.BaseProcess) else "obj"


def _words(heard: Heard) -> str:
    return f"{heard.lost}\n{heard.what}" if heard.lost else heard.what


def _lost(frame: FrameType | None) -> str:
    """How it was lost, by who called; "" when somebody is told: the caller, or the future of a task."""
    while frame is not None:
        words = _NOBODY.get((frame.f_globals.get("__name__", ""), frame.f_code.co_name))
        if words is not None:
            onerror = frame.f_locals.get("onerror", _printed)
            return words if onerror is _printed else ""
        frame = frame.f_back
    return ""


# What a queue does with an item that does not pickle, unless a class of queues has its own way (that of the executors).
_printed = queues.Queue._on_queue_feeder_error  # type: ignore[attr-defined]

"""What is recorded while tests run: by the process that runs them, and by every process that they start.

The recorder is that of ``pickcheck script.py``. It is put into this process as it runs, and comes into its children through
their environment; ``os.environ`` shows nothing of that. Removed again, it leaves the standard library as it was.
"""

from __future__ import annotations

import sys
import types
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .errors import PickcheckError
from .launch import interpreters, launcher
from .launch.lines import Record
from .launch.reader import Journal
from .launch.settings import SOURCES, ready
from .model import Python, Target

_PACKAGE = "_pickcheck"  # by this name the recorder's modules go in every process that they record


def is_recorded() -> bool:
    """Whether a recorder is in this process already: the tests run under ``pickcheck``, or in a watched test."""
    return _PACKAGE in sys.modules


class Recording:
    """The records of this process and of all that it starts, from ``begin`` to ``end``.

    python: the interpreter. Raises PickcheckError where it cannot be recorded.
    """

    def __init__(self) -> None:
        self._folder = launcher.new_folder()
        self._read: dict[str, tuple[Journal, int]] = {}
        try:
            interpreter = interpreters.inspect(sys.executable, Target(None, "pytest"), self._folder)
            if interpreter.python.implementation != "cpython":
                raise PickcheckError(f"{interpreter.python.implementation} cannot be watched")
            self.python: Python = interpreter.python
            self._control = launcher.new_control_folder(self._folder)
            settings = ready(self._control, "", interpreter, answers=False)
            self._inside = _inside()
            self._inside.begin(str(self._control), settings)
        except BaseException:
            launcher.remove(self._folder)
            raise

    def next_test(self) -> None:
        """Another test begins."""
        self._inside.next_test()

    def failed(self, error: BaseException) -> None:
        """A test was ended by this error."""
        self._inside.failed(error)

    def new_records(self) -> Iterator[Record]:
        """What was written since the last time."""
        for path in sorted((self._control / "journals").glob("*.journal")):
            journal, done = self._read.get(path.name) or (Journal(path.name), 0)
            if path.stat().st_size > done:
                lines = _lines(path, done)
                self._read[path.name] = journal, done + len(lines)
                yield from journal.records(lines.decode("utf-8", "replace"))

    def end(self) -> None:
        """Record no more, and leave no trace of the recorder in this process."""
        self._inside.end()
        for name in [name for name in sys.modules if name.partition(".")[0] == _PACKAGE]:
            del sys.modules[name]
        launcher.remove(self._folder)


def _lines(path: Path, begin: int) -> bytes:
    """The whole lines from this byte on: a process may be writing one."""
    with open(path, "rb") as file:
        file.seek(begin)
        data = file.read()
    return data[: data.rfind(b"\n") + 1]


def _inside() -> Any:
    """The recorder's modules, as sitecustomize has them in other processes: a package that runs no ``__init__``."""
    skeleton: Any = types.ModuleType(_PACKAGE)
    skeleton.__path__ = [str(SOURCES)]
    sys.modules[_PACKAGE] = skeleton
    return __import__(f"{_PACKAGE}.recorder.inside", fromlist=("inside",))

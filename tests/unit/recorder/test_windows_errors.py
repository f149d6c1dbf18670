"""On Windows itself: which errors are those of a limit that the emulation imitates."""

from __future__ import annotations

import asyncio
import multiprocessing.pool
import selectors
import signal
import subprocess
import tempfile
import types
from multiprocessing import connection, shared_memory
from pathlib import Path
from typing import Any

import pytest

from pickcheck.recorder import windows_errors
from pickcheck.recorder.session import session

PLACE = ("app.py", 3, "work")


def caught(function: Any, *args: Any) -> BaseException:
    try:
        function(*args)
    except Exception as error:
        return error
    raise AssertionError("nothing was raised")


def winerror(kind: type[OSError], code: int, name: str) -> OSError:
    error = kind(13, "Sharing violation", name)
    error.winerror = code  # type: ignore[attr-defined, unused-ignore]
    return error


def raise_in(module: Any, error: Exception) -> None:
    """As the module's own function ``signal`` would."""
    space: dict[str, Any] = {"error": error}
    exec(compile("def signal():\n    raise error", module.__file__, "exec"), space)
    space["signal"]()


def raise_in_selectors() -> None:
    """As ``selectors.SelectSelector.select`` does when what it waits for is a pipe."""
    error = OSError("not supported")
    error.winerror = 10045  # type: ignore[attr-defined, unused-ignore]
    exec(compile("raise error", selectors.__file__, "exec"), {"error": error})


def rename_onto() -> None:
    """As ``os.rename`` onto a file does on Windows."""
    types.SimpleNamespace(rename=link_onto).rename()


def link_onto() -> None:
    raise FileExistsError(17, "exists", "notes", 183, "other")


def open_shared() -> None:
    shared_memory.SharedMemory(name="pickcheck_no_such_block")


def refuse_family() -> None:
    connection.Listener("x", "AF_NOTHING")


LOOP = asyncio.AbstractEventLoop()
ERRORS = [
    (caught(LOOP.add_signal_handler, 2, print), ("loop", "add_signal_handler")),
    (caught(LOOP.add_reader, 0, print), ("reader", "add_reader")),
    (ValueError("Family AF_UNIX is not recognized."), ("family", "AF_UNIX")),
    (caught(open_shared), ("gone", None)),
    (winerror(PermissionError, 32, "notes"), ("open", "notes")),
    (caught(raise_in_selectors), ("select", "")),
    (winerror(OSError, 10045, ""), None),
    (caught(rename_onto), ("exists", "notes")),
    (caught(link_onto), None),
    (FileExistsError(17, "there is such a folder", "notes"), None),
    (OSError(22, "Invalid argument", "what?"), ("name", "what?")),
    (OSError(22, "Invalid argument", "what"), None),
    (ValueError("Invalid format string"), ("strftime", "")),
    (
        caught(raise_in, subprocess, ValueError("preexec_fn is not supported on Windows platforms")),
        ("popen", "preexec_fn"),
    ),
    (caught(raise_in, subprocess, AssertionError("pass_fds not supported on Windows.")), ("popen", "pass_fds")),
    (caught(raise_in, signal, ValueError("invalid signal value")), ("signal", "")),
    (ValueError("invalid signal value"), None),
    (ValueError("preexec_fn is mine"), None),
    (NotImplementedError("mine"), None),
    (caught(refuse_family), None),
    (FileNotFoundError(2, "none", "notes"), None),
    (PermissionError(13, "denied", "notes"), None),
    (KeyError("x"), None),
]


@pytest.mark.parametrize(("error", "limit"), ERRORS, ids=[str(limit) for _error, limit in ERRORS])
def test_limits(error: BaseException, limit: tuple[str, str | None] | None, monkeypatch: pytest.MonkeyPatch) -> None:
    """By where it was raised and by Windows' own number; an error of the script's own is none."""
    written: list[dict[str, Any]] = []
    monkeypatch.setattr(session, "settings", {"windows": {"hidden": {}, "refused": {}}})
    monkeypatch.setattr(session.journal, "write", lambda kind, **facts: written.append({"kind": kind, **facts}))
    windows_errors.note(error, PLACE)
    found = [(one["name"], one["asked"]) for one in written]
    assert [name for name, _asked in found] == ([limit[0]] if limit else [])
    if limit is not None:
        assert limit[1] in (None, found[0][1]) and written[0]["place"] == PLACE
        assert session.known(error) == written[0]["number"]


def test_a_temporary_file_that_is_open(tmp_path: Path) -> None:
    """What cannot be opened and has the name of a temporary file is one; a file of the user's is not."""
    with tempfile.NamedTemporaryFile() as file:
        assert windows_errors._limit(PermissionError(13, "Permission denied", file.name)) == ("locked", file.name)
    mine = tmp_path / "tmpfile"
    mine.write_text("")
    assert windows_errors._limit(PermissionError(13, "Permission denied", str(mine))) is None


def test_the_line_in_the_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    """An error that came back from a pool has the worker's traceback as its cause: the user's last line in there is the place."""
    text = (
        f'\n"""\nTraceback (most recent call last):\n  File "{multiprocessing.pool.__file__}", line 125, in worker\n    result = 1\n'
        '  File "app.py", line 7, in work\n    os.nice(1)\n    ^^^^^^^\nAttributeError: no\n"""'
    )
    error = winerror(PermissionError, 32, "notes")
    written: list[dict[str, Any]] = []
    monkeypatch.setattr(session, "settings", {"windows": {"hidden": {}, "refused": {}}})
    monkeypatch.setattr(session.journal, "write", lambda kind, **facts: written.append(facts))
    error.__cause__ = multiprocessing.pool.RemoteTraceback(text)  # type: ignore[attr-defined]
    windows_errors.note(error, PLACE)
    error.__cause__ = ValueError("of its own")
    windows_errors.note(error, PLACE)
    assert [facts["place"] for facts in written] == [("app.py", 7, "work"), PLACE]
